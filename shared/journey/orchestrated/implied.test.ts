import { describe, expect, it } from 'vitest';
import { must } from '../../assert.ts';
import type { EntryDraft, EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal } from '../../model/refusal.ts';
import { evolveCase } from '../../work/evolve-case.ts';
import type { Context, Decided } from '../../work/world.ts';
import { defaultSpans } from '../../work/world.ts';
import { compileProcess } from '../engine/compile-process.ts';
import type { DataDefinition, NodeDefinition, ProcessDefinition } from '../process.ts';
import { advance } from './advance.ts';
import { wholeProcess } from './implied.ts';
import type { Journey } from './journey.ts';
import { migrate } from './migrate.ts';
import { openCase } from './open-case.ts';

const data: DataDefinition[] = [
  { id: 'verdict', name: 'verdict', isCollection: false, value: '"none"' },
  { id: 'limitMinor', name: 'limitMinor', isCollection: false, value: '5000' },
  { id: 'papers', name: 'papers', isCollection: true },
  { id: 'doubled', name: 'doubled', isCollection: false, value: 'amount * 2' },
];
const nodes: NodeDefinition[] = [
  { id: 'begun', kind: 'event', place: 'start', triggers: [], isParallelMultiple: false, isInterrupting: true, outputs: [], inputs: [] },
  {
    id: 'judge', kind: 'activity', activity: 'user', isForCompensation: false, startQuantity: 1, completionQuantity: 1, instantiates: false, data: [],
    inputs: [{ from: 'limitMinor', to: 'limit' }, { from: 'verdict', to: 'before' }], outputs: [{ from: 'said', to: 'verdict' }],
  },
  { id: 'again', kind: 'gateway', gateway: 'exclusive', isParallel: false, instantiates: false, defaultFlow: 'f3' },
  { id: 'over', kind: 'event', place: 'end', triggers: [], isParallelMultiple: false, isInterrupting: true, outputs: [], inputs: [] },
];
const flows = [
  { id: 'f1', from: 'begun', to: 'judge' }, { id: 'f2', from: 'judge', to: 'again' }, { id: 'f3', from: 'again', to: 'judge' },
  { id: 'f4', from: 'again', to: 'over', condition: 'verdict = "enough"' },
];

function journeyOf(version: number, variables: readonly DataDefinition[]): Journey {
  const definition: ProcessDefinition = { id: 'loan', name: 'Loan', nodes, flows, data: variables, compensations: [], messages: [], called: {}, correlations: [] };
  const process = compileProcess(definition);
  if (!process.ok) throw new Error(JSON.stringify(process.defects));
  return { process, file: { journey: 'loan', version, name: 'Loan', model: 'loan.bpmn', process: 'loan', team: 'north', sources: [], stages: ['Start'], amount: { variable: 'amount', currency: 'EUR' } } };
}
const journey = journeyOf(1, data);

let ids = 0;
const ctx: Context = {
  now: 1000, actor: 'ana', input: 'i-1', newId: (prefix) => `${prefix}-${String((ids += 1))}`,
  settings: { ...defaultSpans, expectedWithin: () => undefined, calendarOf: () => undefined, calendar: () => undefined, journeys: { find: () => journey, newest: () => journey } },
};

function fold(state: CaseState | undefined, decided: Decided | Refusal, forget = false): CaseState {
  if (isRefusal(decided)) throw new Error(JSON.stringify(decided));
  let after = state;
  for (const draft of decided.entries) {
    // As older servers wrote it.
    const body = forget && draft.kind === 'journey:stepped' ? Object.fromEntries(Object.entries(draft.body).filter(([name]) => name !== 'implied')) : draft.body;
    after = evolveCase(after, { ...draft, body, at: 1000, recordedAt: 1000, actor: 'ana' } as EntryFact);
  }
  return must(after, 'the case is there');
}

const opened = (forget = false): CaseState =>
  fold(undefined, openCase(journey, { id: 'k-1', party: { source: 'staff', key: 'k-1' }, customer: 'c-1', stimulus: { type: 'start', data: { amount: 7 } } }, ctx), forget);
const say = (state: CaseState, said: string): Decided | Refusal =>
  advance(journey, state, { type: 'complete', token: must(state.case.process?.tokens[0], 'it stands somewhere').id, data: { said } }, { on: 'task:complete' }, ctx);
const stored = ({ case: { process } }: CaseState): unknown => process?.data['0'];

describe('the row of a case', () => {
  it('leaves out variables that have their first value, and who and what the case is; the process has them all', () => {
    const state = opened();
    expect([stored(state), state.case.amountMinor]).toEqual([{ doubled: 14 }, 7]);
    expect(wholeProcess(journey, state.case)?.data['0']).toEqual({ amount: 7, doubled: 14, verdict: 'none', limitMinor: 5000, papers: [], case: 'k-1', customer: 'c-1' });
    expect(state.tasks[0]?.inputs).toEqual({ limit: 5000, before: 'none' });
  });

  it('keeps a variable once it has another value, and leaves it out again with the first', () => {
    const more = fold(opened(), say(opened(), 'more'));
    expect(stored(more)).toEqual({ doubled: 14, verdict: 'more' });
    const back = fold(more, say(more, 'none'));
    expect(stored(back)).toEqual({ doubled: 14 });
    expect(back.tasks.at(-1)?.inputs).toMatchObject({ before: 'none' });
    expect(fold(back, say(back, 'enough')).case.status).toBe('closed');
  });

  it('leaves out the amount that the case has, also when that changes or is no amount any more', () => {
    const give = (state: CaseState, amount: unknown) => fold(state, advance(journey, state, { type: 'data', data: { amount } }, { on: 'data' }, ctx));
    const seen = (state: CaseState) => [stored(state), state.case.amountMinor, wholeProcess(journey, state.case)?.data['0']?.['amount']];
    const more = give(opened(), 9);
    const none = give(more, null);
    expect([seen(more), seen(none), seen(give(none, 9)), seen(give(none, 3))]).toEqual([
      [{ doubled: 14 }, 9, 9], [{ doubled: 14, amount: null }, 9, null], [{ doubled: 14 }, 9, 9], [{ doubled: 14 }, 3, 3],
    ]);
  });

  it('that an older server wrote has all its variables, and goes on the same way', () => {
    const old = opened(true);
    expect(stored(old)).toMatchObject({ verdict: 'none', case: 'k-1', customer: 'c-1' });
    const deltas = (decided: Decided | Refusal) => (isRefusal(decided) ? decided : decided.entries.map((draft) => ('delta' in draft.body ? draft.body.delta : (draft as EntryDraft).kind)));
    expect(deltas(say(old, 'more'))).toEqual(deltas(say(opened(), 'more')));
    expect(wholeProcess(journey, fold(old, say(old, 'more')).case)?.data['0']).toEqual(wholeProcess(journey, fold(opened(), say(opened(), 'more')).case)?.data['0']);
  });

  it('takes along into another version what that one does not say the same way', () => {
    const next = journeyOf(2, [{ id: 'verdict', name: 'verdict', isCollection: false, value: '"none"' }, { id: 'limitMinor', name: 'limitMinor', isCollection: false, value: '9000' }, { id: 'papers', name: 'papers', isCollection: true }]);
    const moved = fold(opened(), migrate(journey, next, opened(), {}));
    expect([moved.case.journeyVersion, stored(moved)]).toEqual([2, { doubled: 14, limitMinor: 5000 }]);
    expect(wholeProcess(next, moved.case)?.data['0']).toMatchObject({ limitMinor: 5000, verdict: 'none', customer: 'c-1' });
  });
});
