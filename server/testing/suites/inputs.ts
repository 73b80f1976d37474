import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { EntryDraft } from '../../../shared/contract/entries.ts';
import { expectSame, expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import type { Input } from '../../desk/input.ts';
import type { DueTimer } from '../../store/tables/timers.ts';
import { dueTimers } from '../../store/tables/timers.ts';
import { FixedClock } from '../fixed-clock.ts';
import { caseWith } from '../loop.ts';
import type { Nodes, OpenNodes } from '../nodes.ts';
import { openNodes, withNodes } from '../nodes.ts';
import { expectVerified } from '../history.ts';
import { bank, entriesOf, fenceOf, lingering, newCase, nodeAt, people, repeat, wholeLog } from './trap.ts';
import type { TrapOptions } from './trap.ts';

/** A command is sent again, elsewhere, while the first is still at work, and later (T21); an id belongs to its sender and body. */
export const repeatsSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    return repeat('a command sent again', 'T21 I3', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const claim = { type: 'task:claim' as const, commandId: randomUUID(), task, version: 1 };
      const answers = await Promise.all([0, 1, 2, 3].map((i) => nodeAt(nodes, run + i).say('ana', claim)));
      answers.push(await nodeAt(nodes, run + 1).say('ana', claim));
      for (const answer of answers) expectSame(answer, answers[0], 'the answers of one command');
      expectThat(answers[0]?.ok === true, 'the claim is refused');
      expectSame((await entriesOf(nodes, caseId)).filter(({ input }) => input === `c:${claim.commandId}`).length, 1, 'effects of one command');
      for (const other of [nodeAt(nodes, run).say('ben', claim), nodeAt(nodes, run + 1).say('ana', { ...claim, version: 2 })]) {
        const answer = await other;
        expectThat(!answer.ok && answer.code === 'id_reused', 'an id is taken again for something else');
      }
    });
  });

/** Two servers read the same due timer (T10), and one races the completion of its task (T34). `input` is the part under test. */
export const timersSuite = (input: (row: DueTimer) => Input, options: TrapOptions): Promise<SuiteReport> => {
  const clock = new FixedClock();
  return withNodes(openNodes, { clock, reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    return repeat('due timers', 'T10 T34 I10', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const fence = fenceOf(await nodeAt(nodes, run).say('ana', { type: 'task:claim', task, version: 1 }));
      await nodeAt(nodes, run).say('ana', { type: 'promise:make', case: caseId, text: 'we call', channel: 'phone', dueAt: clock.now() + 60_000 });
      clock.advance(20 * 60_000);
      const due = (await dueTimers(nodes.db, clock.now(), 100)).filter((timer) => timer.case === caseId);
      expectSame(due.map(({ kind }) => kind).sort(), ['firstTouch', 'promise'], 'what is due');
      const fired = due.flatMap((row) => [0, 1, 2].map((i) => nodeAt(nodes, run + i).submit(input(row))));
      const [completed] = await Promise.all([nodeAt(nodes, run + 1).say('ana', { type: 'task:complete', task, fence }), ...fired]);
      expectThat(completed?.ok === true, 'the task cannot be completed beside its timers');
      for (const row of due) await nodeAt(nodes, run).submit(input(row));
      const entries = await entriesOf(nodes, caseId);
      const kinds = entries.map(({ kind }) => kind);
      expectSame(kinds.filter((kind) => kind === 'promise:ended').length, 1, 'times the promise was found broken');
      expectThat(kinds.filter((kind) => kind === 'task:leftUntouched').length <= 1, 'the first touch was missed twice');
      expectThat(!entries.slice(kinds.indexOf('task:completed') + 1).some((entry) => entry.task === task), 'a timer changed the task after it was done');
      expectSame((await dueTimers(nodes.db, Number.MAX_SAFE_INTEGER, 1000)).filter((timer) => timer.case === caseId && timer.kind !== 'stall').length, 0, 'timers left');
    });
  });
};

const event = (caseId: string, n: number, source: string, run: () => void, more: Partial<Input> = {}): Input => ({
  id: `e:${source}/${caseId}/${String(n)}`, lane: 'event', sender: `source:${source}`, actor: `source:${source}`, action: 'event:report', bodyHash: Buffer.alloc(16),
  footprint: { cases: [caseId] }, holds: { source, case: caseId, body: () => String(n) },
  decide: () => {
    run();
    return { ok: true, entries: [{ kind: 'event:recorded', subject: `case:${caseId}`, case: caseId, body: { report: { type: String(n) } } }] };
  },
  ...more,
});

/** An event throws (T35): it and what its source says later of that case wait in order, everybody else goes on, and a release runs them in order. */
export const heldSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, {}, async (nodes) => {
    await nodes.enter(...bank(...people('ana')));
    return repeat('an event that throws', 'T35', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const other = await newCase(nodes);
      let isBroken = true;
      const poison = (n: number) => (): void => {
        if (isBroken && n === 3) throw new Error('planted');
      };
      for (let n = 0; n < 8; n += 1) {
        const answers = await Promise.all([
          nodeAt(nodes, n).submit(event(caseId, n, 'core', poison(n))), nodeAt(nodes, n + 1).submit(event(caseId, n, 'cards', () => undefined)),
          nodeAt(nodes, n).submit(event(other.caseId, n, 'core', () => undefined)),
        ]);
        for (const answer of answers) expectThat(answer.ok, 'a source is refused');
      }
      fenceOf(await nodeAt(nodes, run).say('ana', { type: 'task:claim', task, version: 1 }));
      const reports = async (id: string, source: string): Promise<number[]> =>
        (await entriesOf(nodes, id)).filter((entry) => entry.kind === 'event:recorded' && entry.actor === `source:${source}`).map((entry) => Number((JSON.parse(entry.body) as { report: { type: string } }).report.type));
      expectSame([await reports(caseId, 'core'), (await reports(caseId, 'cards')).length, (await reports(other.caseId, 'core')).length], [[0, 1, 2], 8, 8], 'what went on');
      isBroken = false;
      const release = (n: number): Promise<Answer> =>
        nodeAt(nodes, run + n).submit(event(caseId, n, 'core', poison(n), { id: `e:again/${randomUUID()}`, unholds: `e:core/${caseId}/${String(n)}` }));
      const early = await release(5);
      expectThat(!early.ok && early.code === 'not_first_held', 'a later event is released before an earlier one');
      for (let n = 3; n < 8; n += 1) expectThat((await release(n)).ok, 'a release is refused');
      await nodeAt(nodes, run).submit(event(caseId, 8, 'core', poison(8)));
      expectSame(await reports(caseId, 'core'), [0, 1, 2, 3, 4, 5, 6, 7, 8], 'the order of the source');
    });
  });

/** Inputs over random cases, people and teams at two servers, until so many batches have been committed (I16: no deadlock, every input answered once). */
export const footprintsSuite = (open: OpenNodes, { runs }: TrapOptions): Promise<SuiteReport> => {
  let batches = 0;
  const reach = (point: string): Promise<void> | undefined => {
    batches += point === 'afterCommit' ? 1 : 0;
    return lingering(point);
  };
  return withNodes(open, { reach }, async (nodes) => {
    const staff = Array.from({ length: 10 }, (_, i) => `clerk${String(i)}`);
    await nodes.enter(...bank(...people(...staff)));
    // Enough that most batches go side by side, and few enough that some meet.
    const cases = Array.from({ length: 300 }, (_, i) => `foot${String(i)}`);
    await nodes.enter(...cases.flatMap((id) => caseWith(id, [])));
    const expected = new Map<string, number>();
    const draw = (below: number): number => Math.floor(Math.random() * below);
    const some = <T>(list: readonly T[], most: number): T[] => [...new Set(Array.from({ length: draw(most + 1) }, () => list[draw(list.length)] as T))];
    const one = async (): Promise<void> => {
      const chosen = some(cases, draw(4) === 0 ? 12 : 3);
      const id = `e:foot/${randomUUID()}`;
      expected.set(id, chosen.length);
      const answer = await nodeAt(nodes, draw(2)).submit({
        id, lane: draw(2) === 0 ? 'people' : 'event', sender: 'test', actor: 'lead', action: 'test', bodyHash: Buffer.alloc(16),
        footprint: { cases: chosen, people: draw(3) === 0 ? some(staff, 2) : [], ...(draw(20) === 0 ? { staffOf: some(['north', 'south'], 1) } : {}) },
        decide: () => ({ ok: true, entries: chosen.map((caseId): EntryDraft => ({ kind: 'contact:made', subject: `case:${caseId}`, case: caseId, body: { channel: 'phone' } })) }),
      });
      expectThat(answer.ok, `an input is answered ${answer.ok ? '' : answer.code}`);
    };
    await Promise.all(Array.from({ length: 8 }, async () => {
      while (batches < runs && !nodes.errors.has('40P01')) await one();
    }));
    expectThat(!nodes.errors.has('40P01'), `${String(nodes.errors.get('40P01'))} deadlocks`);
    await everyOneOnce(nodes, expected);
    await expectVerified(nodes);
    return { suite: 'random footprints', traps: 'T14 T45 I3 I16', runs: batches, seed: 0 };
  });
};

async function everyOneOnce(nodes: Nodes, expected: ReadonlyMap<string, number>): Promise<void> {
  const found = new Map<string, number>();
  for (const { input } of await wholeLog(nodes)) if (input.startsWith('e:foot/')) found.set(input, (found.get(input) ?? 0) + 1);
  for (const [id, count] of expected) expectSame(found.get(id) ?? 0, count, `entries of ${id}`);
  const ledger = await nodes.db.query<{ n: number }>({ text: `select count(*) as n from ledger where id like 'e:foot/%'` });
  expectSame(ledger.rows[0]?.n, expected.size, 'inputs in the ledger');
}
