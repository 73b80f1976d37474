import { describe, expect, it } from 'vitest';
import { end, event, gateway, none, process, start, user } from './testing/build-process.ts';
import { play } from './testing/player.ts';

describe('exclusive gateway', () => {
  const model = process([start(), gateway('exclusive', 'g'), user('small'), user('big'), user('else'), end()],
    ['start -> g', 'g -> small if amount < 10', 'g -> big if amount > 100', 'g -> else default', 'small -> end', 'big -> end', 'else -> end']);

  it.each([[5, 'small'], [500, 'big'], [50, 'else']])('takes the flow whose condition is true for %d', (amount, element) => {
    const player = play(model, { amount });
    expect(player.at).toEqual([element]);
    expect(player.complete(element)).toEqual([element, 'end']);
    expect(player.how).toBe('completed');
  });

  it('takes the first one of several that are true', () => {
    const player = play(process([start(), gateway('exclusive', 'g'), user('a'), user('b')], ['start -> g', 'g -> a if x > 1', 'g -> b if x > 2']), { x: 3 });
    expect(player.at).toEqual(['a']);
  });

  it('holds the case with an incident where nothing is true, and goes on when the data were corrected', () => {
    const player = play(process([start(), gateway('exclusive', 'g'), user('a')], ['start -> g', 'g -> a if x > 1']), { x: 0 });
    expect(player.at).toEqual(['g!no_flow_taken']);
    expect(player.asks('incident')).toHaveLength(1);
    player.give({ type: 'retry', token: player.token('g').id, data: { x: 5 } });
    expect(player.at).toEqual(['a']);
  });

  it('never takes a condition that is neither true nor false for no', () => {
    const player = play(model, {});
    expect(player.at).toEqual(['g!condition_not_boolean']);
    player.give({ type: 'retry', token: player.token('g').id, data: { amount: 5 } });
    expect(player.at).toEqual(['small']);
  });

  it('passes every token on where it joins', () => {
    const player = play(process([start(), gateway('parallel', 'f'), none('a'), none('b'), gateway('exclusive', 'g'), user('u'), end()],
      ['start -> f -> a -> g', 'f -> b -> g', 'g -> u -> end']));
    expect(player.at).toEqual(['u', 'u']);
  });
});

describe('parallel gateway', () => {
  const model = process([start(), gateway('parallel', 'f'), user('a'), user('b'), gateway('parallel', 'j'), user('last'), end()],
    ['start -> f', 'f -> a -> j', 'f -> b -> j', 'j -> last -> end']);

  it('goes every way, and joins when all have come', () => {
    const player = play(model);
    expect(player.at).toEqual(['a', 'b']);
    expect(player.complete('b')).toEqual(['b']);
    expect(player.at).toEqual(['a', 'j<b_j']);
    expect(player.complete('a')).toEqual(['a', 'j']);
    expect(player.at).toEqual(['last']);
    player.complete('last');
    expect(player.how).toBe('completed');
  });

  it('joins and splits in one', () => {
    const player = play(process([start(), gateway('parallel', 'f'), user('a'), user('b'), gateway('parallel', 'm'), user('c'), user('d'), gateway('parallel', 'j'), end()],
      ['start -> f', 'f -> a -> m', 'f -> b -> m', 'm -> c -> j', 'm -> d -> j', 'j -> end']));
    player.complete('a');
    player.complete('b');
    expect(player.at).toEqual(['c', 'd']);
    player.complete('c');
    player.complete('d');
    expect(player.how).toBe('completed');
  });

  it('is named with the flows that are missing when it waits for ever', () => {
    const player = play(process([start(), gateway('exclusive', 'x'), user('a'), user('b'), gateway('parallel', 'j'), end()],
      ['start -> x', 'x -> a if true', 'x -> b default', 'a -> j', 'b -> j', 'j -> end']));
    player.complete('a');
    expect(player.requests).toEqual([{ do: 'stuck', joins: [{ element: 'j', missing: ['b_j'] }] }]);
    expect(player.at).toEqual(['j<a_j']);
  });

  it('goes on without them when somebody releases it', () => {
    const player = play(process([start(), gateway('exclusive', 'x'), user('a'), user('b'), gateway('parallel', 'j'), user('last'), user('two', { startQuantity: 2 }), end()],
      ['start -> x', 'x -> a if true', 'x -> b default', 'a -> j', 'b -> j', 'j -> last -> two -> end']));
    expect(() => player.give({ type: 'release', token: player.token('a').id })).toThrow('token_not_waiting');
    player.complete('a');
    player.give({ type: 'release', token: player.state?.tokens[0]?.id ?? -1 });
    expect(player.at).toEqual(['last']);
    player.complete('last');
    expect(player.requests).toEqual([{ do: 'stuck', joins: [{ element: 'two', missing: [] }] }]);
    player.give({ type: 'release', token: player.state?.tokens[0]?.id ?? -1 });
    player.complete('two');
    expect(player.how).toBe('completed');
  });
});

describe('inclusive gateway', () => {
  const model = process([start(), gateway('inclusive', 'f'), user('a'), user('b'), user('c'), gateway('inclusive', 'j'), end()],
    ['start -> f', 'f -> a if x > 1', 'f -> b if x > 2', 'f -> c default', 'a -> j', 'b -> j', 'c -> j', 'j -> end']);

  it.each([[2, ['a']], [3, ['a', 'b']], [0, ['c']]])('takes every flow that is true for %d, else the default, and waits for those', (x, taken) => {
    const player = play(model, { x });
    expect(player.at).toEqual(taken);
    for (const element of taken) player.complete(element);
    expect(player.how).toBe('completed');
    expect(player.done.filter((id) => id === 'j')).toEqual(['j']);
  });

  it('does not wait for a token that has left for another end', () => {
    const player = play(process([start(), gateway('inclusive', 'f'), user('a'), user('b'), gateway('exclusive', 'x'), gateway('inclusive', 'j'), user('last'), end('out'), end()],
      ['start -> f', 'f -> a if true', 'f -> b if true', 'a -> j', 'b -> x', 'x -> j if back', 'x -> out default', 'j -> last -> end']));
    player.complete('a');
    expect(player.at).toEqual(['b', 'j<a_j']);
    expect(player.complete('b', { back: false })).toEqual(['b', 'x', 'out', 'j']);
    expect(player.at).toEqual(['last']);
  });

  it('does not wait for a token that can only come through itself', () => {
    const player = play(process([start(), gateway('inclusive', 'j'), user('a'), gateway('exclusive', 'x'), end()],
      ['start -> j', 'j -> a -> x', 'x -> j if again', 'x -> end default']), { again: true });
    expect(player.at).toEqual(['a']);
    player.complete('a');
    expect(player.at).toEqual(['a']);
    player.complete('a', { again: false });
    expect(player.how).toBe('completed');
  });
});

describe('complex gateway', () => {
  const model = process([start(), gateway('parallel', 'f'), user('a'), user('b'), user('c'), gateway('complex', 'j', { activation: 'activationCount >= 2' }), user('last'), end()],
    ['start -> f', 'f -> a -> j', 'f -> b -> j', 'f -> c -> j', 'j -> last -> end']);

  it('goes on once as soon as enough have come, and takes the rest in', () => {
    const player = play(model);
    player.complete('a');
    expect(player.at).toEqual(['b', 'c', 'j<a_j']);
    player.complete('c');
    expect(player.at).toEqual(['b', 'last']);
    player.complete('last');
    expect(player.how).toBeUndefined();
    player.complete('b');
    expect(player.how).toBe('completed');
    expect(player.done.filter((id) => id === 'last')).toEqual(['last']);
  });

  it('can be asked for a certain flow, and gives another way out when it resets', () => {
    const player = play(process([start(), gateway('parallel', 'f'), user('a'), user('b'), gateway('complex', 'j', { activation: 'a_j > 0' }), user('first'), user('late'), end()],
      ['start -> f', 'f -> a -> j', 'f -> b -> j', 'j -> first if waitingForStart', 'j -> late if not(waitingForStart)', 'first -> end', 'late -> end']));
    player.complete('b');
    expect(player.at).toEqual(['a', 'j<b_j']);
    player.complete('a');
    expect(player.at).toEqual(['first']);
  });
});

describe('implicit splits and merges', () => {
  it('goes all ways that have no condition, and those whose condition is true', () => {
    const player = play(process([start(), user('t'), user('a'), user('b'), user('c'), end()], ['start -> t', 't -> a', 't -> b if x', 't -> c if not(x)', 'a -> end', 'b -> end', 'c -> end']), { x: true });
    player.complete('t');
    expect(player.at).toEqual(['a', 'b']);
    player.complete('a');
    player.complete('b');
    expect(player.how).toBe('completed');
  });

  it('takes the default where no condition is true', () => {
    const player = play(process([start(), user('t'), user('a'), user('b')], ['start -> t', 't -> a if x', 't -> b default']), { x: false });
    player.complete('t');
    expect(player.at).toEqual(['b']);
  });

  it('leaves again, and does not work again, when the condition could not be told', () => {
    const player = play(process([start(), user('t'), user('a'), user('b')], ['start -> t', 't -> a if x', 't -> b default']));
    player.complete('t');
    expect(player.at).toEqual(['t!condition_not_boolean']);
    expect(player.give({ type: 'retry', token: player.token('t').id, data: { x: true } })).toEqual([]);
    expect(player.at).toEqual(['a']);
  });
});

describe('event-based gateway', () => {
  it('goes the way of the first event, and forgets the others', () => {
    const player = play(process([start(), gateway('event', 'g'), event('catch', 'm', [{ on: 'message', name: 'paid' }]), event('catch', 't', [{ on: 'timer', timer: 'duration', value: '"PT1H"' }]), end('e1'), user('remind')],
      ['start -> g', 'g -> m -> e1', 'g -> t -> remind']));
    expect(player.at).toEqual(['g']);
    expect(player.timer()).toEqual(['g', 't']);
    expect(player.at).toEqual(['remind']);
    expect(() => player.message('paid')).toThrow('message_not_awaited');
  });
});
