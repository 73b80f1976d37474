import { isRefusal } from '../../shared/model/refusal.ts';
import { must } from '../../shared/assert.ts';
import { compileProcess } from '../../shared/journey/engine/compile-process.ts';
import { evolveProcess } from '../../shared/journey/engine/evolve-process.ts';
import type { ProcessState } from '../../shared/journey/engine/process-state.ts';
import { dueTimers } from '../../shared/journey/engine/read-state.ts';
import { step } from '../../shared/journey/engine/step.ts';
import type { Stimulus } from '../../shared/journey/engine/stimulus.ts';
import type { CompiledProcess } from '../../shared/journey/engine/tables.ts';
import type { ProcessDefinition } from '../../shared/journey/process.ts';
import type { Move, Scenario } from './engine-loan.ts';

/** One case from beginning to end as the inputs that the desk would give, found once so that playing it costs nothing else. */
export interface Recorded {
  readonly name: string;
  readonly inputs: readonly { readonly stimulus: Stimulus; readonly now: number }[];
  readonly transitions: number;
  readonly end: string;
}

export const startedAt = Date.UTC(2026, 0, 5, 9);

export function compiled(definition: ProcessDefinition): CompiledProcess {
  const process = compileProcess(definition);
  if (process.ok) return process;
  throw new Error(`the model does not compile: ${JSON.stringify(process.defects)}`);
}

/** Turns elements into tokens by playing the scenario once. */
export function record(process: CompiledProcess, { name, moves }: Scenario): Recorded {
  const inputs: { stimulus: Stimulus; now: number }[] = [];
  let state: ProcessState | undefined;
  let now = startedAt;
  let transitions = 0;
  for (const move of moves) {
    now += 60_000;
    const stimulus = stimulusOf(state, move);
    if (stimulus.type === 'timer') now = Math.max(now, stimulus.due);
    const stepped = step(process, state, stimulus, now);
    if (isRefusal(stepped)) throw new Error(`${name}: ${JSON.stringify(move)} is refused with ${stepped.code}`);
    // Frozen, so that a step that changed the state before it would throw.
    state = frozen(evolveProcess(state, stepped.delta));
    transitions += stepped.delta.done.length;
    inputs.push({ stimulus, now });
  }
  return { name, inputs, transitions, end: JSON.stringify(state) };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) for (const one of Object.values(Object.freeze(value))) frozen(one);
  return value;
}

function stimulusOf(state: ProcessState | undefined, move: Move): Stimulus {
  if ('type' in move) return move;
  const tokenAt = (element: string): number => must(state?.tokens.findLast(({ at }) => at === element), `a token stands at ${element}`).id;
  if ('at' in move) return { type: 'complete', token: tokenAt(move.at), ...(move.data === undefined ? {} : { data: move.data }) };
  if ('failAt' in move) return { type: 'fail', token: tokenAt(move.failAt), code: move.code };
  const timer = must(state === undefined ? undefined : dueTimers(state).find(({ element }) => element === move.timerAt), `a timer runs at ${move.timerAt}`);
  return { type: 'timer', ...timer };
}

/** Plays recorded cases: decide and evolve for each input. Returns the last state of each. */
export function playAll(process: CompiledProcess, cases: readonly Recorded[]): (ProcessState | undefined)[] {
  return cases.map(({ inputs }) => {
    let state: ProcessState | undefined;
    for (const { stimulus, now } of inputs) {
      const stepped = step(process, state, stimulus, now);
      if (isRefusal(stepped)) throw new Error(`refused with ${stepped.code}`);
      state = evolveProcess(state, stepped.delta);
    }
    return state;
  });
}

/** As `playAll`, with every state and delta read from and written to JSON, as it is in rows and entries. */
export function playThroughJson(process: CompiledProcess, cases: readonly Recorded[]): (string | undefined)[] {
  return cases.map(({ inputs }) => {
    let row: string | undefined;
    for (const { stimulus, now } of inputs) {
      const state = row === undefined ? undefined : (JSON.parse(row) as ProcessState);
      const stepped = step(process, state, stimulus, now);
      if (isRefusal(stepped)) throw new Error(`refused with ${stepped.code}`);
      row = JSON.stringify(evolveProcess(state, stepped.delta));
    }
    return row;
  });
}

/** Ten cases in the shares of the scenarios. */
export function mixOf(process: CompiledProcess, scenarios: readonly Scenario[]): Recorded[] {
  return scenarios.flatMap((scenario) => Array.from({ length: scenario.weight }, () => record(process, scenario)));
}
