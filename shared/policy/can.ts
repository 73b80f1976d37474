import type { CommandType } from '../contract/commands.ts';
import type { Person, Role } from '../model/person.ts';
import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';

/** How far an action reaches: what is one's own, one's team's, one's branch's, or anything. */
export const relations = ['own', 'team', 'branch', 'any'] as const;
export type Relation = (typeof relations)[number];

/** What staff do by command, and what sources report. */
export type Action = CommandType | 'decision:ask' | 'task:approve' | 'event:report' | 'customer:verify' | 'customer:reveal' | 'customer:search';

/** What an action is done to, as far as rights ask. */
export interface Subject {
  /** Accountable for it now, or the person meant. */
  readonly owner?: string | undefined;
  readonly team?: string | undefined;
  readonly branch?: string | undefined;
}

type Reach = Partial<Record<Action, Relation>>;

/** Day work at a desk. Claiming reaches the branch, so that a colleague's queue is never out of reach of a customer who is there. */
const desk: Reach = {
  'task:claim': 'branch', 'task:next': 'team', 'task:release': 'own', 'task:complete': 'own', 'task:takeOver': 'branch',
  'task:park': 'own', 'task:resume': 'own', 'task:decline': 'own', 'handOff:offer': 'own', 'handOff:accept': 'own', 'handOff:ask': 'own',
  'handOff:answer': 'own', 'handOff:decline': 'own', 'handOff:withdraw': 'own', 'offer:accept': 'own', 'offer:decline': 'own',
  'promise:make': 'branch', 'promise:keep': 'branch', 'promise:withdraw': 'team', 'note:add': 'branch', 'evidence:add': 'branch', 'help:ask': 'branch', 'help:join': 'branch', 'help:answer': 'branch', 'help:close': 'own',
  'contact:record': 'branch', 'reminder:send': 'team', 'reminder:recall': 'team', 'case:identify': 'team', 'draft:save': 'own', 'draft:accept': 'own', 'draft:discard': 'own',
  'lease:take': 'own', 'clock:pause': 'own', 'clock:resume': 'own', 'clock:meet': 'own', 'person:setAvailability': 'own',
  'customer:read': 'any', 'customer:verify': 'any', 'customer:leave': 'any', 'customer:reveal': 'any', 'customer:search': 'any', 'call:answer': 'own', 'call:hangUp': 'own', 'call:choose': 'own', 'call:wrapUp': 'own', 'journey:start': 'any', 'journey:message': 'branch', 'journey:addTask': 'branch', 'journey:retry': 'team',
  'effect:retry': 'team', 'decision:ask': 'any', 'decision:answer': 'any', 'consent:give': 'any', 'consent:withdraw': 'any',
};

/** Any customer may call, so the call centre works across branches. */
const callCentre: Reach = {
  ...desk, 'task:claim': 'any', 'task:takeOver': 'any', 'promise:make': 'any', 'promise:keep': 'any', 'note:add': 'any', 'evidence:add': 'any', 'help:ask': 'any', 'help:join': 'any', 'help:answer': 'any',
  'contact:record': 'any', 'reminder:send': 'any', 'reminder:recall': 'any', 'journey:addTask': 'any', 'journey:message': 'any',
};

const lead: Reach = {
  ...callCentre, 'task:release': 'branch', 'task:complete': 'branch', 'task:park': 'branch', 'task:resume': 'branch',
  'task:reassign': 'any', 'task:extend': 'any', 'plan:undo': 'any', 'help:close': 'any', 'promise:withdraw': 'branch', 'case:identify': 'any', 'case:close': 'branch', 'journey:retry': 'any',
  'clock:start': 'branch', 'clock:pause': 'branch', 'clock:resume': 'branch', 'clock:meet': 'branch', 'clock:change': 'branch',
  'effect:retry': 'any', 'effect:resolve': 'branch',
  'person:setAvailability': 'team', 'person:setAbsence': 'any', 'person:return': 'any', 'person:change': 'team', 'handOff:accept': 'team',
};

/** An AI colleague works like a desk, and never reads a customer, promises or moves other people's work. */
const ai: Reach = {
  'task:claim': 'team', 'task:next': 'team', 'task:release': 'own', 'task:complete': 'own', 'note:add': 'team', 'draft:save': 'own', 'lease:take': 'own',
};

/** Role × action → how far it reaches; what is not here is refused. */
export const rights: Readonly<Record<Role, Reach>> = {
  branchEmployee: desk,
  callCentreAgent: callCentre,
  teamLead: lead,
  backOffice: { ...callCentre, 'clock:start': 'team', 'journey:retry': 'any', 'effect:retry': 'any', 'effect:resolve': 'any' },
  secondLine: { ...callCentre, 'action:switch': 'any', 'alarm:look': 'any', 'clock:start': 'any', 'case:close': 'any', 'effect:retry': 'any', 'effect:resolve': 'any' },
  auditor: { 'customer:read': 'any' },
  administrator: {
    'connector:switch': 'any', 'action:switch': 'any', 'alarm:look': 'any', 'effect:retry': 'any', 'effect:resolve': 'any',
    'journey:retry': 'any', 'journey:migrate': 'any', 'person:change': 'any', 'person:setAbsence': 'any', 'person:return': 'any', 'person:setAvailability': 'any', 'held:release': 'any', 'customer:erase': 'any',
  },
  aiColleague: ai,
  observed: {},
};

/** The nearest relation of an actor to a subject. */
export function relationTo(actor: Person, subject: Subject): Relation {
  if (subject.owner === actor.id) return 'own';
  if (subject.team !== undefined && subject.team === actor.team) return 'team';
  if (subject.branch !== undefined && subject.branch === actor.branch) return 'branch';
  return 'any';
}

/**
 * Whether an actor may do an action to a subject: undefined, or the refusal `forbidden` with the rule's id and what it would take.
 */
export function can(actor: Person, action: Action, subject: Subject): Refusal | undefined {
  const reach = rights[actor.role][action];
  const relation = relationTo(actor, subject);
  if (reach !== undefined && relations.indexOf(relation) <= relations.indexOf(reach)) return undefined;
  return refuse('forbidden', { action, role: actor.role, reach: reach ?? 'none' }, `role.${actor.role}.${action}`);
}
