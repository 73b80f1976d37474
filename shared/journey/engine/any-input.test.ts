import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assert } from '../../assert.ts';
import { blocks, startData } from '../../testing/engine-blocks.ts';
import { report } from '../../testing/engine-report.ts';
import { isRefusal } from '../../model/refusal.ts';
import { adHocChoices, positionOf } from './read-state.ts';
import { step } from './step.ts';
import type { Stimulus } from './stimulus.ts';
import { possible } from './testing/drive.ts';
import { Player } from './testing/player.ts';
import { renderBlocks } from './testing/render-blocks.ts';

const given = fc.record({ n: fc.nat({ max: 1000 }), which: fc.nat({ max: 19 }), data: fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom('v0', 'v1', 'v2', 'result', '__proto__'), fc.jsonValue({ maxDepth: 2 }))) });
type Given = { readonly n: number; readonly which: number; readonly data: Record<string, unknown> };

/** Something that a caller might say, sensible or not. */
function anything(player: Player, { n, which, data }: Given): Stimulus {
  const { tokens = [], scopes = [] } = player.state ?? {};
  const token = [...tokens, ...scopes][n % Math.max(1, tokens.length + scopes.length)]?.id ?? n;
  const element = player.process.nodes[n % player.process.nodes.length]?.id ?? '';
  const sensible = possible(player);
  switch (which) {
    case 0: return { type: 'fail', token, code: 'x', data };
    case 1: return { type: 'fail', token, code: 'other' };
    case 2: return { type: 'escalate', token, code: 'x' };
    case 3: return { type: 'retry', token, data };
    case 4: return { type: 'retry', token: n };
    case 5: return { type: 'addAdHoc', token, activity: element, data };
    case 6: return { type: 'endAdHoc', token };
    case 7: return { type: 'message', name: `m${String(n % 30)}`, payload: data, key: 'k' };
    case 8: return { type: 'signal', name: `s${String(n % 30)}`, payload: data };
    case 9: return { type: 'timer', holder: token, element, due: n };
    case 10: return { type: 'data', data };
    case 11: return { type: 'complete', token, data };
    case 12: return n % 3 === 0 ? { type: 'start', at: element } : { type: 'release', token };
    case 13: return n % 20 === 0 ? { type: 'cancel' } : { type: 'complete', token: n };
    default: return sensible[n % Math.max(1, sensible.length)] ?? { type: 'data', data };
  }
}

it('whatever is said to a case in whatever order is refused or moves it, and leaves it in a state that can go on', () => {
  const answers = new Map<string, number>();
  fc.assert(
    fc.property(blocks(5), startData, fc.array(given, { minLength: 20, maxLength: 60 }), (block, data, inputs) => {
      const player = new Player(renderBlocks(block).process);
      player.start(inputs[0]?.n === 0 ? {} : data);
      for (const one of inputs) {
        if (player.state?.ended !== undefined) break;
        const stimulus = anything(player, one);
        const stepped = step(player.process, player.state, stimulus, player.now);
        const code = isRefusal(stepped) ? stepped.code : stimulus.type;
        answers.set(code, (answers.get(code) ?? 0) + 1);
        if (isRefusal(stepped)) continue;
        player.give(stimulus);
        const { state } = player;
        assert(state !== undefined, 'it was started');
        const ids = new Set(state.scopes.map(({ id }) => id));
        assert(state.tokens.every(({ scope }) => ids.has(scope)), 'every token stands in a scope that is there');
        assert(state.scopes.every(({ parent, host }) => (parent === undefined || ids.has(parent)) && (host === undefined || state.tokens.some(({ id }) => id === host))), 'every scope has its parent and host');
        assert(Object.keys(state.data).every((id) => ids.has(Number(id))), 'variables belong to a scope');
        assert(state.ended !== undefined || state.tokens.length > 0 || state.scopes.length > 1, 'what is not over has something that stands');
        assert(positionOf(player.process, state).length === state.tokens.length, 'every token has a position');
        adHocChoices(player.process, state);
      }
    }),
    { numRuns: 300, seed: 20261121 },
  );
  report('answers to anything', answers);
  expect(answers.size).toBeGreaterThan(15);
});
