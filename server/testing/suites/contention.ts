import type { Answer } from '../../../shared/contract/answer.ts';
import { expectSame, expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { seededRandom } from '../../demo/random.ts';
import type { OpenNodes } from '../nodes.ts';
import { withNodes } from '../nodes.ts';
import { expectVerified, readCases } from '../history.ts';
import { bank, entriesOf, fenceOf, lingering, newCase, nodeAt, people, repeat } from './trap.ts';
import type { TrapOptions } from './trap.ts';

const clerks = Array.from({ length: 50 }, (_, i) => `clerk${String(i)}`);

/** Fifty claims of one task at two servers (T01), a claim on what has changed twice since (T02), a bulk move among claims (T16). */
export const claimsSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people(...clerks)));
    const report = await repeat('claims', 'T01 T02 T16', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const answers = await Promise.all(clerks.map((id, i) => nodeAt(nodes, i + run).say(id, { type: 'task:claim', task, version: 1 })));
      const winners = clerks.filter((_, i) => answers[i]?.ok);
      expectThat(winners.length === 1, `${String(winners.length)} of fifty were told the task is theirs`);
      for (const answer of answers) if (!answer.ok) expectSame([answer.code, answer.params?.['by']], ['already_claimed', winners[0]], 'what a loser hears');
      const fence = fenceOf(answers.find((answer) => answer.ok) as Answer);
      await nodeAt(nodes, run).say(winners[0] ?? '', { type: 'task:release', task, fence, because: 'other' });
      const old = await nodeAt(nodes, run + 1).say('clerk1', { type: 'task:claim', task, version: 1 });
      expectThat(!old.ok && old.code === 'stale', 'a claim on the facts of before is taken');
      expectSame((await entriesOf(nodes, caseId)).filter(({ kind }) => kind === 'task:claimed').length, 1, 'claims in the log');
      await bulkAmongClaims(nodes, run);
    });
    expectThat(!nodes.errors.has('40P01'), 'there were deadlocks');
    await expectVerified(nodes);
    return report;
  });

async function bulkAmongClaims(nodes: Parameters<Parameters<typeof withNodes>[2]>[0], run: number): Promise<void> {
  const { tasks, caseId } = await newCase(nodes, 20);
  const [moved, ...claims] = await Promise.all([
    nodeAt(nodes, run).say('lead', { type: 'task:reassign', because: 'absence', toPerson: 'chief', items: tasks.map((task) => ({ task, version: 1 })) }),
    ...tasks.filter((_, i) => i % 2 === 0).map((task, i) => nodeAt(nodes, run + i).say(clerks[i] ?? '', { type: 'task:claim', task, version: 1 })),
  ]);
  expectThat(moved?.ok === true, 'the bulk move is refused as a whole');
  const items = moved.result?.['items'] as { task: string; ok: boolean }[];
  const owners = new Map((await readCases(nodes.db, caseId)).flatMap((state) => state.tasks).map((task) => [task.id, task.holder?.by === 'person' ? task.holder.person : '']));
  for (const { task, ok } of items) expectThat((owners.get(task) === 'chief') === ok, `${task} was ${ok ? '' : 'not '}moved and is ${String(owners.get(task))}'s`);
  expectSame(claims.filter((claim) => claim.ok).length, items.filter(({ ok }) => !ok).length, 'what was claimed was not moved');
}

/** Two people hand their tasks to each other while leads move many in any order (T14): no deadlock, at either server. */
export const crossingSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    const report = await repeat('crossing hand-offs', 'T14 I16', options, async (run) => {
      const made = await Promise.all(Array.from({ length: 20 }, () => newCase(nodes)));
      const [x, y] = [made[0]?.task ?? '', made[1]?.task ?? ''];
      const fences = [fenceOf(await nodeAt(nodes, 0).say('ana', { type: 'task:claim', task: x, version: 1 })), fenceOf(await nodeAt(nodes, 1).say('ben', { type: 'task:claim', task: y, version: 1 }))];
      const words = { because: 'shift', situation: 's', done: 'd', promised: '', next: 'n' };
      const random = seededRandom(run);
      const answers = await Promise.all([
        nodeAt(nodes, 0).say('ana', { type: 'handOff:offer', task: x, fence: fences[0] ?? 0, toPerson: 'ben', ...words }),
        nodeAt(nodes, 1).say('ben', { type: 'handOff:offer', task: y, fence: fences[1] ?? 0, toPerson: 'ana', ...words }),
        ...Array.from({ length: 6 }, async (_, lead) => {
          let answer: Answer = { ok: true, seq: 0 };
          for (let i = 0; i < 4 && answer.ok; i += 1) {
            const items = [...new Set(Array.from({ length: 6 }, () => random.pick(made).task))].map((task) => ({ task, version: 1 }));
            answer = await nodeAt(nodes, lead).say(lead % 2 === 0 ? 'lead' : 'chief', { type: 'task:reassign', because: 'absence', toTeam: 'south', items });
          }
          return answer;
        }),
      ]);
      for (const answer of answers) expectThat(answer.ok || answer.code !== 'unavailable', 'a caller hears of a deadlock');
      expectThat(!nodes.errors.has('40P01'), 'there was a deadlock');
    });
    await expectVerified(nodes);
    return report;
  });

/** Two fields, and two devices of one person at one field (T04, T17): both texts survive, or the second is told of the first. */
export const fieldsSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    return repeat('fields of one form', 'T04 T17', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const save = (node: number, who: string, field: string, text: string, version: number): Promise<Answer> =>
        nodeAt(nodes, node).say(who, { type: 'draft:save', case: caseId, task, fence: 0, field, text, version });
      const [phone, note, first, second] = await Promise.all([
        save(run, 'ana', 'phone', '1', 0), save(run + 1, 'ben', 'note', 'calls back', 0), save(run, 'ana', 'street', 'one', 0), save(run + 1, 'ana', 'street', 'two', 0),
      ]);
      expectThat(phone?.ok === true && note?.ok === true, 'one field overwrites the other');
      const [told] = [first, second].filter((answer) => answer && !answer.ok);
      expectThat((first?.ok === true) !== (second?.ok === true), 'two devices saved one field, and neither was told');
      expectSame(told && !told.ok ? [told.code, told.params?.['version']] : [], ['conflict', 1], 'what the second device hears');
      const rows = await nodes.db.query<{ field: string; version: number }>({ text: 'select field, version from drafts where case_id = $1 order by field', values: [caseId] });
      expectSame(rows.rows, [{ field: 'note', version: 1 }, { field: 'phone', version: 1 }, { field: 'street', version: 1 }], 'drafts');
    });
  });

/** A save races a take-over (T09): either it is in before, or its writer is told; never both in silence. */
export const takeOverSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    return repeat('a save races a take-over', 'T09', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      const fence = fenceOf(await nodeAt(nodes, run).say('ana', { type: 'task:claim', task, version: 1 }));
      const [saved, taken] = await Promise.all([
        nodeAt(nodes, run).say('ana', { type: 'evidence:add', case: caseId, task, fence, kind: 'payslip' }),
        nodeAt(nodes, run + 1).say('ben', { type: 'task:takeOver', task, version: 2, reason: 'the customer is here' }),
      ]);
      const kinds = (await entriesOf(nodes, caseId)).map(({ kind }) => kind);
      const [evidence, takeOver] = [kinds.indexOf('evidence:added'), kinds.indexOf('task:takenOver')];
      expectSame([evidence >= 0, takeOver >= 0], [saved?.ok, taken?.ok], 'what the log has and what was answered');
      expectThat(evidence < 0 || takeOver < 0, 'a take-over on the version before the save went through with it');
      expectThat(evidence >= 0 || takeOver >= 0, 'neither went through');
    });
  });

