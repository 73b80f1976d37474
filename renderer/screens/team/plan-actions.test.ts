// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { PlanPreview } from '../../../shared/contract/rest-team.ts';
import type { Desk } from '../../desk.ts';
import { createLead } from '../../store/team.ts';
import { createUiStore } from '../../store/ui.ts';
import { commitPlan, giveInPlan, leaveOut, startPlan, undoPlan } from './plan-actions.ts';

type Sent = Record<string, unknown> & { type: string };
const sent: Sent[] = [];
const asked: unknown[] = [];
let answers: (body: unknown) => Promise<{ ok: true; value: PlanPreview }>;
let refused: Readonly<Record<string, string>>;
let now = 1000;

function openLead(): Desk {
  const ui = createUiStore();
  const items = (tasks: readonly string[]) => tasks.map((task) => (refused[task] === undefined ? { task, ok: true } : { task, ok: false, code: refused[task], params: { by: 'dana' } }));
  const act = (type: string, fields: Record<string, unknown>, { commandId }: { commandId?: string } = {}): Promise<Answer> => {
    sent.push({ type, ...fields, ...(commandId === undefined ? {} : { commandId }) });
    const tasks = type === 'task:reassign' ? (fields['items'] as { task: string }[]).map(({ task }) => task) : ((fields['tasks'] as string[] | undefined) ?? []);
    return Promise.resolve({ ok: true, seq: 1, result: { items: items(tasks) } });
  };
  const texts = { say: (key: string, params?: object) => `${key} ${JSON.stringify(params ?? {})}`, refusal: ({ code }: { code: string }) => code, locale: 'en-GB' };
  return { person: { id: 'chloe' }, ui, lead: createLead(), act, api: { ask: (_route: unknown, { body }: { body: unknown }) => (asked.push(body), answers(body)) }, texts, clock: { now: () => now } } as unknown as Desk;
}

const preview = (moves: readonly [task: string, version: number, to?: string][]): PlanPreview => ({
  moves: moves.map(([task, version, to]) => ({ task, version, case: `k-${task}`, journey: 'loan', activity: 'sign', from: 'ben', alternatives: ['elif'], ...(to === undefined ? { cannot: 'separation' as const } : { to }) })),
  load: {}, promises: 0, approvals: 0, savesMs: 0,
});
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  sent.length = 0;
  asked.length = 0;
  refused = {};
  now = 1000;
  answers = () => Promise.resolve({ ok: true, value: preview([['a', 3, 'dana'], ['b', 5, 'dev'], ['c', 2]]) });
});

async function absencePlan(): Promise<Desk> {
  const desk = openLead();
  startPlan(desk, { absent: { person: 'ben', until: 9000, because: 'ill' } });
  await settled();
  return desk;
}

test('NC1: what is committed is what the preview showed, with its versions; what cannot move or was taken out stays', async () => {
  const desk = await absencePlan();
  leaveOut(desk, ['b'], true);
  await commitPlan(desk);
  expect(sent).toEqual([
    { type: 'task:reassign', items: [{ task: 'a', version: 3, toPerson: 'dana' }], because: 'owner_absent', commandId: sent[0]?.['commandId'] },
    { type: 'person:setAbsence', person: 'ben', until: 9000, because: 'ill' },
  ]);
});

test('NC2: an item that was refused is told with its reason, not in silence', async () => {
  refused = { b: 'stale' };
  const desk = await absencePlan();
  await commitPlan(desk);
  expect(desk.lead.getState().outcome?.items).toEqual([
    { task: 'a', isDone: true, to: 'dana' }, { task: 'b', isDone: false, to: 'dev', code: 'stale', params: { by: 'dana' } },
  ]);
  expect(desk.ui.getState().toast?.text).toMatch(/^plan\.movedSome \{"count":1,"kept":1/);
});

test('a choice of the lead is judged anew, and an answer to the question before comes too late', async () => {
  const desk = await absencePlan();
  let first: (value: { ok: true; value: PlanPreview }) => void = () => undefined;
  answers = () => new Promise((resolve) => { first = resolve; });
  giveInPlan(desk, ['c'], 'elif');
  answers = () => Promise.resolve({ ok: true, value: preview([['a', 3, 'dana'], ['b', 5, 'dev'], ['c', 2, 'chloe']]) });
  giveInPlan(desk, ['c'], 'chloe');
  await settled();
  first({ ok: true, value: preview([['c', 2, 'elif']]) });
  await settled();
  expect(asked.at(-1)).toEqual({ absent: { person: 'ben', until: 9000, because: 'ill' }, picks: { c: 'chloe' } });
  expect(desk.lead.getState().plan?.preview?.moves.map(({ to }) => to)).toEqual(['dana', 'dev', 'chloe']);
});

test('nothing is committed while it is being asked who can take it', async () => {
  const desk = await absencePlan();
  answers = () => new Promise(() => undefined);
  giveInPlan(desk, ['c'], 'elif');
  await commitPlan(desk);
  expect(sent).toEqual([]);
});

test('who holds nothing is set absent all the same', async () => {
  answers = () => Promise.resolve({ ok: true, value: preview([]) });
  const desk = await absencePlan();
  await commitPlan(desk);
  expect(sent.map(({ type }) => type)).toEqual(['person:setAbsence']);
  expect(desk.lead.getState().outcome).toMatchObject({ items: [], absent: 'ben' });
});

test('undo ends the absence that the plan began, gives back what nobody touched, and says what was kept', async () => {
  const desk = await absencePlan();
  await commitPlan(desk);
  const plan = sent[0]?.['commandId'];
  sent.length = 0;
  refused = { a: 'touched_since' };
  await undoPlan(desk);
  expect(sent).toEqual([{ type: 'person:return', person: 'ben' }, { type: 'plan:undo', plan, tasks: ['a', 'b'] }]);
  expect(desk.lead.getState().outcome?.undone?.items).toEqual([{ task: 'a', isDone: false, code: 'touched_since', params: { by: 'dana' } }, { task: 'b', isDone: true }]);
});

test('after fifteen minutes, and a second time, there is no way back', async () => {
  const desk = await absencePlan();
  await commitPlan(desk);
  sent.length = 0;
  now += 15 * 60_000 + 1;
  await undoPlan(desk);
  expect(sent).toEqual([]);
  now = 2000;
  await undoPlan(desk);
  await undoPlan(desk);
  expect(sent.filter(({ type }) => type === 'plan:undo')).toHaveLength(1);
});
