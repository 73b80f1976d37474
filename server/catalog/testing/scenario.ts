import { assert, must } from '../../../shared/assert.ts';
import type { Command, CommandType } from '../../../shared/contract/commands.ts';
import type { EntryDraft, EntryFact } from '../../../shared/contract/entries.ts';
import type { ProcessDelta, Token } from '../../../shared/journey/engine/process-state.ts';
import { adHocChoices } from '../../../shared/journey/engine/read-state.ts';
import { addSpan, parseSpan } from '../../../shared/journey/engine/iso-time.ts';
import { decideMessage } from '../../../shared/journey/orchestrated/decide-message.ts';
import { tellProcess } from '../../../shared/journey/orchestrated/effect-result.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import { keyOfOnce } from '../../../shared/journey/orchestrated/journey-file.ts';
import type { Channel } from '../../../shared/model/case.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import type { Task } from '../../../shared/model/task.ts';
import { ownerOf } from '../../../shared/model/task.ts';
import type { CommandRule } from '../../../shared/work/commands/rule.ts';
import { commandRules } from '../../../shared/work/commands/rules.ts';
import { decideTimer } from '../../../shared/work/commands/timer.ts';
import { decideEffectResult } from '../../../shared/work/effects/decide-result.ts';
import { effectIdOf } from '../../../shared/work/effects/effect-id.ts';
import type { EffectFailureCode, EffectOutcome } from '../../../shared/work/effects/result.ts';
import { dropEnded, evolveCase } from '../../../shared/work/evolve-case.ts';
import { timersOf } from '../../../shared/work/timers.ts';
import type { Context, Decision, Settings } from '../../../shared/work/world.ts';
import { isNeeds } from '../../../shared/work/world.ts';
import { connectors } from '../../connectors/all.ts';
import { splitPersonal } from '../../effects/send-effect.ts';
import { catalogOf } from '../journeys.ts';
import type { OpenEffect } from './open-effects.ts';
import { checkAnswer, checkRequest, nameOf, operationOf } from './open-effects.ts';
import { settingsWith } from './shipped.ts';
import { SmallBank } from './small-bank.ts';

type Data = Readonly<Record<string, unknown>>;
type FormData = Record<string, string | number | boolean | string[] | null>;

/** One thing that a scenario did and what it changed in the process, as golden histories keep it. */
export interface Played {
  readonly do: readonly [act: keyof Play, ...given: unknown[]];
  readonly deltas: readonly ProcessDelta[];
}

/** A Monday, 10:00 in Amsterdam. */
const monday = Date.UTC(2026, 0, 5, 9);

/**
 * One case played through the pure core: the rules of commands, messages, timers and results, with every entry folded at once and
 * every effect checked against its connector. Ids and the clock are the same at each run.
 */
export class Play {
  readonly journey: Journey;
  readonly bank = new SmallBank();
  readonly history: Played[] = [];
  /** Not answered yet. */
  effects: OpenEffect[] = [];
  /** Of the last input. */
  entries: EntryDraft[] = [];
  asked: OpenEffect[] = [];
  refusal: Refusal | undefined;
  /** Raised by the last input, and nothing has asked about it. */
  exceptions: string[] = [];
  /** Every exception so far. */
  readonly raised: EntryDraft<'exception:raised'>['body'][] = [];
  now = monday;
  readonly #settings: Settings;
  readonly #fired = new Set<string>();
  #ids = 0;
  #inputs = 0;

  /** `beside`: journeys of the bank that hear what it throws. */
  constructor(journey: Journey, beside: readonly Journey[] = []) {
    this.journey = journey;
    this.#settings = settingsWith(catalogOf([journey, ...beside]));
  }

  /** Staff open the case. */
  opens(data: FormData, { by = 'ana', channel = 'branch', customer = 'c-1' }: { by?: string; channel?: Channel; customer?: string } = {}): void {
    this.#act(['opens', data, { by, channel, customer }], () =>
      this.#command({ type: 'journey:start', commandId: 'c', journey: this.journey.file.journey, channel, customer, data }, by));
  }

  /** A channel or a system says something; the first message opens the case. */
  message(name: string, data: Data = {}, { channel, customer }: { channel?: Channel; customer?: string } = {}): void {
    const given = { ...(channel === undefined ? {} : { channel }), ...(customer === undefined ? {} : { customer }) };
    this.#act(['message', name, data, given], () =>
      this.#input('source:test', (ctx) =>
        decideMessage(this.journey, this.bank, { source: 'test', caseId: this.bank.state?.case.id ?? 'k-1', key: keyOfOnce(this.journey.file, data) ?? '1', name, at: this.now, data, ...given }, ctx)));
  }

  /** Somebody takes the open task of an activity. */
  claims(activity: string, by: string): void {
    this.#act(['claims', activity, by], () => this.#claim(this.task(activity), by));
  }

  /** Somebody does the open task of an activity, taking it first where nobody has it. */
  completes(activity: string, data: FormData = {}, { by }: { by?: string } = {}): void {
    this.#act(['completes', activity, data, by === undefined ? {} : { by }], () => {
      const task = this.task(activity);
      const actor = by ?? ownerOf(task) ?? this.bank.someoneFor(task).id;
      if (ownerOf(task) === undefined) this.#claim(task, actor);
      if (this.refusal === undefined) this.#command({ type: 'task:complete', commandId: 'c', task: task.id, fence: this.task(activity).fence, data }, actor);
    });
  }

  /** Somebody finds out who the customer is. */
  identifies(customer: string, by: string): void {
    this.#act(['identifies', customer, by], () => this.#command({ type: 'case:identify', commandId: 'c', case: this.bank.row.id, customer, evidence: 'passport' }, by));
  }

  /** Staff add an optional task. */
  adds(activity: string, by: string): void {
    this.#act(['adds', activity, by], () => {
      const choice = must(adHocChoices(this.journey.process, must(this.bank.row.process, 'the case runs')).find((one) => one.activity === activity), `${activity} may be added`);
      this.#command({ type: 'journey:addTask', commandId: 'c', case: this.bank.row.id, token: choice.token, activity }, by);
    });
  }

  /** A system answers what it was asked first. */
  answers(name: string, data: Data): void {
    this.#act(['answers', name, data], () => {
      const effect = this.#effect(name);
      checkAnswer(effect, data);
      const split = splitPersonal(data, operationOf(effect).personal);
      this.#result(effect, { ok: true, data: split.data }, split.personal);
    });
  }

  /** What a system was asked first fails: it is down, answers nonsense, refuses, or nobody knows. */
  fails(name: string, code: EffectFailureCode = 'connector_down', error?: string): void {
    this.#act(['fails', name, code, ...(error === undefined ? [] : [error])], () =>
      this.#result(this.#effect(name), { ok: false, code, applied: code === 'effect_unknown' ? 'maybe' : 'no', ...(error === undefined ? {} : { error }) }, []));
  }

  /** Time goes by; whatever is due meanwhile happens at its time. */
  passes(span: string): void {
    this.#act(['passes', span], () => {
      const until = must(addSpan(this.now, must(parseSpan(span), `${span} is a span`)), `${span} can be added`);
      for (let timer = this.#due(until); timer !== undefined; timer = this.#due(until)) {
        const one = timer;
        this.now = Math.max(this.now, one.dueAt);
        this.#fired.add(`${one.id}@${String(one.dueAt)}`);
        this.#input('timer', (ctx) => decideTimer(this.bank, one, ctx));
      }
      this.now = until;
    });
  }

  /** Somebody lets what stands before an incident be done again. */
  retries(element: string, by: string, data: FormData = {}): void {
    this.#act(['retries', element, by, data], () =>
      this.#command({ type: 'journey:retry', commandId: 'c', case: this.bank.row.id, token: this.token(element).id, data }, by));
  }

  /** The oldest open task of an activity. */
  task(activity: string): Task {
    return must(this.bank.work.find((task) => task.activity === activity), `${activity} is open; open are: ${this.bank.work.map((task) => task.activity).join(', ')}`);
  }

  token(element: string): Token {
    return must(this.bank.row.process?.tokens.find(({ at }) => at === element), `something stands at ${element}`);
  }

  #claim({ id, version }: Task, by: string): void {
    this.#command({ type: 'task:claim', commandId: 'c', task: id, version }, by);
  }

  #act(did: Played['do'], act: () => void): void {
    if (this.refusal !== undefined) throw new Error(`nothing asked about the refusal ${this.refusal.code}`);
    if (this.exceptions.length > 0) throw new Error(`nothing asked about ${this.exceptions.join(', ')}`);
    this.entries = [];
    this.asked = [];
    act();
    const open = new Set(this.bank.work.map(({ id }) => id));
    const orphan = this.bank.state?.case.clocks.find((clock) => clock.task !== undefined && clock.metAt === undefined && !open.has(clock.task) && this.bank.row.status === 'open');
    assert(orphan === undefined, `the clock ${String(orphan?.name)} ends with its work`);
    const raised = this.entries.flatMap((entry) => (entry.kind === 'exception:raised' ? [(entry as EntryDraft<'exception:raised'>).body] : []));
    this.raised.push(...raised);
    this.exceptions = raised.map((body) => JSON.stringify(body));
    const deltas = this.entries.flatMap((entry) => (entry.kind === 'journey:stepped' ? [(entry as EntryDraft<'journey:stepped'>).body.delta] : []));
    this.history.push({ do: did, deltas });
  }

  #due(until: number): ReturnType<typeof timersOf>[number] | undefined {
    if (this.bank.state === undefined) return undefined;
    const timers = timersOf(this.bank.state, this.#settings.firstTouchMs).filter(({ id, dueAt }) => dueAt <= until && !this.#fired.has(`${id}@${String(dueAt)}`));
    return timers.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))[0];
  }

  #effect(name: string): OpenEffect {
    return must(this.effects.find((effect) => nameOf(effect) === name), `${name} was asked; open are: ${this.effects.map(nameOf).join(', ')}`);
  }

  #result(effect: OpenEffect, outcome: EffectOutcome, personal: ReturnType<typeof splitPersonal>['personal']): void {
    const { id, connector, operation, ref } = effect;
    const result = { effect: id, case: effect.case, connector, operation, route: connector, attempts: 1, round: 0, outcome, ...(ref === undefined ? {} : { ref }) };
        this.#input(`connector:${connector}`, (ctx) => decideEffectResult(this.bank, { result, personal, connectorOwner: must(connectors.get(connector), `there is a connector ${connector}`).owner }, ctx, tellProcess));
  }

  #command<T extends CommandType>(command: Extract<Command, { type: T }>, actor: string): void {
    const rule = commandRules[command.type as keyof typeof commandRules] as unknown as CommandRule<T>;
    this.#input(actor, (ctx) => rule.decide(this.bank, command as never, ctx));
  }

  #input(actor: string, decide: (ctx: Context) => Decision): void {
    const input = `i-${String((this.#inputs += 1))}`;
    const decision = decide({ now: this.now, newId: (prefix) => `${prefix}-${String((this.#ids += 1))}`, actor, input, settings: this.#settings });
    if (isNeeds(decision)) throw new Error(`asks for what is loaded: ${JSON.stringify(decision.needs)}`);
    if (isRefusal(decision)) {
      this.refusal = decision;
      return;
    }
    for (const draft of decision.entries) this.bank.state = evolveCase(this.bank.state, { at: this.now, ...draft, recordedAt: this.now, actor } as EntryFact);
    if (this.bank.state !== undefined) this.bank.state = dropEnded(this.bank.state);
    this.entries.push(...decision.entries);
    const asked = (decision.effects ?? []).map((effect, ordinal): OpenEffect => ({ ...effect, id: effectIdOf(input, ordinal) }));
    asked.forEach(checkRequest);
    this.asked.push(...asked);
    this.effects.push(...asked);
    for (const order of decision.effectOrders ?? []) if (order.do === 'close') this.effects = this.effects.filter(({ id }) => id !== order.effect);
  }
}
