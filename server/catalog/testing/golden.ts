import { evolveProcess } from '../../../shared/journey/engine/evolve-process.ts';
import type { ProcessState } from '../../../shared/journey/engine/process-state.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import { must } from '../../../shared/assert.ts';
import type { Played } from './scenario.ts';
import { Play } from './scenario.ts';

/** A case's history as its file keeps it: a line for each input with the deltas that it caused, then where it all came to. */
export function goldenOf({ history }: Play): string {
  return [...history, { end: endOf(history) }].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function endOf(history: readonly Played[]): ProcessState | undefined {
  let state: ProcessState | undefined;
  for (const { deltas } of history) for (const delta of deltas) state = evolveProcess(state, delta);
  return state;
}

/**
 * What is wrong with a golden history: deltas that do not fold to the state at its end, or inputs to which the engine of today answers
 * with other deltas. Undefined where it is as it was.
 */
export function faultOfGolden(journey: Journey, text: string): string | undefined {
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Played | { readonly end: ProcessState });
  const last = must(lines.pop(), 'a golden history has lines');
  const history = lines as readonly Played[];
  if (!('end' in last)) return 'it has no end';
  if (JSON.stringify(endOf(history)) !== JSON.stringify(last.end)) return 'its deltas do not come to the state at its end';
  const play = new Play(journey);
  for (const [at, { do: [act, ...given], deltas }] of history.entries()) {
    (play[act] as (...given: unknown[]) => void).apply(play, given);
    const now = play.history[at]?.deltas;
    if (JSON.stringify(now) !== JSON.stringify(deltas)) return `line ${String(at + 1)}, ${act} ${String(given[0])}: the engine now does something else`;
  }
  return undefined;
}
