import { describe, expect, it } from 'vitest';
import { commandSchemas } from '../contract/commands.ts';
import type { CommandType } from '../contract/commands.ts';
import type { Person, Role } from '../model/person.ts';
import { roles } from '../model/person.ts';
import type { Action, Relation } from './can.ts';
import { can, rights } from './can.ts';

const actor = (role: Role): Person => ({
  id: 'ana', role, team: 'north', branch: 'centre', skills: {}, languages: [], licences: [], capacity: 10, availability: 'available', availabilitySince: 0, version: 1,
});

const subjects: Record<Relation, Parameters<typeof can>[2]> = {
  own: { owner: 'ana', team: 'north', branch: 'centre' },
  team: { owner: 'ben', team: 'north', branch: 'centre' },
  branch: { owner: 'ben', team: 'south', branch: 'centre' },
  any: { owner: 'ben', team: 'far', branch: 'other' },
};

const farthest = (role: Role, action: Action): Relation | 'never' =>
  (['any', 'branch', 'team', 'own'] as const).find((relation) => can(actor(role), action, subjects[relation]) === undefined) ?? 'never';

// Written by hand from what each role is there for: role × action → how far it may reach.
const table: readonly [Action, Partial<Record<Role, Relation>>][] = [
  ['task:claim', { branchEmployee: 'branch', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any', aiColleague: 'team' }],
  ['task:complete', { branchEmployee: 'own', callCentreAgent: 'own', teamLead: 'branch', backOffice: 'own', secondLine: 'own', aiColleague: 'own' }],
  ['task:reassign', { teamLead: 'any' }],
  ['plan:undo', { teamLead: 'any' }],
  ['handOff:accept', { branchEmployee: 'own', callCentreAgent: 'own', teamLead: 'team', backOffice: 'own', secondLine: 'own' }],
  ['promise:make', { branchEmployee: 'branch', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any' }],
  ['help:ask', { branchEmployee: 'branch', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any' }],
  ['help:close', { branchEmployee: 'own', callCentreAgent: 'own', teamLead: 'any', backOffice: 'own', secondLine: 'own' }],
  ['case:close', { teamLead: 'branch', secondLine: 'any' }],
  ['clock:change', { teamLead: 'branch' }],
  ['customer:read', { branchEmployee: 'any', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any', auditor: 'any' }],
  ['customer:erase', { administrator: 'any' }],
  ['decision:ask', { branchEmployee: 'any', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any' }],
  ['decision:answer', { branchEmployee: 'any', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any' }],
  ['consent:withdraw', { branchEmployee: 'any', callCentreAgent: 'any', teamLead: 'any', backOffice: 'any', secondLine: 'any' }],
  ['action:switch', { secondLine: 'any', administrator: 'any' }],
  ['alarm:look', { secondLine: 'any', administrator: 'any' }],
  ['held:release', { administrator: 'any' }],
  ['person:setAbsence', { teamLead: 'any', administrator: 'any' }],
];

describe('rights', () => {
  it.each(table)('%s reaches as far as the role needs it, and no other role has it', (action, expected) => {
    const found = Object.fromEntries(roles.map((role) => [role, farthest(role, action)]).filter(([, reach]) => reach !== 'never'));
    expect(found).toEqual(expected);
  });

  it('that reach far reach near as well', () => {
    for (const role of roles)
      for (const action of Object.keys(rights[role]) as Action[]) expect([role, action, can(actor(role), action, subjects.own)]).toEqual([role, action, undefined]);
  });

  it('of an auditor change no work, and a person of a source has none', () => {
    expect(Object.keys(rights.auditor)).toEqual(['customer:read']);
    expect(rights.observed).toEqual({});
  });

  it('are held by somebody for every command there is', () => {
    const given = new Set(roles.flatMap((role) => Object.keys(rights[role])));
    expect((Object.keys(commandSchemas) as CommandType[]).filter((type) => !given.has(type))).toEqual([]);
  });

  it('that are missing are refused with the rule and what it would take', () => {
    expect(can(actor('branchEmployee'), 'task:reassign', subjects.own)).toEqual({
      ok: false, code: 'forbidden', rule: 'role.branchEmployee.task:reassign', params: { action: 'task:reassign', role: 'branchEmployee', reach: 'none' },
    });
    expect(can(actor('branchEmployee'), 'task:claim', subjects.any)).toMatchObject({ code: 'forbidden', params: { reach: 'branch' } });
  });
});
