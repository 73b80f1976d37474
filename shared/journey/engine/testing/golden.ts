import { isRefusal } from '../../../model/refusal.ts';
import type { ProcessDefinition } from '../../process.ts';
import { compileProcess } from '../compile-process.ts';
import { evolveProcess } from '../evolve-process.ts';
import type { ProcessDelta, ProcessState } from '../process-state.ts';
import { step } from '../step.ts';
import type { Stimulus } from '../stimulus.ts';
import { possible } from './drive.ts';
import { Player } from './player.ts';
import { leafKinds, nestKinds, renderBlocks } from './render-blocks.ts';
import type { Block } from './render-blocks.ts';

/** One case as a released version moved it: what came in, what it changed, and where it stood in the end. */
export interface History {
  readonly name: string;
  readonly process: ProcessDefinition;
  readonly steps: readonly { readonly stimulus: Stimulus; readonly now: number; readonly delta: ProcessDelta }[];
  readonly state: ProcessState;
}

/** Where a history no longer gives what it gave when it was recorded; nothing where it still does. */
export function complaintsAbout({ name, process, steps, state: end }: History): string[] {
  const compiled = compileProcess(process);
  if (!compiled.ok) return [`${name}: the model is no longer accepted`];
  const complaints: string[] = [];
  let state: ProcessState | undefined;
  steps.forEach(({ stimulus, now, delta }, at) => {
    const stepped = step(compiled, state, stimulus, now);
    const again = isRefusal(stepped) ? stepped.code : JSON.stringify(stepped.delta);
    if (again !== JSON.stringify(delta)) complaints.push(`${name}: step ${String(at)} now gives ${again}`);
    state = evolveProcess(state, delta);
  });
  if (JSON.stringify(state) !== JSON.stringify(end)) complaints.push(`${name}: its entries fold to ${JSON.stringify(state)}`);
  return complaints;
}

const leaf = (kind: Block['kind'], n: number): Block => ({ kind, n, inner: [] });

/** A history for each kind of block, so that every element is in one. */
export function recordHistories(): History[] {
  const blocks: Block[] = [...leafKinds.map((kind, at) => leaf(kind, at)), ...nestKinds.map((kind, at): Block => ({ kind, n: at, inner: [leaf('user', 1), leaf('script', 2)] }))];
  return blocks.map((block) => {
    const { process } = renderBlocks(block);
    const player = new Player(process);
    const steps: { stimulus: Stimulus; now: number; delta: ProcessDelta }[] = [];
    const give = (stimulus: Stimulus): void => {
      const stepped = step(player.process, player.state, stimulus, player.now);
      if (isRefusal(stepped)) throw new Error(`${block.kind}: ${stepped.code}`);
      steps.push({ stimulus, now: player.now, delta: stepped.delta });
      player.give(stimulus);
    };
    give({ type: 'start', data: { v0: true, v1: false, v2: true, v3: false, v4: true } });
    for (let count = 0; count < 40; count += 1) {
      const all = possible(player);
      const next = all[count < 3 ? all.length - 1 : 0];
      if (next === undefined) break;
      player.now = Math.max(player.now + 1000, next.type === 'timer' ? next.due : 0);
      give(next);
    }
    if (player.state === undefined) throw new Error(`${block.kind} was not started`);
    return { name: block.kind, process, steps, state: player.state };
  });
}
