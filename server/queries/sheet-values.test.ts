import { expect, test } from 'vitest';
import type { Looking } from '../../shared/policy/may-see.ts';
import type { SheetEntry } from '../store/reads/sheet.ts';
import { givenValues, shownValues, textIds } from './sheet-values.ts';

const entry = (seq: number, kind: string, actor: string, body: object): SheetEntry => ({ seq, at: seq * 10, kind, case: 'k-1', actor, body: JSON.stringify(body) });
const set = (...values: [string, unknown][]) => ({ done: [], next: 1, set: values.map(([name, value]) => [0, name, value]) });
const looking = (isVerified: boolean): Looking => ({
  person: { id: 'ana', role: 'branchEmployee' }, customer: isVerified ? { verified: { ana: { until: 9999, method: 'idSeen' } } } : {}, case: 'k-1', holdsTask: true, now: 100,
});

const entries = [
  entry(1, 'journey:stepped', 'source:mobile', { on: 'start', channel: 'mobile', implied: ['band', 'amountMinor', 'case'], delta: set(['case', 'k-1'], ['amountMinor', 500], ['band', 'E'], ['incomeMinor', 300], ['note', { $value: 'v-1' }]) }),
  entry(2, 'task:completed', 'ana', { report: { type: 'x', data: { pages: 3 } }, fence: 1 }),
  entry(3, 'journey:stepped', 'connector:bureau', { on: 'effect:report', implied: ['band'], delta: set(['band', 'E'], ['loopCounter', 2]) }),
  entry(4, 'journey:stepped', 'ana', { on: 'task:complete', delta: set(['incomeMinor', 310], ['rentMinor', null]) }),
];

test('each value is the newest, with who or what gave it and when; what a process begins with was given by nobody', () => {
  expect(Object.fromEntries(givenValues(entries, 'amountMinor'))).toEqual({
    amountMinor: { value: 500, source: 'mobile', asOf: 10 },
    note: { value: { $value: 'v-1' }, sealed: 'v-1', source: 'mobile', asOf: 10 },
    pages: { value: 3, source: 'ana', asOf: 20 },
    band: { value: 'E', source: 'bureau', asOf: 30 },
    incomeMinor: { value: 310, source: 'ana', asOf: 40 },
  });
});

test('all are dots until the customer is verified, and then as a form would send them', () => {
  const given = givenValues(entries, 'amountMinor');
  for (const shown of Object.values(shownValues(given, looking(false), new Map([['v-1', 'secret']])))) expect([shown.value, shown.isMasked, 'raw' in shown]).toEqual(['•••', true, false]);
  const open = shownValues(given, looking(true), new Map([['v-1', 'secret']]));
  expect([open['incomeMinor'], open['note']]).toEqual([
    { value: '310', raw: 310, isMasked: false, source: 'ana', asOf: 40, limitDays: 90 }, { value: 'secret', raw: 'secret', isMasked: false, source: 'mobile', asOf: 10 },
  ]);
});

test('texts are found wherever entries and rows name them, and nothing else is taken for one', () => {
  const state = { case: { promises: [{ textValue: 'v-5' }] }, tasks: [{ handOff: { situationValue: 'v-6' } }, { parked: { reasonValue: 'v-7' } }] } as never;
  const more = [entry(5, 'note:added', 'ana', { value: 'v-2' }), entry(6, 'task:made', 'ana', { inputs: { value: 'ACME' } }), entry(7, 'handOff:asked', 'ben', { askedValue: 'v-3' }), entry(8, 'journey:stepped', 'ana', { value: 'v-4' })];
  expect(textIds(more, state)).toEqual(['v-2', 'v-3', 'v-5', 'v-6', 'v-7']);
});
