import { expect, test } from 'vitest';
import type { DecisionShown } from '../../../../shared/contract/rest-decision.ts';
import type { NextStep } from '../../../../shared/work/do-next.ts';
import type { Suggestion } from './next-items.ts';
import { nextItems } from './next-items.ts';

const factor = { is: 1, because: [] };
const factors = { propensity: factor, context: factor, value: factor, lever: factor, score: 1 };
const suggest = (action: string, of: Suggestion['class'], does?: Suggestion['does']): Suggestion => ({ action, class: of, factors, say: '', ...(does === undefined ? {} : { does }) });
const decided = (...shown: Suggestion[]): DecisionShown => ({ receipt: 'r', at: 1, quiet: [], shown });
const keys = (steps: readonly NextStep[], decision?: DecisionShown): string[] => nextItems(steps, decision).map(({ key, suggestion }) => (suggestion && !key.startsWith('action') ? `${key} as ${suggestion.action}` : key));

const verify: NextStep = { do: 'verify', customer: 'cu-1' };
const callBack: NextStep = { do: 'callBack', promise: 'p', dueAt: 1 };
const goOn: NextStep = { do: 'goOn', task: 't-1' };
const wait: NextStep = { do: 'wait', whom: 'customer', since: 1 };
const ask: NextStep = { do: 'ask', task: 't-2', owner: 'dev' };

test('without a decision the steps of the journey stand as they are', () => {
  expect(keys([verify, callBack, goOn, wait, ask])).toEqual(['verify cu-1', 'callBack p', 'goOn t-1', 'wait ', 'ask t-2']);
});

test('a duty stands above even the question who is there, and a sale below all work but above waiting', () => {
  expect(keys([verify, callBack, goOn, wait, ask], decided(suggest('block', 'duty'), suggest('tell', 'promise'), suggest('sell', 'sales'))))
    .toEqual(['action block', 'verify cu-1', 'action tell', 'callBack p', 'goOn t-1', 'action sell', 'wait ', 'ask t-2']);
});

test('a suggestion that opens a step of its class is one with it, and verifying stays what it is', () => {
  expect(keys([callBack, goOn], decided(suggest('tell', 'promise'), suggest('keep', 'promise', { kind: 'open', what: 'promises' }), suggest('work-out', 'unblock', { kind: 'open', what: 'task' }))))
    .toEqual(['action tell', 'callBack p as keep', 'goOn t-1 as work-out']);
  expect(keys([verify], decided(suggest('verify-customer', 'unblock', { kind: 'open', what: 'verify' })))).toEqual(['verify cu-1']);
  expect(keys([verify], decided(suggest('secure', 'duty', { kind: 'open', what: 'verify' })))).toEqual(['action secure', 'verify cu-1']);
});
