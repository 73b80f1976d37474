import { describe, expect, it } from 'vitest';
import { must } from '../../assert.ts';
import type { EntryDraft, EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import type { Person } from '../../model/person.ts';
import { isRefusal } from '../../model/refusal.ts';
import { journeyRules } from '../../work/commands/journey.ts';
import { ownTaskRules } from '../../work/commands/own-task.ts';
import { decideTimer } from '../../work/commands/timer.ts';
import { decideEffectResult } from '../../work/effects/decide-result.ts';
import { dropEnded, evolveCase } from '../../work/evolve-case.ts';
import { timersOf } from '../../work/timers.ts';
import type { Context, Decision, Effect, World } from '../../work/world.ts';
import { defaultSpans, isNeeds } from '../../work/world.ts';
import { compileProcess } from '../engine/compile-process.ts';
import type { ActivityDefinition, EventDefinition, NodeDefinition, ProcessDefinition } from '../process.ts';
import { advance } from './advance.ts';
import { decideMessage } from './decide-message.ts';
import { tellProcess } from './effect-result.ts';
import type { Journey, Ruling } from './journey.ts';
import { migrate, previewMigration } from './migrate.ts';
import { openCase } from './open-case.ts';
import { casePosition } from './position.ts';

const event = (id: string, place: EventDefinition['place'], more: Partial<EventDefinition> = {}): EventDefinition => ({
  id, kind: 'event', place, triggers: [], isParallelMultiple: false, isInterrupting: true, outputs: [], inputs: [], ...more,
});
const activity = (id: string, kind: ActivityDefinition['activity'], more: Partial<ActivityDefinition> = {}): ActivityDefinition => ({
  id, kind: 'activity', activity: kind, isForCompensation: false, startQuantity: 1, completionQuantity: 1, inputs: [], outputs: [], data: [], instantiates: false, ...more,
});

const nodes: NodeDefinition[] = [
  event('received', 'start', { triggers: [{ on: 'message', name: 'application' }], outputs: [{ from: 'amount', to: 'amount' }], stage: 'Application' }),
  activity('checkIdentity', 'user', { name: 'Check identity', stage: 'Identity', work: { form: 'identity' } }),
  activity('screen', 'service', { stage: 'Identity', connector: { connector: 'kyc', operation: 'screen' }, inputs: [{ from: 'amount', to: 'amount' }] }),
  event('screenRefused', 'boundary', { attachedTo: 'screen', triggers: [{ on: 'error', code: 'sanctioned' }] }),
  event('refused', 'end', { outcome: 'refused' }),
  activity('approve', 'user', { stage: 'Decision', team: 'second-line', work: { fourEyes: true } }),
  event('waitForSignature', 'catch', { stage: 'Sign', triggers: [{ on: 'message', name: 'signed' }] }),
  activity('sign', 'receive', { stage: 'Sign', message: { name: 'signed' } }),
  event('lapsed', 'boundary', { attachedTo: 'sign', triggers: [{ on: 'timer', timer: 'duration', value: '"P14D"' }] }),
  event('abandoned', 'end', { outcome: 'abandoned' }),
  event('paid', 'end', { outcome: 'paid' }),
].filter(({ id }) => id !== 'waitForSignature');
const way = ['received', 'checkIdentity', 'screen', 'approve', 'sign', 'paid'];
const flows = [
  ...way.slice(1).map((to, n) => ({ id: `f${String(n)}`, from: way[n] ?? '', to })),
  { id: 'f8', from: 'screenRefused', to: 'refused' },
  { id: 'f9', from: 'lapsed', to: 'abandoned' },
];
const definition: ProcessDefinition = { id: 'loan', name: 'Loan', nodes, flows, data: [], compensations: [], messages: [], called: {}, correlations: [] };
const compiled = compileProcess(definition);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.defects));
const journey: Journey = {
  process: compiled,
  file: {
    journey: 'loan', version: 1, name: 'Loan', product: 'loan', model: 'loan.bpmn', process: 'loan', team: 'north', sources: ['mobile'],
    stages: ['Application', 'Identity', 'Decision', 'Sign'], amount: { variable: 'amount', currency: 'EUR' },
    messages: { application: { from: 'customer', fields: { amount: { type: 'amount', required: true }, name: { type: 'text' } } }, signed: { from: 'customer' } },
    forms: { identity: { title: 'Identity', fields: { passport: { type: 'text', required: true }, isOriginal: { type: 'yesNo' } } } },
  },
};

const person = (id: string, team: string, role: Person['role'] = 'backOffice'): Person => ({
  id, role, team, skills: {}, languages: [], licences: [], capacity: 10, availability: 'available', availabilitySince: 0, version: 1,
});
const staff = [person('ana', 'north'), person('ben', 'second-line', 'secondLine')];

/** One case played in the pure core: every input decided, folded, and its effects kept. */
class Play {
  state: CaseState | null = null;
  now = 1_000_000;
  readonly kinds: string[] = [];
  readonly effects: Effect[] = [];
  readonly values: string[] = [];
  #ids = 0;

  get ctx(): Context {
    return {
      now: this.now, actor: 'ana', input: `i${String(this.#ids)}`, newId: (prefix) => `${prefix}-${String((this.#ids += 1))}`,
      settings: {
        ...defaultSpans, expectedWithin: () => undefined, calendarOf: () => undefined, calendar: () => undefined,
        journeys: { find: () => journey, newest: () => journey },
      },
    };
  }

  get world(): World {
    const find = (id: string) => staff.find((one) => one.id === id);
    return {
      case: () => this.state, caseOf: () => this.state, person: (id) => find(id) ?? null, staffMember: find, team: () => null, customer: () => null,
      staffOf: () => [], draft: () => null, openCasesOf: () => [],
    };
  }

  take(decision: Decision, actor = 'ana'): string {
    if (isNeeds(decision)) throw new Error(`asks for ${JSON.stringify(decision.needs)}`);
    if (isRefusal(decision)) return decision.code;
    for (const draft of decision.entries) this.#fold(draft, actor);
    this.effects.push(...(decision.effects ?? []));
    this.values.push(...(decision.values ?? []).map(({ field, value }) => `${field}=${value}`));
    return 'ok';
  }

  #fold(draft: EntryDraft, actor: string): void {
    this.kinds.push(draft.kind);
    const after = evolveCase(this.state ?? undefined, { ...draft, at: this.now, recordedAt: this.now, actor } as EntryFact);
    this.state = after ? dropEnded(after) : null;
  }

  message(name: string, data: Record<string, unknown> = {}): string {
    return this.take(decideMessage(journey, this.world, { source: 'mobile', caseId: 'k-1', key: 'a1', name, at: this.now, data }, this.ctx));
  }

  complete(activityId: string, actor: string, data: Record<string, unknown> = {}): string {
    const open = must(this.state?.tasks.find((task) => task.activity === activityId), 'the task is open');
    const ctx = { ...this.ctx, actor };
    const claimed = this.take(ownTaskRules['task:claim'].decide(this.world, { type: 'task:claim', commandId: 'c1', task: open.id, version: open.version }, ctx), actor);
    if (claimed !== 'ok') return claimed;
    const held = must(this.state?.tasks.find((task) => task.id === open.id), 'it was claimed');
    return this.take(ownTaskRules['task:complete'].decide(this.world, { type: 'task:complete', commandId: 'c2', task: open.id, fence: held.fence, data: data as Record<string, string> }, ctx), actor);
  }

  result(outcome: Parameters<typeof decideEffectResult>[1]['result']['outcome']): string {
    const effect = must(this.effects.at(-1), 'something was asked');
    const result = { effect: 'e-1', case: 'k-1', connector: effect.connector, operation: effect.operation, route: effect.connector, attempts: 1, round: 0, outcome, ...(effect.ref === undefined ? {} : { ref: effect.ref }) };
    return this.take(decideEffectResult(this.world, { result, personal: [], connectorOwner: 'administrator' }, this.ctx, tellProcess));
  }

  passes(ms: number): void {
    this.now += ms;
    for (const timer of timersOf(must(this.state, 'there is a case'), 0)) if (timer.dueAt <= this.now) this.take(decideTimer(this.world, timer, this.ctx));
  }
}

function atScreening(): Play {
  const play = new Play();
  play.message('application', { amount: 1_500_000, name: 'Maria' });
  play.complete('checkIdentity', 'ana', { passport: 'C01X', isOriginal: true });
  return play;
}

describe('a case that a process drives', () => {
  it('is opened by its message, with work for people and no personal value in the process', () => {
    const play = new Play();
    expect(play.message('application', { amount: 1_500_000, name: 'Maria' })).toBe('ok');
    const { case: row, tasks } = must(play.state, 'it was opened');
    expect({ stage: row.stage, amount: row.amountMinor, tasks: tasks.map(({ activity: one, team, form, name }) => ({ one, team, form, name })) })
      .toEqual({ stage: 'Identity', amount: 1_500_000, tasks: [{ one: 'checkIdentity', team: 'north', form: 'identity', name: 'Check identity' }] });
    expect(play.values).toEqual(['stated.name=Maria']);
    expect(JSON.stringify(row)).not.toContain('Maria');
  });

  it('goes on when the work is done, and asks a system', () => {
    const play = atScreening();
    expect(play.effects).toMatchObject([{ connector: 'kyc', operation: 'screen', body: { amount: 1_500_000 }, case: 'k-1' }]);
    expect(play.state?.case.waitsFor?.whom).toBe('system');
    expect(play.values).toContain('stated.passport=C01X');
  });

  it('gives work to the person whom the process names, where they are there and may do it', () => {
    const holderFor = (assignee: string, more: { known?: readonly Person[]; roles?: readonly Person['role'][] } = {}) => {
      const assigned = compileProcess({ ...definition, nodes: nodes.map((node) => (node.id === 'checkIdentity' ? { ...node, work: { form: 'identity', assignee, ...(more.roles === undefined ? {} : { roles: more.roles }) } } : node)) as NodeDefinition[] });
      if (!assigned.ok) throw new Error(JSON.stringify(assigned.defects));
      const play = new Play();
      const known = more.known ?? staff;
      play.take(openCase({ ...journey, process: assigned }, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, stimulus: { type: 'start', at: 'received', payload: { amount: 1 } } }, { ...play.ctx, staffMember: (id) => known.find((one) => one.id === id) }));
      const { holder, fence } = must(play.state?.tasks[0], 'there is work');
      return holder?.by === 'person' ? `${holder.person} ${String(fence)}` : holder?.by;
    };
    expect(holderFor('"ana"')).toBe('ana 1');
    expect(holderFor('if amount > 5 then "ben" else "ana"')).toBe('ana 1');
    const away = { ...person('ana', 'north'), absence: { from: 0, until: 9_000_000, because: 'leave', by: 'ana' } };
    expect([holderFor('"nobody"'), holderFor('null'), holderFor('"ana"', { known: [away] }), holderFor('"ana"', { roles: ['teamLead'] })])
      .toEqual(['queue', 'queue', 'queue', 'queue']);
  });

  it('asks no more for what it has stopped waiting for', () => {
    const patient = compileProcess({
      ...definition,
      nodes: [...nodes, event('tooLong', 'boundary', { attachedTo: 'screen', triggers: [{ on: 'timer', timer: 'duration', value: '"PT1H"' }] }), event('given up', 'end', { outcome: 'abandoned' })],
      flows: [...flows, { id: 'f10', from: 'tooLong', to: 'given up' }],
    });
    if (!patient.ok) throw new Error(JSON.stringify(patient.defects));
    const play = atScreening();
    const state = must(play.state, 'there is a case');
    const token = must(state.case.process?.tokens[0], 'it waits');
    const waiting: CaseState = { ...state, case: { ...state.case, process: { ...must(state.case.process, 'it runs'), tokens: [{ ...token, timers: [{ by: 'tooLong', due: 5 }] }] } } };
    expect(advance({ ...journey, process: patient }, waiting, { type: 'timer', holder: token.id, element: 'tooLong', due: 5 }, { on: 'timer' }, play.ctx))
      .toMatchObject({ ok: true, effectOrders: [{ do: 'withdraw', case: 'k-1', ref: play.effects[0]?.ref }] });
  });

  it('refuses what a form does not ask, and changes nothing', () => {
    const play = new Play();
    play.message('application', { amount: 1 });
    const before = play.kinds.length;
    expect(play.complete('checkIdentity', 'ana', { shoeSize: 43 })).toBe('field_invalid');
    expect(play.kinds.slice(before)).toEqual(['task:claimed']);
  });

  it('ends with the outcome of the end it reached when the system refuses', () => {
    const play = atScreening();
    expect(play.result({ ok: false, code: 'connector_refused', error: 'sanctioned', applied: 'no' })).toBe('ok');
    expect(play.state?.case).toMatchObject({ status: 'closed', outcome: 'refused' });
    expect(play.state?.case.process).toBeUndefined();
    expect(play.kinds).not.toContain('exception:raised');
  });

  it('keeps waiting when the system is down and nothing catches it, with an exception that has an owner', () => {
    const play = atScreening();
    play.result({ ok: false, code: 'connector_down', applied: 'no' });
    expect(play.state?.case.exceptions).toMatchObject([{ code: 'connector_down', owner: 'administrator' }]);
    expect(play.state?.case.status).toBe('open');
    expect(play.result({ ok: true, data: { risk: 'low' } })).toBe('ok');
    expect(play.state?.tasks.map((task) => [task.activity, task.team])).toEqual([['approve', 'second-line']]);
  });

  it('lets nobody approve what they had a hand in', () => {
    const play = atScreening();
    play.result({ ok: true, data: {} });
    expect(play.complete('approve', 'ana')).toBe('four_eyes');
    expect(play.complete('approve', 'ben')).toBe('ok');
    expect(play.state?.case).toMatchObject({ stage: 'Sign', waitsFor: { whom: 'customer' } });
  });

  it('is closed by its message, or by time', () => {
    const signed = atScreening();
    signed.result({ ok: true, data: {} });
    signed.complete('approve', 'ben');
    const late = new Play();
    late.state = signed.state;
    expect(signed.message('signed')).toBe('ok');
    expect(signed.state?.case.outcome).toBe('paid');
    late.passes(13 * 86_400_000);
    expect(late.state?.case.status).toBe('open');
    late.passes(86_400_000);
    expect(late.state?.case.outcome).toBe('abandoned');
  });

  it('records a message that nobody waits for, and refuses one to a case that is not there', () => {
    const play = atScreening();
    expect(play.message('signed')).toBe('ok');
    expect(play.kinds.at(-1)).toBe('event:recorded');
    expect(new Play().message('signed')).toBe('case_unknown');
  });

  it('says where it stands: stages, whom it waits for, and when time moves it', () => {
    const play = atScreening();
    play.result({ ok: true, data: {} });
    play.complete('approve', 'ben');
    expect(casePosition(journey, must(play.state, 'there is a case'))).toEqual({
      stages: [{ name: 'Application', state: 'done' }, { name: 'Identity', state: 'done' }, { name: 'Decision', state: 'done' }, { name: 'Sign', state: 'waiting' }],
      standing: [{ element: 'sign', stage: 'Sign', since: play.now, waits: 'customer', messages: ['signed'], dueAt: play.now + 14 * 86_400_000 }],
      optional: [],
    });
  });

  it('is flagged where the customer has another open case for the same product', () => {
    const play = new Play();
    const opened = openCase(journey, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, customer: 'p-1', others: [{ id: 'k-0', journey: 'loan' }], stimulus: { type: 'start' } }, play.ctx);
    play.take(opened);
    expect(play.state?.case.flags).toEqual(['same_product']);
  });

  it('that a channel opened for a known customer is in view at the branch of the customer', () => {
    const play = new Play();
    const world = { ...play.world, customer: () => ({ id: 'p-1', kind: 'person' as const, branch: 'north', language: 'en', flags: [], relations: [], version: 1 }) };
    play.take(decideMessage(journey, world, { source: 'mobile', caseId: 'k-1', key: 'a1', name: 'application', customer: 'p-1', at: play.now, data: { amount: 5 } }, play.ctx));
    expect(play.state?.case).toMatchObject({ customer: 'p-1', branch: 'north' });
  });

  it('goes on in another version where nothing breaks, and is refused with what would', () => {
    const play = atScreening();
    const other = compileProcess({ ...definition, nodes: nodes.map((node) => (node.id === 'screen' ? { ...node, id: 'screenAgain' } : { ...node, ...('attachedTo' in node && node.attachedTo === 'screen' ? { attachedTo: 'screenAgain' } : {}) })), flows: flows.map((flow) => ({ ...flow, from: flow.from === 'screen' ? 'screenAgain' : flow.from, to: flow.to === 'screen' ? 'screenAgain' : flow.to })) });
    if (!other.ok) throw new Error(JSON.stringify(other.defects));
    const next: Journey = { process: other, file: { ...journey.file, version: 2 } };
    const state = must(play.state, 'there is a case');
    expect(previewMigration(next, state, {})).toMatchObject({ elements: ['screen'] });
    expect(play.take(migrate(journey, next, state, {}))).toBe('migration_breaks');
    expect(play.take(migrate(journey, next, state, { screen: 'screenAgain' }))).toBe('ok');
    expect(play.state?.case).toMatchObject({ journeyVersion: 2, process: { tokens: [{ at: 'screenAgain' }] } });
  });

  it('that is stuck at a join goes on when somebody lets it', () => {
    const joined = compileProcess({
      ...definition,
      nodes: [
        event('begun', 'start'),
        { id: 'either', kind: 'gateway', gateway: 'exclusive', isParallel: false, instantiates: false, defaultFlow: 'd1' },
        { id: 'join', kind: 'gateway', gateway: 'parallel', isParallel: false, instantiates: false },
        event('over', 'end', { outcome: 'over' }),
      ],
      flows: [
        { id: 'd0', from: 'begun', to: 'either' }, { id: 'd1', from: 'either', to: 'join' }, { id: 'd2', from: 'either', to: 'join', condition: '1 > 2' },
        { id: 'd3', from: 'join', to: 'over' },
      ],
    });
    if (!joined.ok) throw new Error(JSON.stringify(joined.defects));
    const broken: Journey = { process: joined, file: journey.file };
    const play = new Play();
    const { settings, ...ctx } = play.ctx;
    const withBroken = { ...ctx, settings: { ...settings, journeys: { find: () => broken, newest: () => broken } } };
    play.take(openCase(broken, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, stimulus: { type: 'start' } }, withBroken));
    expect(play.state?.case.exceptions).toMatchObject([{ code: 'journey_stuck', element: 'join', detail: 'd2', owner: 'team:north' }]);
    const token = must(play.state?.case.process?.tokens[0], 'something waits at the join').id;
    expect(play.take(journeyRules['journey:retry'].decide(play.world, { type: 'journey:retry', commandId: 'c1', case: 'k-1', token }, withBroken))).toBe('ok');
    expect(play.state?.case).toMatchObject({ status: 'closed', outcome: 'over' });
  });

  it('has every decision of one step answered', () => {
    const split = compileProcess({
      ...definition,
      nodes: [
        event('begun', 'start'),
        { id: 'both', kind: 'gateway', gateway: 'parallel', isParallel: false, instantiates: false },
        activity('limit', 'businessRule', { decision: 'limit', resultVariable: 'limit' }),
        activity('price', 'businessRule', { decision: 'price', resultVariable: 'price' }),
        event('decided', 'end', { outcome: 'decided' }),
      ],
      flows: [['begun', 'both'], ['both', 'limit'], ['both', 'price'], ['limit', 'decided'], ['price', 'decided']].map(([from = '', to = ''], n) => ({ id: `d${String(n)}`, from, to })),
    });
    if (!split.ok) throw new Error(JSON.stringify(split.defects));
    const ruled: Journey = { process: split, file: journey.file };
    const play = new Play();
    const { settings, ...ctx } = play.ctx;
    const journeys = { find: () => ruled, newest: () => ruled, decide: (name: string) => ({ ok: true as const, data: { result: name.length } }) };
    expect(play.take(openCase(ruled, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, stimulus: { type: 'start' } }, { ...ctx, settings: { ...settings, journeys } }))).toBe('ok');
    expect(play.state?.case).toMatchObject({ status: 'closed', outcome: 'decided' });
    expect(play.kinds).not.toContain('exception:raised');
  });

  it('holds the case with an owner where a decision cannot be made, and asks it again when told to', () => {
    const asked = compileProcess({
      ...definition,
      nodes: [event('begun', 'start'), activity('limit', 'businessRule', { decision: 'limit', resultVariable: 'limit' }), event('decided', 'end', { outcome: 'decided' })],
      flows: [{ id: 'f1', from: 'begun', to: 'limit' }, { id: 'f2', from: 'limit', to: 'decided' }],
    });
    if (!asked.ok) throw new Error(JSON.stringify(asked.defects));
    const ruled: Journey = { process: asked, file: journey.file };
    const play = new Play();
    const { settings, ...ctx } = play.ctx;
    const given = (ruling: Ruling) => ({ ...ctx, settings: { ...settings, journeys: { find: () => ruled, newest: () => ruled, decide: () => ruling } } });
    const basis = { id: 'limit', digest: 'ab12', hits: [], failed: 'decision_two_hits' };
    const opened = openCase(ruled, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, stimulus: { type: 'start' } }, given({ ok: false, code: 'decision_two_hits', basis }));
    expect('entries' in opened && opened.entries.filter(({ kind }) => kind === 'journey:stepped').map(({ body }) => body)).toMatchObject([{ on: 'start' }, { on: 'decision', decision: basis }]);
    play.take(opened);
    expect(play.state?.case.exceptions).toMatchObject([{ code: 'task_failed', element: 'limit', detail: 'decision_two_hits', owner: 'team:north' }]);
    const token = must(play.state?.case.process?.tokens[0], 'the task waits').id;
    expect(play.take(journeyRules['journey:retry'].decide(play.world, { type: 'journey:retry', commandId: 'c1', case: 'k-1', token }, given({ ok: true, data: { result: 5 } })))).toBe('ok');
    expect(play.state?.case).toMatchObject({ status: 'closed', outcome: 'decided' });
  });

  it('can be started by staff, with what the start declares', () => {
    const play = new Play();
    const start = journeyRules['journey:start'].decide(play.world, { type: 'journey:start', commandId: 'c1', journey: 'loan', channel: 'branch' }, play.ctx);
    expect(play.take(start)).toBe('ok');
    expect(play.state?.case).toMatchObject({ team: 'north', lastChannel: 'branch' });
  });
});
