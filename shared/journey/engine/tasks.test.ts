import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../model/refusal.ts';
import { compileProcess } from './compile-process.ts';
import { step } from './step.ts';
import { activity, boundary, end, gateway, none, process, script, service, start, user } from './testing/build-process.ts';
import { play, Player } from './testing/player.ts';

describe('user and manual tasks', () => {
  const work = { form: 'income', skills: { credit: 2 }, fourEyes: ['check'], assignee: 'advisor' } as const;
  const model = process([start(), user('check', { name: 'Check income', team: 'credit', stage: 'Income', work, inputs: [{ from: 'amount * 2', to: 'twice' }], outputs: [{ from: 'ok', to: 'result.isOk' }] }), end()], ['start -> check -> end']);

  it('ask for human work with all that the model says of it', () => {
    const player = play(model, { amount: 21, advisor: 'ana' });
    expect(player.requests).toEqual([
      { do: 'openWork', token: player.token('check').id, element: 'check', inputs: { twice: 42 }, work, team: 'credit', stage: 'Income', name: 'Check income', assignee: 'ana' },
    ]);
  });

  it('take results by mappings only', () => {
    const player = play(model, { amount: 1 });
    player.complete('check', { ok: true, other: 5 });
    expect(player.data).toEqual({ amount: 1, result: { isOk: true } });
  });

  it('take every result under its own name where nothing is mapped', () => {
    const player = play(process([start(), activity('manual', 'm'), end()], ['start -> m -> end']));
    player.complete('m', { a: 1, b: { c: 2 } });
    expect(player.data).toEqual({ a: 1, b: { c: 2 } });
  });

  it('inherit the stage of what they lie in', () => {
    const player = play(process([start(), activity('subProcess', 's', { stage: 'Identity', scope: { nodes: [user('u')], flows: [], data: [], compensations: [] } })], ['start -> s']));
    expect(player.requests).toMatchObject([{ do: 'openWork', stage: 'Identity' }]);
  });
});

describe('service and send tasks', () => {
  it('call their connector with the inputs and take the answer', () => {
    const player = play(process([start(), service('score', { inputs: [{ from: 'id', to: 'customer.id' }] }), end()], ['start -> score -> end']), { id: 'c1' });
    expect(player.requests).toEqual([{ do: 'call', token: player.token('score').id, element: 'score', connector: { connector: 'core', operation: 'score' }, inputs: { customer: { id: 'c1' } } }]);
    player.complete('score', { value: 700 });
    expect(player.data).toEqual({ id: 'c1', value: 700 });
  });

  it('hold the case with an incident when they fail and nobody catches it, and call again when told to', () => {
    const player = play(process([start(), service('score'), end()], ['start -> score -> end']));
    player.fail('score', 'down');
    expect(player.at).toEqual(['score!task_failed']);
    const { id } = player.token('score');
    player.give({ type: 'retry', token: id });
    expect(player.requests).toMatchObject([{ do: 'call', token: id }]);
    player.complete('score');
    expect(player.how).toBe('completed');
  });

  it('may be completed by a person instead of called again', () => {
    const player = play(process([start(), service('score'), end()], ['start -> score -> end']));
    player.fail('score', 'down');
    player.complete('score', { value: 1 });
    expect(player.how).toBe('completed');
  });

  it('leave by the boundary event that catches their error', () => {
    const player = play(process([start(), service('score'), boundary('none', 'score', { on: 'error' }), boundary('nohit', 'score', { on: 'error', code: 'nohit' }), user('ask'), user('fix'), end()],
      ['start -> score -> end', 'none -> fix', 'nohit -> ask']));
    player.fail('score', 'nohit');
    expect(player.at).toEqual(['ask']);
    const other = play(process([start(), service('score'), boundary('none', 'score', { on: 'error' }), user('fix'), end()], ['start -> score -> end', 'none -> fix']));
    other.fail('score', 'else');
    expect(other.at).toEqual(['fix']);
    expect(other.requests).toMatchObject([{ do: 'cancelCall', element: 'score' }, { do: 'openWork' }]);
  });

  it('without a connector are an incident, and a send task that names a message throws it', () => {
    expect(play(process([start(), activity('service', 's')], ['start -> s'])).at).toEqual(['s!connector_missing']);
    const player = play(process([start(), activity('send', 's', { message: { name: 'offer', key: 'id' }, inputs: [{ from: 'id', to: 'case' }] }), end()], ['start -> s -> end']), { id: 'c1' });
    expect(player.requests).toEqual([{ do: 'sendMessage', element: 's', name: 'offer', payload: { case: 'c1' }, key: 'c1' }, { do: 'ended', ended: { how: 'completed' } }]);
  });
});

describe('receive task', () => {
  const model = process([start(), activity('receive', 'r', { message: { name: 'proof', key: 'id' } }), end()], ['start -> r -> end']);

  it('waits for its message with its key', () => {
    const player = play(model, { id: 'c1' });
    expect(() => player.message('proof', {}, 'c2')).toThrow('message_not_awaited');
    expect(() => player.message('other')).toThrow('message_not_awaited');
    player.message('proof', { pages: 3 }, 'c1');
    expect(player.how).toBe('completed');
    expect(player.data).toEqual({ id: 'c1', pages: 3 });
  });

  it('starts the process where it instantiates', () => {
    const player = new Player(process([activity('receive', 'r', { message: { name: 'claim' }, instantiates: true }), user('u'), end()], ['r -> u -> end']));
    player.give({ type: 'start', at: 'r', payload: { a: 1 } });
    expect(player.at).toEqual(['u']);
    expect(player.data).toEqual({ a: 1 });
  });
});

describe('script, business rule and none tasks', () => {
  it('compute, and keep decimals as numbers', () => {
    const player = play(process([start(), script('s', 'if amount > 10 then amount * 0.1 else 0', 'fee'), none('n'), end()], ['start -> s -> n -> end']), { amount: 25 });
    expect(player.data).toEqual({ amount: 25, fee: 2.5 });
    expect(player.done).toEqual(['start', 's', 'n', 'end']);
  });

  it('ask for a decision and keep its result', () => {
    const player = play(process([start(), activity('businessRule', 'd', { decision: 'credit', resultVariable: 'verdict', inputs: [{ from: 'amount', to: 'sum' }] }), end()], ['start -> d -> end']), { amount: 9 });
    expect(player.requests).toEqual([{ do: 'askDecision', token: player.token('d').id, element: 'd', decision: 'credit', inputs: { sum: 9 } }]);
    player.complete('d', { result: 'yes' });
    expect(player.data).toEqual({ amount: 9, verdict: 'yes' });
  });

  it('are an incident when they are out of fuel', () => {
    const player = play(process([start(), script('s', 'a in list', 'x'), end()], ['start -> s -> end']), { a: 1, list: Array.from({ length: 30_000 }, () => 0) });
    expect(player.incidents).toEqual(['s expression_failed']);
    player.give({ type: 'retry', token: player.token('s').id, data: { list: [1] } });
    expect(player.how).toBe('completed');
  });
});

describe('quantities', () => {
  it('begin with several tokens, and give several', () => {
    const player = play(process([start(), gateway('parallel', 'f'), none('a'), none('b'), user('t', { startQuantity: 2, completionQuantity: 2 }), user('u'), end()],
      ['start -> f', 'f -> a -> t', 'f -> b -> t', 't -> u -> end']));
    expect(player.at).toEqual(['t']);
    player.complete('t');
    expect(player.at).toEqual(['u', 'u']);
  });

  it('are named when too few can come', () => {
    const player = play(process([start(), user('t', { startQuantity: 2 }), end()], ['start -> t -> end']));
    expect(player.requests).toEqual([{ do: 'stuck', joins: [{ element: 't', missing: [] }] }]);
  });
});

describe('what is refused', () => {
  const compiled = compileProcess(process([start(), user('u'), end()], ['start -> u -> end']));

  it('names why, and leaves the state as it is', () => {
    if (!compiled.ok) throw new Error('does not compile');
    expect(step(compiled, undefined, { type: 'cancel' }, 0)).toMatchObject({ code: 'process_not_started' });
    const player = play(process([start(), user('u'), end()], ['start -> u -> end']));
    expect(() => player.start()).toThrow('process_started');
    expect(() => player.give({ type: 'complete', token: 99 })).toThrow('token_unknown');
    expect(() => player.give({ type: 'retry', token: player.token('u').id })).toThrow('token_not_waiting');
    const other = compileProcess(process([start(), user('v'), end()], ['start -> v -> end']));
    if (!other.ok) throw new Error('does not compile');
    const refused = step(other, player.state, { type: 'cancel' }, 0);
    expect(isRefusal(refused) && refused.params).toEqual({ elements: ['u'] });
    player.give({ type: 'cancel' });
    expect(player.how).toBe('cancelled');
    expect(player.requests).toMatchObject([{ do: 'closeWork', element: 'u' }, { do: 'ended' }]);
    expect(() => player.give({ type: 'cancel' })).toThrow('process_ended');
  });

  it('is a model whose expressions are no FEEL, with every element named', () => {
    const broken = compileProcess(process([start(), script('s', '1 +', 'x'), user('u', { inputs: [{ from: ')', to: 'a' }] }), end()], ['start -> s -> u -> end', 'u -> nowhere', 's -> u if (']));
    expect(broken.ok || broken.defects.map(({ code, element }) => `${element} ${code}`)).toEqual(['u_nowhere bpmn_flow_dangling', 's_u_2 feel_syntax', 's feel_syntax', 'u feel_syntax']);
  });
});

describe('runaway', () => {
  it('stops a loop that nothing slows down, and says so', () => {
    const player = play(process([start(), gateway('exclusive', 'm'), none('a')], ['start -> m -> a -> m']));
    expect(player.asks('runaway')).toEqual([{ do: 'runaway', transitions: 10_000 }]);
    expect(player.incidents).toHaveLength(1);
    expect(player.incidents[0]).toContain('runaway');
    player.give({ type: 'cancel' });
    expect(player.how).toBe('cancelled');
  });

  it('stops a split that multiplies', () => {
    const player = play(process([start(), gateway('exclusive', 'm'), gateway('parallel', 'f')], ['start -> m -> f', 'f -> m', 'f -> m']));
    expect(player.asks('runaway')).toHaveLength(1);
  });
});
