import { describe, expect, it } from 'vitest';
import type { TriggerDefinition } from '../process.ts';
import { keyOfMessage } from './correlation.ts';
import { dueTimers, waitsFor } from './read-state.ts';
import { activity, boundary, end, event, gateway, none, process, service, start, sub, scope, user } from './testing/build-process.ts';
import { play, Player } from './testing/player.ts';

const after = (span: string): TriggerDefinition => ({ on: 'timer', timer: 'duration', value: `"${span}"` });

describe('catch events', () => {
  const waits = (trigger: TriggerDefinition, outputs = {}) => process([start(), event('catch', 'c', [trigger], outputs), end()], ['start -> c -> end']);

  it('take a message with what it brings', () => {
    const player = play(waits({ on: 'message', name: 'paid', key: 'id' }, { outputs: [{ from: 'message.sum + sum', to: 'total' }] }), { id: 7 });
    expect(player.state && waitsFor(player.state)).toEqual([{ holder: player.token('c').id, by: 'c', on: 'message', name: 'paid', key: '7' }]);
    player.message('paid', { sum: 2 }, '7');
    expect(player.how).toBe('completed');
    expect(player.data).toEqual({ id: 7, total: 4 });
  });

  it('take a signal', () => {
    const player = play(waits({ on: 'signal', name: 'opened' }));
    player.give({ type: 'signal', name: 'opened' });
    expect(player.how).toBe('completed');
  });

  it.each([
    ['date', '"2026-02-01T10:00:00+01:00"', Date.UTC(2026, 1, 1, 9)], ['date', 'when', Date.UTC(2026, 4, 1)], ['duration', '"P1M"', Date.UTC(2026, 1, 5, 9)],
    ['duration', '"PT90M"', Date.UTC(2026, 0, 5, 10, 30)], ['duration', '1500', Date.UTC(2026, 0, 5, 9, 0, 1, 500)], ['cycle', '"R3/PT1H"', Date.UTC(2026, 0, 5, 10)],
  ] as const)('wait until a %s of %s', (timer, value, due) => {
    const player = play(waits({ on: 'timer', timer, value }), { when: '2026-05-01' });
    expect(player.state && dueTimers(player.state)).toEqual([{ holder: player.token('c').id, element: 'c', due }]);
    player.timer();
    expect(player.how).toBe('completed');
  });

  it('are an incident where the time is none', () => {
    const player = play(waits({ on: 'timer', timer: 'duration', value: 'when' }), { when: 'tomorrow' });
    expect(player.incidents).toEqual(['c timer_invalid']);
    player.give({ type: 'retry', token: player.token('c').id, data: { when: 'PT1H' } });
    expect(player.at).toEqual(['c']);
    expect(() => player.give({ type: 'timer', holder: 99, element: 'c', due: 1 })).toThrow('timer_gone');
  });

  it('count working time as the caller does', () => {
    const player = new Player(process([start(), event('catch', 'c', [{ on: 'timer', timer: 'duration', value: '"PT1H"', isWorkingTime: true }], { team: 'north' }), end()], ['start -> c -> end']));
    player.options = { addWorkingTime: (from, span, team) => from + span * 10 + (team === 'north' ? 1 : 0) };
    player.start();
    expect(player.state && dueTimers(player.state)[0]?.due).toBe(player.now + 36_000_001);
  });

  it('go on when a condition has become true, at once where it is', () => {
    const player = play(waits({ on: 'conditional', condition: 'score > 5' }), { score: 1 });
    expect(player.at).toEqual(['c']);
    player.give({ type: 'data', data: { score: 9 } });
    expect(player.how).toBe('completed');
    expect(play(waits({ on: 'conditional', condition: 'score > 5' }), { score: 7 }).how).toBe('completed');
  });

  it('with several triggers take the first, or all where they must', () => {
    const triggers: TriggerDefinition[] = [{ on: 'message', name: 'a' }, { on: 'message', name: 'b' }, after('PT1H')];
    const one = play(process([start(), event('catch', 'c', triggers), end()], ['start -> c -> end']));
    one.message('b');
    expect(one.how).toBe('completed');
    const all = play(process([start(), event('catch', 'c', triggers, { isParallelMultiple: true }), end()], ['start -> c -> end']));
    all.message('b');
    all.timer();
    expect(all.at).toEqual(['c']);
    expect(() => all.message('b')).toThrow('message_not_awaited');
    all.message('a');
    expect(all.how).toBe('completed');
  });
});

describe('throw and end events', () => {
  it('throw messages and signals to the outside, and signals to the case itself', () => {
    const player = play(process([start(), gateway('parallel', 'f'), event('catch', 'c', [{ on: 'signal', name: 's' }]), event('throw', 't', [{ on: 'signal', name: 's' }], { inputs: [{ from: '1', to: 'one' }] }), event('end', 'e', [{ on: 'message', name: 'm', key: 'one' }]), end()],
      ['start -> f', 'f -> c -> end', 'f -> t -> e']));
    expect(player.requests.map((request) => request.do)).toEqual(['sendSignal', 'sendMessage', 'ended']);
    expect(player.data).toEqual({ one: 1 });
    expect(player.asks('sendMessage')).toMatchObject([{ name: 'm', key: '1' }]);
    expect(player.how).toBe('completed');
  });

  it('jump by links', () => {
    const player = play(process([start(), event('throw', 'go', [{ on: 'link', name: 'l' }]), event('catch', 'come', [{ on: 'link', name: 'l' }]), user('u'), end()], ['start -> go', 'come -> u -> end']));
    expect(player.at).toEqual(['u']);
    expect(player.done).toEqual(['start', 'go', 'come']);
  });

  it('terminate the process with all that is open', () => {
    const player = play(process([start(), gateway('parallel', 'f'), user('a'), user('b'), end('t', { on: 'terminate' })], ['start -> f', 'f -> a', 'f -> b -> t']));
    player.complete('b');
    expect(player.how).toBe('terminated');
    expect(player.requests).toMatchObject([{ do: 'closeWork', element: 'a' }, { do: 'ended' }]);
  });

  it('terminate only the sub-process they stand in', () => {
    const inner = scope([start('s'), gateway('parallel', 'f'), user('a'), end('t', { on: 'terminate' })], ['s -> f', 'f -> a', 'f -> t']);
    const player = play(process([start(), sub('sub', inner), user('next')], ['start -> sub -> next']));
    expect(player.at).toEqual(['next']);
  });

  it('end the case with an error that nobody catches', () => {
    const player = play(process([start(), end('e', { on: 'error', code: 'refused' })], ['start -> e']));
    expect(player.how).toBe('error refused');
  });

  it('throw an error out of sub-processes to who catches it', () => {
    const inner = scope([start('s'), user('u'), end('e', { on: 'error', code: 'x' })], ['s -> u -> e']);
    const outer = scope([start('s1'), sub('inner', inner), boundary('other', 'inner', { on: 'error', code: 'y' }), end('e1')], ['s1 -> inner -> e1', 'other -> e1']);
    const player = play(process([start(), sub('outer', outer), boundary('caught', 'outer', { on: 'error', code: 'x' }), user('fix'), end()], ['start -> outer -> end', 'caught -> fix -> end']));
    player.complete('u');
    expect(player.at).toEqual(['fix']);
    expect(player.state?.scopes).toHaveLength(1);
  });

  it('escalate: heard by a boundary event that interrupts or not, else by nobody', () => {
    const inner = scope([start('s'), event('throw', 't', [{ on: 'escalation', code: 'late' }]), user('u')], ['s -> t -> u']);
    const model = (isInterrupting: boolean) => process([start(), sub('sub', inner), boundary('b', 'sub', { on: 'escalation', code: 'late' }, isInterrupting), user('lead'), end()], ['start -> sub -> end', 'b -> lead']);
    expect(play(model(false)).at).toEqual(['lead', 'sub', 'u']);
    expect(play(model(true)).at).toEqual(['lead']);
    const nobody = play(process([start(), event('throw', 't', [{ on: 'escalation', code: 'late' }]), user('u')], ['start -> t -> u']));
    expect(nobody.at).toEqual(['u']);
    expect(nobody.requests).toMatchObject([{ do: 'escalated', isCaught: false }, { do: 'openWork' }]);
  });

  it('are refused as a model when a link has no other end', () => {
    expect(() => play(process([start(), event('throw', 'go', [{ on: 'link', name: 'l' }])], ['start -> go']))).toThrow('bpmn_link_unmatched');
  });
});

describe('boundary events', () => {
  it('interrupt the work, and take it back', () => {
    const player = play(process([start(), user('u'), boundary('b', 'u', after('P1D')), user('late'), end()], ['start -> u -> end', 'b -> late -> end']));
    player.timer();
    expect(player.requests).toMatchObject([{ do: 'closeWork', element: 'u' }, { do: 'openWork', element: 'late' }]);
    expect(player.at).toEqual(['late']);
  });

  it('run beside it, on each time of a cycle', () => {
    const player = play(process([start(), user('u'), boundary('b', 'u', { on: 'timer', timer: 'cycle', value: '"R2/PT1H"' }, false), none('remind'), end(), end('e2')], ['start -> u -> end', 'b -> remind -> e2']));
    expect(player.timer()).toEqual(['b', 'remind', 'e2']);
    expect(player.timer()).toEqual(['b', 'remind', 'e2']);
    expect(player.state && dueTimers(player.state)).toEqual([]);
    player.complete('u');
    expect(player.how).toBe('completed');
  });

  it('hear every message while the work lasts', () => {
    const player = play(process([start(), user('u'), boundary('b', 'u', { on: 'message', name: 'ask' }, false), user('answer'), end()], ['start -> u -> end', 'b -> answer -> end']));
    player.message('ask');
    player.message('ask');
    expect(player.at).toEqual(['answer', 'answer', 'u']);
    player.complete('u');
    expect(() => player.message('ask')).toThrow('message_not_awaited');
  });

  it('fire once for each time that a condition becomes true', () => {
    const player = play(process([start(), user('u'), boundary('b', 'u', { on: 'conditional', condition: 'x > 1' }, false), user('y')], ['start -> u', 'b -> y']), { x: 0 });
    for (const x of [2, 3, 0, 5]) player.give({ type: 'data', data: { x } });
    expect(player.at).toEqual(['u', 'y', 'y']);
  });

  it('end a whole sub-process', () => {
    const inner = scope([start('s'), gateway('parallel', 'f'), user('a'), service('b')], ['s -> f', 'f -> a', 'f -> b']);
    const player = play(process([start(), sub('sub', inner), boundary('m', 'sub', { on: 'signal', name: 'stop' }), end()], ['start -> sub -> end', 'm -> end']));
    player.give({ type: 'signal', name: 'stop' });
    expect(player.requests.map((request) => request.do).sort()).toEqual(['cancelCall', 'closeWork', 'ended']);
    expect(player.how).toBe('completed');
  });

  it('hear an escalation out of a waiting task', () => {
    const player = play(process([start(), user('u'), boundary('b', 'u', { on: 'escalation' }, false), user('lead'), end()], ['start -> u -> end', 'b -> lead']));
    player.give({ type: 'escalate', token: player.token('u').id, code: 'x' });
    expect(player.at).toEqual(['lead', 'u']);
  });
});

describe('starts', () => {
  it('wait, opened by the first of several events, for all the others where they must', () => {
    const triggers: TriggerDefinition[] = [{ on: 'message', name: 'ordered', key: 'id' }, { on: 'message', name: 'paid', key: 'id' }, after('PT1H'), { on: 'conditional', condition: 'stock > 0' }];
    const all = new Player(process([event('start', 's', triggers, { isParallelMultiple: true, isInterrupting: false }), user('send'), end()], ['s -> send -> end']));
    all.give({ type: 'start', at: 's', trigger: 1, payload: { id: 7, sum: 20 } });
    expect(all.state && waitsFor(all.state)).toMatchObject([{ by: 's', on: 'message', name: 'ordered', key: '7' }]);
    all.timer();
    expect(() => all.message('paid', {}, '7')).toThrow('message_not_awaited');
    all.give({ type: 'data', data: { stock: 1 } });
    expect(all.at).toEqual(['s']);
    all.message('ordered', { item: 'chair' }, '7');
    expect([all.at, all.done, all.data]).toEqual([['send'], ['s'], { id: 7, sum: 20, stock: 1, item: 'chair' }]);
  });

  it('begin with the event that was triggered', () => {
    const player = new Player(process([start(), start('m', { on: 'message', name: 'claim' }), user('a'), user('b')], ['start -> a', 'm -> b']));
    player.give({ type: 'start', at: 'm', data: { x: 1 }, payload: { y: 2 } });
    expect(player.at).toEqual(['b']);
    expect(player.data).toEqual({ x: 1, y: 2 });
    expect(() => new Player(process([start(), user('a')], ['start -> a'])).give({ type: 'start', at: 'a' })).toThrow('start_unknown');
  });

  it('begin with everything that no flow leads to where there is no start event', () => {
    expect(play(process([user('a'), user('b'), user('c')], ['a -> c'])).at).toEqual(['a', 'b']);
  });

  it.each([[false, ['ua']], [true, ['b', 'ua']]])('begin behind an instantiating event gateway (parallel: %s)', (isParallel, at) => {
    const player = new Player(process([gateway('event', 'g', { instantiates: true, isParallel }), event('catch', 'a', [{ on: 'message', name: 'a' }]), event('catch', 'b', [{ on: 'message', name: 'b' }]), user('ua'), user('ub')],
      ['g -> a -> ua', 'g -> b -> ub']));
    player.give({ type: 'start', at: 'a' });
    expect(player.at).toEqual(at);
  });
});

describe('correlation keys', () => {
  const key = (value?: string) => ({ correlations: [{ name: 'k', properties: [{ name: 'p', messages: { order: 'number', paid: 'order.id' }, ...(value === undefined ? {} : { value }) }] }] });
  const waits = activity('receive', 'r', { message: { name: 'paid' } });

  it('say for which case a message is, by its own data', () => {
    const player = play(process([start(), waits, end()], ['start -> r -> end'], key('id')), { id: 'o1' });
    expect(player.state && waitsFor(player.state)).toMatchObject([{ name: 'paid', key: 'o1' }]);
    expect(keyOfMessage(player.process, 'paid', { order: { id: 'o1' } })).toBe('o1');
    expect(keyOfMessage(player.process, 'other', {})).toBeUndefined();
    expect(() => player.message('paid', {}, 'o2')).toThrow('message_not_awaited');
  });

  it('are told by the first message of a conversation, received or sent', () => {
    const received = new Player(process([start('s', { on: 'message', name: 'order' }), waits, end()], ['s -> r -> end'], key()));
    received.give({ type: 'start', at: 's', payload: { number: 7 } });
    expect(() => received.message('paid', {}, '8')).toThrow('message_not_awaited');
    received.message('paid', {}, '7');
    expect(received.how).toBe('completed');
    const sent = play(process([start(), event('throw', 't', [{ on: 'message', name: 'order' }], { inputs: [{ from: 'id', to: 'number' }] }), waits, end()], ['start -> t -> r -> end'], key()), { id: 'o1' });
    expect(sent.state && waitsFor(sent.state)).toMatchObject([{ name: 'paid', key: 'o1' }]);
  });

  it('hold for those who waited before it was told', () => {
    const player = play(process([start(), gateway('parallel', 'f'), waits, event('catch', 'c', [{ on: 'message', name: 'order' }]), end()], ['start -> f', 'f -> r -> end', 'f -> c -> end'], key()));
    player.message('order', { number: 'o1' });
    expect(() => player.message('paid', {}, 'o2')).toThrow('message_not_awaited');
    player.message('paid', {}, 'o1');
    expect(player.how).toBe('completed');
  });
});
