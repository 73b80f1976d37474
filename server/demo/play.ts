import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { commandSchemas } from '../../shared/contract/commands.ts';
import type { ObservedEvent } from '../../shared/journey/mapping.ts';
import { businessBetween } from '../../shared/work/calendar.ts';
import { commandInput } from '../desk/command-input.ts';
import { timerInput } from '../desk/timer-input.ts';
import type { KnownPeople } from '../intake/observed-input.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import { observedInput } from '../intake/observed-input.ts';
import type { Loop } from '../loop.ts';
import { readCaseState } from '../store/reads/demo-cases.ts';
import { dueTimers } from '../store/tables/timers.ts';
import { commandsOf } from './act-command.ts';
import { identifyInput } from './identify.ts';
import type { Plan, Step } from './plan.ts';
import type { Stage } from './stage.ts';

export const demoJourney = 'demo-desk';

export interface Played {
  readonly events: number;
  readonly commands: number;
  /** Commands that were refused, by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Refusals that the plan did not have in it; empty where all went as told. */
  readonly surprises: readonly string[];
}

/** Steps of one moment go to the desk together: cases side by side, the steps of one case in their order. */
export async function playPlan(loop: Loop, plan: Plan, stage: Stage, run: string): Promise<Played> {
  const player = new Player(loop, plan, stage, run);
  for (const moment of momentsOf(plan.steps)) {
    await stage.reach(must(moment[0], 'a moment has a step').atMs);
    await player.play(moment);
  }
  await runDueTimers(loop);
  return player;
}

function momentsOf(steps: readonly Step[]): Step[][] {
  const moments: Step[][] = [];
  for (const step of steps) {
    const last = moments.at(-1);
    if (last?.[0]?.atMs === step.atMs) last.push(step);
    else moments.push([step]);
  }
  return moments;
}

class Player implements Played {
  events = 0;
  commands = 0;
  readonly refused: Record<string, number> = {};
  readonly surprises: string[] = [];
  readonly #loop: Loop;
  readonly #stage: Stage;
  readonly #run: string;
  readonly #known: KnownPeople = new Set();
  readonly #numbers: ReadonlyMap<Step, number>;

  constructor(loop: Loop, plan: Plan, stage: Stage, run: string) {
    this.#numbers = new Map(plan.steps.map((step, number) => [step, number]));
    this.#loop = loop;
    this.#stage = stage;
    this.#run = run;
  }

  async play(moment: readonly Step[]): Promise<void> {
    const chains = new Map<string, Step[]>();
    for (const step of moment) {
      const key = 'event' in step ? step.event.key : 'identify' in step ? step.identify.key : 'act' in step ? step.key : '';
      const chain = chains.get(key);
      if (chain) chain.push(step);
      else chains.set(key, [step]);
    }
    await Promise.all([...chains.values()].map((chain) => this.#playChain(chain)));
  }

  async #playChain(chain: readonly Step[]): Promise<void> {
    let waiting: Promise<void>[] = [];
    for (const step of chain) {
      // Inputs of sources keep their order in the inbox; staff look at what has come of them first.
      if ('event' in step || 'identify' in step) {
        waiting.push(this.#tell(step));
        continue;
      }
      await Promise.all(waiting);
      waiting = [];
      if ('act' in step) await this.#act(step);
      else {
        const { person, to: availability, because } = step.availability;
        await this.#send(person, { type: 'person:setAvailability', commandId: `demo/${this.#idOf(step)}`, person, availability, because }, this.#timeOf(step));
      }
    }
    await Promise.all(waiting);
  }

  async #tell(step: Extract<Step, { event: unknown } | { identify: unknown }>): Promise<void> {
    const { desk } = this.#loop;
    const input =
      'event' in step
        ? observedInput(this.#mapping(), this.#observed(step), { lane: 'event', known: this.#known, armed: true })
        : { ...identifyInput(this.#caseId(step.identify.key), step.identify.customer), lane: 'event' as const };
    if ('event' in step) this.events += 1;
    this.#note(input.action, await desk.submit(input));
  }

  /** Ids come from the place in the plan: a run that is told again is known to the desk. */
  #idOf(step: Step): string {
    return `${this.#run}/${String(this.#numbers.get(step))}`;
  }

  #observed(step: Extract<Step, { event: unknown }>): ObservedEvent {
    const { key, type, phase = '', by = null, data = {} } = step.event;
    const at = this.#stage.timeOf(step.atMs);
    return { source: this.#mapping().definition.source, id: this.#idOf(step), key: `${this.#run}/${key}`, type, phase, by, at, data };
  }

  #mapping() {
    return must(this.#loop.catalog.mappings.get(demoJourney), 'the catalog has the journey of the demo');
  }

  #caseId(key: string): string {
    return caseIdOf(demoJourney, `${this.#run}/${key}`);
  }

  async #act(step: Extract<Step, { act: unknown }>): Promise<void> {
    const { act, key } = step;
    let number = 0;
    const commandId = (): string => `demo/${this.#idOf(step)}/${String((number += 1))}`;
    const state = must(await readCaseState(this.#loop.db, this.#caseId(key)), `case ${key} was opened before anybody acts on it`);
    const now = this.#timeOf(step) ?? this.#loop.clock.now();
    const calendar = must(this.#loop.catalog.settings.calendarOf(state.case.team), 'the catalog has the calendar of every team');
    const commands = commandsOf(act, { state, now, openMsLeft: businessBetween(calendar, now, this.#stage.endsAt), commandId });
    if (commands.length === 0) this.surprises.push(`${act.do} ${key}: nothing to act on`);
    const answers = await Promise.all(commands.map(({ person, command }) => this.#send(person, command, this.#timeOf(step), act.do === 'race')));
    if (act.do === 'race' && answers.filter((answer) => answer.ok).length !== 1) this.surprises.push(`race ${key}: not one winner`);
  }

  /** The moment at which a past step is decided; undefined where that is now. */
  #timeOf(step: Step): number | undefined {
    return this.#stage.isPast ? this.#stage.timeOf(step.atMs) : undefined;
  }

  async #send(person: string, command: Command, at: number | undefined, mayLose = false): Promise<Answer> {
    this.commands += 1;
    commandSchemas[command.type].parse(command);
    const session = { person, device: 'demo' };
    const answer = await (at === undefined ? this.#loop.command(command, session) : this.#loop.desk.submit({ ...commandInput(command, session), at }));
    this.#note(command.type, answer, mayLose);
    return answer;
  }

  #note(action: string, answer: Answer, mayLose = false): void {
    if (answer.ok) return;
    this.refused[answer.code] = (this.refused[answer.code] ?? 0) + 1;
    if (!mayLose || answer.code !== 'already_claimed') this.surprises.push(`${action}: ${answer.code}`);
  }
}

/** What the plan has made due is done now, also where no server is running that would. */
async function runDueTimers({ db, desk, clock }: Loop): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const due = (await dueTimers(db, clock.now(), 500 + tried.size)).filter(({ id, dueAt }) => !tried.has(`${id} ${String(dueAt)}`));
    if (due.length === 0) return;
    for (const { id, dueAt } of due) tried.add(`${id} ${String(dueAt)}`);
    await Promise.all(due.map((timer) => desk.submit(timerInput(timer))));
  }
}
