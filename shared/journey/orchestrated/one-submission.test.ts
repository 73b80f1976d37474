import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '../../assert.ts';
import { acknowledgementOf } from '../../contract/answer.ts';
import type { CommandOf } from '../../contract/commands.ts';
import type { EntryDraft, EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import type { Person } from '../../model/person.ts';
import { isRefusal } from '../../model/refusal.ts';
import type { Refusal } from '../../model/refusal.ts';
import { ownerOf } from '../../model/task.ts';
import { draftRules } from '../../work/commands/draft.ts';
import { journeyRules } from '../../work/commands/journey.ts';
import { ownTaskRules } from '../../work/commands/own-task.ts';
import { draftField } from '../../work/draft-field.ts';
import { dropEnded, evolveCase } from '../../work/evolve-case.ts';
import type { Context, Decision, DraftRow, World } from '../../work/world.ts';
import { defaultSpans, isNeeds } from '../../work/world.ts';
import { compileProcess } from '../engine/compile-process.ts';
import type { NodeDefinition } from '../process.ts';
import { decideMessage } from './decide-message.ts';
import type { Journey } from './journey.ts';
import { messagesOf } from './one-submission.ts';

// An application that the customer may fill in on the app while staff fill it in at the counter, again where the check sends it back.
const plain = { triggers: [], isParallelMultiple: false, isInterrupting: true, outputs: [], inputs: [] };
const work = { kind: 'activity' as const, activity: 'user' as const, isForCompensation: false, startQuantity: 1, completionQuantity: 1, inputs: [], outputs: [], data: [], instantiates: false };
const nodes: NodeDefinition[] = [
  { id: 'begun', kind: 'event', place: 'start', ...plain, triggers: [{ on: 'message', name: 'begun' }] },
  { id: 'fillIn', ...work, work: { form: 'income' } },
  { id: 'filledOnApp', kind: 'event', place: 'boundary', ...plain, attachedTo: 'fillIn', triggers: [{ on: 'message', name: 'filled' }] },
  { id: 'gone', kind: 'event', place: 'boundary', ...plain, attachedTo: 'fillIn', triggers: [{ on: 'timer', timer: 'duration', value: '"P30D"' }] },
  { id: 'check', ...work, work: { form: 'check' } },
  { id: 'isRight', kind: 'gateway', gateway: 'exclusive', defaultFlow: 'again', isParallel: false, instantiates: false },
  { id: 'over', kind: 'event', place: 'end', ...plain },
  { id: 'late', kind: 'event', place: 'end', ...plain },
];
const flows = [
  { id: 'a', from: 'begun', to: 'fillIn' }, { id: 'b', from: 'fillIn', to: 'check' }, { id: 'c', from: 'filledOnApp', to: 'check' }, { id: 'd', from: 'check', to: 'isRight' },
  { id: 'again', from: 'isRight', to: 'fillIn' }, { id: 'right', from: 'isRight', to: 'over', condition: 'isFine' }, { id: 'e', from: 'gone', to: 'late' },
];
const process = compileProcess({ id: 'loan', name: 'Loan', nodes, flows, data: [], compensations: [], messages: [], called: {}, correlations: [] });
if (!process.ok) throw new Error(JSON.stringify(process.defects));
const income = { incomeMinor: { type: 'amount' as const, required: true }, note: { type: 'text' as const } };
const journey: Journey = {
  process,
  file: {
    journey: 'loan', version: 1, name: 'Loan', model: 'loan.bpmn', process: 'loan', team: 'north', sources: ['mobile'], stages: ['Income'],
    messages: { begun: { from: 'customer' }, filled: { from: 'customer', fields: income } },
    forms: { income: { title: 'Income', fields: income }, check: { title: 'Check', fields: { isFine: { type: 'yesNo', required: true } } } },
  },
};
const staff: Person[] = ['ana', 'elif'].map((id) => ({ id, role: 'backOffice', team: 'north', skills: {}, languages: [], licences: [], capacity: 10, availability: 'available', availabilitySince: 0, version: 1 }));

interface Sending {
  readonly by: string;
  readonly at: number;
  readonly amount: number;
  readonly answer: { ok: boolean; code?: string; params?: Readonly<Record<string, unknown>> | undefined };
}

/** One case and its drafts, with an app and two desks that look at it now and then and act on what they saw. */
class Bank {
  state: CaseState | null = null;
  readonly facts: EntryFact[] = [];
  readonly drafts = new Map<string, DraftRow>();
  readonly values = new Map<string, string>();
  readonly sendings: Sending[] = [];
  /** What each side saw when it looked last. */
  step: number | undefined;
  readonly seen = new Map<string, CaseState['tasks'][number] | undefined>();
  now = 1_000_000;
  #ids = 0;

  constructor() {
    this.#run('source:mobile', (ctx) => decideMessage(journey, this.world, { source: 'mobile', caseId: 'k-1', key: 'a', name: 'begun', at: this.now, data: {} }, ctx));
    this.look();
  }

  get world(): World {
    const find = (id: string) => staff.find((one) => one.id === id);
    return {
      case: () => this.state, caseOf: () => this.state, person: (id) => find(id) ?? null, staffMember: find, team: () => null, customer: () => null, staffOf: () => [], openCasesOf: () => [],
      draft: (_, field, author) => this.drafts.get(`${field} ${author}`) ?? null,
    };
  }

  #run(actor: string, decide: (ctx: Context) => Decision): Refusal | readonly EntryDraft[] {
    this.now += 1000;
    const settings = { ...defaultSpans, expectedWithin: () => undefined, calendarOf: () => undefined, calendar: () => undefined, journeys: { find: () => journey, newest: () => journey } } as unknown as Context['settings'];
    const decision = decide({ now: this.now, actor, input: `i${String((this.#ids += 1))}`, newId: (prefix) => `${prefix}-${String((this.#ids += 1))}`, settings });
    if (isNeeds(decision)) throw new Error(JSON.stringify(decision.needs));
    if (isRefusal(decision)) return decision;
    for (const draft of decision.entries) {
      const fact = { ...draft, at: this.now, recordedAt: this.now, actor } as EntryFact;
      this.facts.push(fact);
      const after = evolveCase(this.state ?? undefined, fact);
      this.state = after ? dropEnded(after) : null;
    }
    for (const value of decision.values ?? []) this.values.set(value.id, value.value);
    for (const write of decision.drafts ?? []) {
      if ('put' in write) this.drafts.set(`${write.put.field} ${write.put.author}`, { case: 'k-1', field: write.put.field, author: write.put.author, value: write.put.text, version: write.put.version });
      else this.drafts.delete(`${write.drop.field} ${write.drop.author}`);
    }
    return decision.entries;
  }

  look(who?: string): void {
    if (who === undefined || who === 'app') this.step = this.state?.case.process?.tokens.find((token) => messagesOf(token).includes('filled'))?.id;
    for (const { id } of staff) if (who === undefined || who === id) this.seen.set(id, this.state?.tasks.find(({ activity }) => activity === 'fillIn'));
  }

  type(who: string, amount: number): void {
    const version = this.drafts.get(`fillIn.incomeMinor ${who}`)?.version ?? 0;
    const command = { type: 'draft:save', commandId: 'c', case: 'k-1', task: 't', fence: 0, field: draftField('fillIn', 'incomeMinor'), text: String(amount), version } as CommandOf<'draft:save'>;
    this.#run(who, (ctx) => draftRules['draft:save'].decide(this.world, command, ctx));
  }

  send(amount: number, isCareful: boolean): void {
    const expects = isCareful && this.step !== undefined ? { expects: this.step } : {};
    const outcome = this.#run('source:mobile', (ctx) => decideMessage(journey, this.world, { source: 'mobile', caseId: 'k-1', key: 'a', name: 'filled', at: this.now, data: { incomeMinor: amount, note: `app ${String(amount)}` }, ...expects }, ctx));
    const answer = isRefusal(outcome) ? outcome : acknowledgementOf(outcome.map(({ kind, body }, seq) => ({ seq, kind, case: 'k-1', task: null, body: JSON.stringify(body) })));
    this.sendings.push({ by: 'source:mobile', at: this.now, amount, answer });
  }

  claim(who: string, isTaken: boolean): void {
    const task = this.seen.get(who);
    if (!task) return;
    const about = { commandId: 'c', task: task.id, version: task.version };
    if (isTaken) this.#run(who, (ctx) => ownTaskRules['task:takeOver'].decide(this.world, { type: 'task:takeOver', ...about, reason: 'needed' }, ctx));
    else this.#run(who, (ctx) => ownTaskRules['task:claim'].decide(this.world, { type: 'task:claim', ...about }, ctx));
    this.look(who);
  }

  complete(who: string, amount: number): void {
    const task = this.seen.get(who);
    if (!task || ownerOf(task) !== who) return;
    this.type(who, amount);
    const command = { type: 'task:complete', commandId: 'c', task: task.id, fence: task.fence, data: { incomeMinor: amount, note: `${who} ${String(amount)}` } } as CommandOf<'task:complete'>;
    const outcome = this.#run(who, (ctx) => ownTaskRules['task:complete'].decide(this.world, command, ctx));
    this.sendings.push({ by: who, at: this.now, amount, answer: isRefusal(outcome) ? outcome : { ok: true } });
    // As the screen does: what was sent is no draft any more.
    if (!isRefusal(outcome)) this.drafts.delete(`fillIn.incomeMinor ${who}`);
  }

  enter(who: string, amount: number): void {
    this.type(who, amount);
    const command = { type: 'journey:message', commandId: 'c', case: 'k-1', message: 'filled', channel: 'branch', data: { incomeMinor: amount } } as CommandOf<'journey:message'>;
    const outcome = this.#run(who, (ctx) => journeyRules['journey:message'].decide(this.world, command, ctx));
    this.sendings.push({ by: who, at: this.now, amount, answer: isRefusal(outcome) ? outcome : { ok: true } });
    if (!isRefusal(outcome)) this.drafts.delete(`fillIn.incomeMinor ${who}`);
  }

  /** Somebody checks what was sent, and sends it back. */
  check(): void {
    const task = this.state?.tasks.find(({ activity }) => activity === 'check');
    if (!task) return;
    this.#run('elif', (ctx) => ownTaskRules['task:claim'].decide(this.world, { type: 'task:claim', commandId: 'c', task: task.id, version: task.version }, ctx));
    this.#run('elif', (ctx) => ownTaskRules['task:complete'].decide(this.world, { type: 'task:complete', commandId: 'c', task: task.id, fence: task.fence + 1, data: { isFine: false } }, ctx));
  }

  /** Who has ended which round of the step, in their order. */
  submitted(): { by: string; at: number }[] {
    return this.facts.flatMap((fact) => (fact.kind === 'journey:stepped' && fact.body.submitted?.some(({ step }) => step === 'fillIn') === true ? [{ by: fact.actor, at: fact.at }] : []));
  }

  /** What the process holds. */
  income(): unknown {
    const data = this.state?.case.process?.data ?? {};
    return Object.values(data).find((scope) => 'incomeMinor' in scope)?.['incomeMinor'];
  }
}

const winner = (bank: Bank): Sending => must(bank.sendings.findLast(({ answer }) => answer.ok), 'somebody has sent it');

test('NA7 the branch first: what the app sends counts for nothing, is kept beside the case, and it is told who was first and when', () => {
  const bank = new Bank();
  bank.claim('ana', false);
  bank.complete('ana', 410_000);
  bank.send(430_000, true);
  const [first, second] = bank.sendings;
  expect(first?.answer.ok).toBe(true);
  expect(second?.answer).toEqual({ ok: false, code: 'step_submitted', params: { step: 'fillIn', by: 'bank', at: first?.at } });
  expect(bank.income()).toBe(410_000);
  expect([...bank.drafts.values()].map(({ field, author, value }) => `${author} ${field} ${value}`)).toEqual(['source:mobile fillIn.incomeMinor 430000', 'source:mobile fillIn.note app 430000']);
});

test('NA7 the app first: staff cannot send it again, hear that the customer did and when, and keep what they wrote', () => {
  const bank = new Bank();
  bank.claim('ana', false);
  bank.type('ana', 410_000);
  bank.send(430_000, true);
  bank.complete('ana', 415_000);
  bank.enter('elif', 1);
  const [first, second, third] = bank.sendings;
  for (const loser of [second, third]) expect(loser?.answer).toMatchObject({ ok: false, code: 'step_submitted', params: { step: 'fillIn', by: 'source:mobile', at: first?.at } });
  expect(bank.income()).toBe(430_000);
  expect(bank.drafts.get('fillIn.incomeMinor ana')?.value).toBe('415000');
});

test('what was meant for a round that is over does not end the next one', () => {
  const bank = new Bank();
  const before = bank.step;
  bank.claim('ana', false);
  bank.complete('ana', 1);
  bank.check();
  bank.step = before;
  bank.send(2, true);
  expect(bank.sendings.at(-1)?.answer).toMatchObject({ code: 'step_submitted', params: { by: 'bank' } });
  bank.look('app');
  bank.send(3, true);
  expect([bank.sendings.at(-1)?.answer.ok, bank.income()]).toEqual([true, 3]);
});

const who = fc.constantFrom('ana', 'elif');
const amount = fc.integer({ min: 1, max: 999_999 });
const step = fc.oneof(
  fc.record({ do: fc.constant('look' as const), who: fc.constantFrom('app', 'ana', 'elif') }),
  fc.record({ do: fc.constant('type' as const), who, amount }),
  fc.record({ do: fc.constant('claim' as const), who, isTaken: fc.boolean() }),
  fc.record({ do: fc.constant('complete' as const), who, amount }),
  fc.record({ do: fc.constant('send' as const), amount, isCareful: fc.boolean() }),
  fc.record({ do: fc.constant('enter' as const), who, amount }),
  fc.record({ do: fc.constant('check' as const) }),
);

test('NA7 in any order of everything each round is sent exactly once, the losers hear by whom, and no text is lost', () => {
  let [lost, rounds] = [0, 0];
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const bank = new Bank();
    const written = new Map<string, string>();
    for (const one of steps) {
      const sent = bank.sendings.length;
      switch (one.do) {
        case 'look': bank.look(one.who); break;
        case 'type': bank.type(one.who, one.amount); written.set(one.who, String(one.amount)); break;
        case 'claim': bank.claim(one.who, one.isTaken); break;
        case 'complete': bank.complete(one.who, one.amount); break;
        case 'send': bank.send(one.amount, one.isCareful); break;
        case 'enter': bank.enter(one.who, one.amount); break;
        default: bank.check();
      }
      for (const { by, amount: sum, answer } of bank.sendings.slice(sent)) {
        // What counted is what the process holds, and each that counted has ended one round.
        if (answer.ok) {
          expect(bank.income()).toBe(sum);
          written.delete(by);
          continue;
        }
        lost += 1;
        written.set(by, String(sum));
        if (by === 'source:mobile') {
          const first = winner(bank);
          expect(answer).toEqual({ ok: false, code: 'step_submitted', params: { step: 'fillIn', by: first.by === by ? 'customer' : 'bank', at: first.at } });
        } else if (answer.code === 'step_submitted') expect(bank.submitted()).toContainEqual({ by: answer.params?.['by'], at: answer.params?.['at'] });
        else expect(['task_ended', 'stale_fence', 'not_owner']).toContain(answer.code);
      }
      // Of everybody what they wrote last, unless it was sent and counted.
      for (const [author, text] of written) expect(bank.drafts.get(`fillIn.incomeMinor ${author}`)?.value).toBe(text);
    }
    const counted = bank.sendings.filter(({ answer }) => answer.ok).map(({ by, at }) => ({ by, at }));
    expect(bank.submitted()).toEqual(counted);
    const opened = bank.facts.filter((fact) => fact.kind === 'task:made' && fact.body.activity === 'fillIn').length;
    const isOpen = bank.state?.tasks.some(({ activity }) => activity === 'fillIn') === true;
    expect(counted.length).toBe(isOpen ? opened - 1 : opened);
    rounds += counted.length;
  }), { numRuns: 300 });
  // The property has had something to say.
  expect(lost).toBeGreaterThan(100);
  expect(rounds).toBeGreaterThan(100);
});
