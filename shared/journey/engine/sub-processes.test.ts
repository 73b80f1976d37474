import { describe, expect, it } from 'vitest';
import { adHocChoices, positionOf } from './read-state.ts';
import { activity, boundary, end, event, gateway, none, process, scope, script, start, sub, user } from './testing/build-process.ts';
import { play } from './testing/player.ts';

describe('embedded sub-process', () => {
  it('runs inside, with variables of its own', () => {
    const inner = scope([start('s'), user('u'), end('e')], ['s -> u -> e'], { data: [{ id: 'd', name: 'note', isCollection: false }] });
    const player = play(process([start(), sub('sub', inner, { inputs: [{ from: 'amount', to: 'sum' }], outputs: [{ from: 'note', to: 'remark' }] }), user('next'), end()], ['start -> sub -> next -> end']), { amount: 5 });
    expect(player.at).toEqual(['sub', 'u']);
    player.complete('u', { note: 'fine', seen: true });
    expect(player.data).toEqual({ amount: 5, seen: true, remark: 'fine' });
    expect(player.at).toEqual(['next']);
    expect(player.state && positionOf(player.process, player.state)).toMatchObject([{ element: 'next', waits: 'work' }]);
  });

  it('is over at once when it is empty', () => {
    expect(play(process([start(), sub('sub', scope([], [])), end()], ['start -> sub -> end'])).how).toBe('completed');
  });
});

describe('event sub-process', () => {
  const withSub = (isInterrupting: boolean) => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'message', name: 'stop' }], { isInterrupting }), user('h'), end('ee')], ['es1 -> h -> ee']) });
    return process([start(), user('u'), handler, end()], ['start -> u -> end']);
  };

  it('ends all else when it interrupts', () => {
    const player = play(withSub(true));
    player.message('stop', { why: 'fraud' });
    expect(player.at).toEqual(['h']);
    expect(player.asks('closeWork')).toHaveLength(1);
    expect(() => player.message('stop')).toThrow('message_not_awaited');
    player.complete('h');
    expect(player.how).toBe('completed');
  });

  it('runs beside, as often as it is called', () => {
    const player = play(withSub(false));
    player.message('stop');
    player.message('stop');
    expect(player.at).toEqual(['h', 'h', 'u']);
    player.complete('u');
    player.complete('h');
    expect(player.how).toBeUndefined();
    player.complete('h');
    expect(player.how).toBe('completed');
  });

  it('catches an error thrown in its scope, and not its own', () => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'error' }]), user('h'), end('ee', { on: 'error', code: 'again' })], ['es1 -> h -> ee']) });
    const inner = scope([start('s'), end('e', { on: 'error', code: 'x' }), handler], ['s -> e']);
    const player = play(process([start(), sub('sub', inner), boundary('b', 'sub', { on: 'error', code: 'again' }), user('out'), end()], ['start -> sub -> end', 'b -> out']));
    expect(player.at).toEqual(['h', 'sub']);
    player.complete('h');
    expect(player.at).toEqual(['out']);
  });

  it('starts on time', () => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'timer', timer: 'cycle', value: '"R/PT1H"' }], { isInterrupting: false }), none('h')], ['es1 -> h']) });
    const player = play(process([start(), user('u'), handler], ['start -> u']));
    expect(player.timer()).toEqual(['es1', 'h']);
    expect(player.timer()).toEqual(['es1', 'h']);
    player.complete('u');
    expect(player.how).toBe('completed');
  });

  it.each([['signal', { on: 'signal', name: 'x' }], ['escalation', { on: 'escalation', code: 'x' }]] as const)('starts on a %s', (_, trigger) => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [trigger], { isInterrupting: false }), user('h')], ['es1 -> h']) });
    const player = play(process([start(), event('throw', 't', [trigger]), user('u'), handler], ['start -> t -> u']));
    expect(player.at).toEqual(['h', 'u']);
  });

  it('starts when a condition becomes true', () => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'conditional', condition: 'x > 1' }]), user('h')], ['es1 -> h']) });
    const player = play(process([start(), user('u'), handler], ['start -> u']), { x: 0 });
    player.complete('u', { x: 2 });
    expect(player.how).toBe('completed');
    const other = play(process([start(), user('u'), user('v'), handler], ['start -> u -> v']), { x: 0 });
    other.complete('u', { x: 2 });
    expect(other.at).toEqual(['h']);
  });
});

describe('ad-hoc sub-process', () => {
  const model = (ordering: 'parallel' | 'sequential', cancelsRemaining = true) =>
    process([start(), activity('adHoc', 'ah', { adHoc: { ordering, completion: 'enough', cancelsRemaining }, scope: scope([user('a'), user('b'), none('c')], ['a -> c']) }), end()], ['start -> ah -> end']);

  it('offers its activities, and runs those that people add', () => {
    const player = play(model('parallel'), { enough: false });
    expect(player.state && adHocChoices(player.process, player.state).map((choice) => choice.activity)).toEqual(['a', 'b']);
    const token = player.token('ah').id;
    player.give({ type: 'addAdHoc', token, activity: 'a' });
    player.give({ type: 'addAdHoc', token, activity: 'a' });
    player.give({ type: 'addAdHoc', token, activity: 'b' });
    expect(() => player.give({ type: 'addAdHoc', token, activity: 'c' })).toThrow('adhoc_unknown');
    expect(player.complete('a')).toEqual(['a', 'c']);
    player.complete('b', { enough: true });
    expect(player.how).toBe('completed');
    expect(player.asks('closeWork')).toHaveLength(1);
  });

  it('waits for what is open where it does not cancel', () => {
    const player = play(model('parallel', false), { enough: false });
    const token = player.token('ah').id;
    player.give({ type: 'addAdHoc', token, activity: 'a' });
    player.give({ type: 'addAdHoc', token, activity: 'b' });
    player.complete('b', { enough: true });
    expect(player.at).toEqual(['a', 'ah']);
    expect(() => player.give({ type: 'addAdHoc', token, activity: 'a' })).toThrow('adhoc_ending');
    player.complete('a');
    expect(player.how).toBe('completed');
  });

  it('runs one at a time where it is sequential, and ends when told to', () => {
    const player = play(model('sequential'), { enough: false });
    const token = player.token('ah').id;
    player.give({ type: 'addAdHoc', token, activity: 'a' });
    expect(() => player.give({ type: 'addAdHoc', token, activity: 'b' })).toThrow('adhoc_busy');
    player.give({ type: 'endAdHoc', token });
    expect(player.how).toBe('completed');
  });

  it('is over when an event sub-process that interrupts it is', () => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'message', name: 'stop' }]), user('h')], ['es1 -> h']) });
    const player = play(process([start(), activity('adHoc', 'ah', { adHoc: { ordering: 'parallel', cancelsRemaining: true }, scope: scope([user('a'), handler], []) }), end()], ['start -> ah -> end']));
    player.message('stop');
    player.complete('h');
    expect(player.how).toBe('completed');
  });

  it('has an incident where its condition cannot be told', () => {
    const player = play(model('parallel'));
    const token = player.token('ah').id;
    player.give({ type: 'addAdHoc', token, activity: 'b' });
    player.complete('b');
    expect(player.incidents).toEqual(['ah condition_not_boolean']);
    player.give({ type: 'retry', token, data: { enough: true } });
    expect(player.how).toBe('completed');
  });
});

describe('call activity', () => {
  const called = process([start(), script('s', 'base * 2', 'double'), user('u'), end()], ['start -> s -> u -> end'], { id: 'kyc' });
  const model = process([start(), activity('call', 'c', { calls: 'kyc', inputs: [{ from: 'amount', to: 'base' }], outputs: [{ from: 'double', to: 'twice' }] }), boundary('b', 'c', { on: 'error', code: 'x' }), user('fix'), end()], ['start -> c -> end', 'b -> fix'], { called: { kyc: called } });

  it('runs a process with variables of its own', () => {
    const player = play(model, { amount: 4 });
    expect(player.at).toEqual(['c', 'u']);
    expect(player.state?.data).toEqual({ 0: { amount: 4 }, 2: { base: 4, double: 8 } });
    player.complete('u', { private: 1 });
    expect(player.how).toBe('completed');
    expect(player.data).toEqual({ amount: 4, twice: 8 });
  });

  it('catches what it throws', () => {
    const player = play(model, { amount: 4 });
    player.fail('u', 'x');
    expect(player.at).toEqual(['fix']);
  });

  it('is an incident where the process is missing', () => {
    expect(play(process([start(), activity('call', 'c', { calls: 'gone' })], ['start -> c'])).incidents).toEqual(['c called_missing']);
  });

  it('stops at a depth where a process calls itself', () => {
    const itself = process([start(), activity('call', 'c', { calls: 'p' })], ['start -> c']);
    const player = play({ ...itself, called: { p: itself } });
    expect(player.incidents).toEqual(['c too_deep']);
  });
});

describe('compensation', () => {
  const book = (id: string) => [user(id), boundary(`${id}b`, id, { on: 'compensation', waits: true }), activity('user', `undo${id}`, { isForCompensation: true })];
  const compensations = ['a', 'b'].map((id) => ({ activity: `${id}b`, handler: `undo${id}` }));

  it('undoes what was completed, the last first, and goes on', () => {
    const player = play(process([start(), ...book('a'), ...book('b'), user('c'), event('throw', 't', [{ on: 'compensation', waits: true }]), end()], ['start -> a -> b -> c -> t -> end'], { compensations }));
    player.complete('a');
    player.complete('b');
    player.complete('c');
    expect(player.at).toEqual(['t', 'undob']);
    player.complete('undob');
    expect(player.at).toEqual(['t', 'undoa']);
    player.complete('undoa');
    expect(player.done.slice(-4)).toEqual(['undob', 'undoa', 't', 'end']);
    expect(player.how).toBe('completed');
  });

  it('undoes one activity that is named, once', () => {
    const player = play(process([start(), ...book('a'), ...book('b'), event('throw', 't', [{ on: 'compensation', activity: 'a', waits: true }]), event('throw', 't2', [{ on: 'compensation', activity: 'a', waits: true }]), end()], ['start -> a -> b -> t -> t2 -> end'], { compensations }));
    player.complete('a');
    player.complete('b');
    player.complete('undoa');
    expect(player.how).toBe('completed');
  });

  it('cancels a transaction, undoes it, and leaves by the cancel event', () => {
    const inner = scope([start('s'), ...book('a'), ...book('b'), gateway('exclusive', 'x'), end('e'), end('cancel', { on: 'cancel' })], ['s -> a -> b -> x', 'x -> e if ok', 'x -> cancel default'], { compensations });
    const model = process([start(), activity('transaction', 'tx', { scope: inner }), boundary('c', 'tx', { on: 'cancel' }), user('after'), end()], ['start -> tx -> end', 'c -> after']);
    const player = play(model);
    player.complete('a');
    player.complete('b', { ok: false });
    expect(player.at).toEqual(['tx', 'undob']);
    player.complete('undob');
    player.complete('undoa');
    expect(player.at).toEqual(['after']);
    const good = play(model);
    good.complete('a');
    good.complete('b', { ok: true });
    expect(good.how).toBe('completed');
  });

  it('undoes a completed sub-process by its handlers, with the variables it had', () => {
    const inner = scope([start('s'), ...book('a'), end('e')], ['s -> a -> e'], { compensations: compensations.slice(0, 1), data: [{ id: 'd', name: 'ref', isCollection: false }] });
    const player = play(process([start(), sub('sub', inner), event('throw', 't', [{ on: 'compensation', waits: true }]), end()], ['start -> sub -> t -> end']));
    player.complete('a', { ref: 'r1' });
    expect(player.at).toEqual(['t', 'undoa']);
    expect(Object.values(player.state?.data ?? {})).toContainEqual({ ref: 'r1' });
    player.complete('undoa');
    expect(player.how).toBe('completed');
  });

  it('undoes a sub-process by its compensation event sub-process', () => {
    const handler = activity('eventSubProcess', 'es', { scope: scope([event('start', 'es1', [{ on: 'compensation', waits: true }]), user('h')], ['es1 -> h']) });
    const inner = scope([start('s'), none('a'), end('e'), handler], ['s -> a -> e']);
    const player = play(process([start(), sub('sub', inner), end('t', { on: 'compensation', waits: true })], ['start -> sub -> t']));
    expect(player.at).toEqual(['h', 't']);
    player.complete('h');
    expect(player.how).toBe('completed');
  });
});
