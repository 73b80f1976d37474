import { describe, expect, it } from 'vitest';
import type { LoopDefinition } from '../process.ts';
import { boundary, end, none, process, scope, script, start, sub, user } from './testing/build-process.ts';
import { play } from './testing/player.ts';

type Multi = Extract<LoopDefinition, { loop: 'multi' }>;
const multi = (more: Partial<Multi>): Multi => ({ loop: 'multi', isSequential: false, behavior: 'all', ...more });

describe('standard loop', () => {
  const model = (loop: LoopDefinition) => process([start(), script('s', 'n + 1', 'n', { loop }), end()], ['start -> s -> end']);

  it.each([
    [{ loop: 'standard', testBefore: true, condition: 'n < 3' }, 0, 3], [{ loop: 'standard', testBefore: true, condition: 'n < 3' }, 5, 5],
    [{ loop: 'standard', testBefore: false, condition: 'n < 3' }, 5, 6], [{ loop: 'standard', testBefore: false, condition: 'true', maximum: 4 }, 0, 4],
    [{ loop: 'standard', testBefore: true, condition: 'loopCounter <= 2' }, 0, 2], [{ loop: 'standard', testBefore: false, maximum: 2 }, 0, 2], [{ loop: 'standard', testBefore: false }, 0, 1],
  ] as const)('%j from %d gives %d', (loop, n, expected) => {
    const player = play(model(loop), { n });
    expect(player.data).toEqual({ n: expected });
    expect(player.how).toBe('completed');
  });

  it('waits in each round, and one boundary event is for all of them', () => {
    const player = play(process([start(), user('u', { loop: { loop: 'standard', testBefore: false, condition: 'not(ok)' } }), boundary('b', 'u', { on: 'message', name: 'stop' }), end()], ['start -> u -> end', 'b -> end']), { ok: false });
    player.complete('u', { ok: false });
    expect(player.at).toEqual(['u', 'u']);
    player.message('stop');
    expect(player.how).toBe('completed');
    expect(player.asks('closeWork')).toHaveLength(1);
  });
});

describe('multi-instance', () => {
  it('runs all at once, each with its item, and gathers what they give in order', () => {
    const loop = multi({ collection: 'docs', item: 'doc', outputCollection: 'results', outputItem: 'verdict' });
    const player = play(process([start(), user('u', { loop, inputs: [{ from: 'doc', to: 'd' }], outputs: [{ from: 'answer + doc', to: 'verdict' }] }), end()], ['start -> u -> end']), { docs: ['a', 'b', 'c'] });
    expect(player.asks('openWork').map((request) => request.do === 'openWork' && request.inputs)).toEqual([{ d: 'a' }, { d: 'b' }, { d: 'c' }]);
    const [, , last] = player.state?.tokens.filter(({ nth }) => nth !== undefined) ?? [];
    player.give({ type: 'complete', token: last?.id ?? -1, data: { answer: 'z' } });
    player.complete('u', { answer: 'x' });
    expect(player.how).toBeUndefined();
    player.complete('u', { answer: 'y' });
    expect(player.data['results']).toEqual(['xa', 'yb', 'zc']);
    expect(player.how).toBe('completed');
  });

  it('runs one after the other', () => {
    const player = play(process([start(), user('u', { loop: multi({ isSequential: true, cardinality: 'n' }) }), end()], ['start -> u -> end']), { n: 3 });
    for (let nth = 1; nth <= 3; nth += 1) {
      expect(player.token('u').nth).toBe(nth);
      expect(player.complete('u')[0]).toBe('u');
    }
    expect(player.how).toBe('completed');
  });

  it('ends early when its condition says so, and takes back what is open', () => {
    const player = play(process([start(), user('u', { loop: multi({ cardinality: '3', completion: 'numberOfCompletedInstances >= 2 and numberOfActiveInstances = 1' }) }), end()], ['start -> u -> end']));
    player.complete('u');
    player.complete('u');
    expect(player.how).toBe('completed');
    expect(player.asks('closeWork')).toHaveLength(1);
  });

  it.each([['[]', 'completed', []], ['5', undefined, ['u not_a_list']]])('over %s', (collection, how, incidents) => {
    const player = play(process([start(), user('u', { loop: multi({ collection }) }), end()], ['start -> u -> end']));
    expect(player.how).toBe(how);
    expect(player.incidents).toEqual(incidents);
  });

  it('refuses to make more instances than a case can bear', () => {
    expect(play(process([start(), none('u', { loop: multi({ cardinality: '1000000' }) }), end()], ['start -> u -> end'])).incidents).toEqual(['u too_many_instances']);
  });

  it('repeats sub-processes, each with variables of its own', () => {
    const inner = scope([start('s'), user('u'), end('e')], ['s -> u -> e'], { data: [{ id: 'd', name: 'found', isCollection: false }] });
    const player = play(process([start(), sub('sub', inner, { loop: multi({ collection: 'list', item: 'each', outputCollection: 'all', outputItem: 'kept' }), outputs: [{ from: 'found + each', to: 'kept' }] }), end()], ['start -> sub -> end']), { list: [1, 2] });
    player.complete('u', { found: 10 });
    player.complete('u', { found: 20 });
    expect(player.data['all']).toEqual([11, 22]);
    expect(player.how).toBe('completed');
  });

  it.each([['none', 3], ['one', 1], ['all', 0]] as const)('throws its event for behaviour %s %d times', (behavior, times) => {
    const model = process([start(), none('u', { loop: multi({ isSequential: true, cardinality: '3', behavior, event: { on: 'escalation', code: 'x' } }) }), boundary('b', 'u', { on: 'escalation', code: 'x' }, false), none('heard'), end()], ['start -> u -> end', 'b -> heard']);
    const player = play(model);
    expect(player.done.filter((id) => id === 'heard')).toHaveLength(times);
    expect(player.how).toBe('completed');
  });

  it('throws by conditions for the behaviour complex', () => {
    const model = process([start(), none('u', { loop: multi({ isSequential: true, cardinality: '3', behavior: 'complex', complex: [{ condition: 'numberOfCompletedInstances = 2', event: { on: 'signal', name: 'half' } }] }) }), boundary('b', 'u', { on: 'signal', name: 'half' }), user('heard'), end()], ['start -> u -> end', 'b -> heard']);
    expect(play(model).at).toEqual(['heard']);
  });

  it('has an incident on the instance whose condition cannot be told, and goes on from there', () => {
    const player = play(process([start(), user('u', { loop: multi({ isSequential: true, cardinality: '2', completion: 'enough' }) }), end()], ['start -> u -> end']));
    player.complete('u');
    expect(player.incidents).toEqual(['u condition_not_boolean']);
    player.give({ type: 'retry', token: player.token('u').id, data: { enough: true } });
    expect(player.how).toBe('completed');
    expect(player.done.filter((id) => id === 'u')).toHaveLength(1);
  });
});
