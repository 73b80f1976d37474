import type { Refusal } from '../../../shared/model/refusal.ts';
import { expectSame, expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import type { Migrations } from '../../store/migrate.ts';
import { readMigrations } from '../../store/migrate.ts';
import type { OpenNodes } from '../nodes.ts';
import { openNodes, withNodes } from '../nodes.ts';
import { bank, fenceOf, newCase, nodeAt, people, repeat, within } from './trap.ts';
import type { TrapOptions } from './trap.ts';

/** Nobody hears of an offer before its commit, and nobody ever of one that was rolled back (T08). */
export const visibilitySuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> => {
  let gate: { reached: () => void; go: Promise<void> } | undefined;
  const reach = async (point: string): Promise<void> => {
    if (point !== 'beforeCommit' || !gate) return;
    gate.reached();
    await gate.go;
  };
  return withNodes(open, { nodes: 1, reach }, async (nodes) => {
    await nodes.enter(...bank(...people('ana')));
    const heard: string[] = [];
    nodeAt(nodes, 0).desk.onCommit((entries) => heard.push(...entries.map(({ kind }) => kind)));
    return repeat('an offer before its commit', 'T08', options, async (run) => {
      const { task, caseId } = await newCase(nodes);
      heard.length = 0;
      const isRolledBack = run % 2 === 0;
      let release: (error?: Error) => void = () => undefined;
      const go = new Promise<void>((resolve, reject) => (release = (error) => (error ? reject(error) : resolve())));
      go.catch(() => undefined);
      const held = new Promise<void>((reached) => (gate = { reached, go }));
      let isAnswered = false;
      const offered = nodes
        .enter({ kind: 'task:offered', subject: `case:${caseId}`, case: caseId, task, body: { to: 'ana', expiresAt: Number.MAX_SAFE_INTEGER, because: 'idle', candidates: [], version: 2 } })
        .finally(() => (isAnswered = true));
      const offerInRow = async (): Promise<boolean> =>
        (await nodes.db.query<{ state: string }>({ text: 'select state from tasks where id = $1', values: [task] })).rows[0]?.state.includes('"offer"') === true;
      await within(4000, 'the commit', held);
      const early = [await offerInRow(), isAnswered, heard.includes('task:offered')];
      gate = undefined;
      release(isRolledBack ? new Error('planted: the transaction is lost') : undefined);
      expectSame(early, [false, false, false], 'row, answer and readers before the commit');
      const answer = await within(4000, 'the offer', offered);
      expectSame([answer.ok, await offerInRow(), heard.includes('task:offered')], [!isRolledBack, !isRolledBack, !isRolledBack], 'answer, row and readers after it');
    });
  });
};

/** A desk of two connections, and callers who never take their answers (T41): everybody else is answered. */
export const poolSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { writers: 2 }, async (nodes) => {
    await within(4000, 'the first input', nodes.enter(...bank(...people('ana', 'ben'))));
    return repeat('a pool of two', 'T41', options, async () => {
      const { caseId } = await within(4000, 'a new case', newCase(nodes));
      const said = Array.from({ length: 60 }, (_, i) => nodeAt(nodes, i).say(i % 3 === 0 ? 'ana' : 'ben', { type: 'note:add', case: caseId, text: 'called' }));
      // Whoever sent these has gone to lunch with the answer unread; only the last matters to somebody.
      const answer = await within(4000, 'the last of sixty', nodeAt(nodes, 0).say('ben', { type: 'note:add', case: caseId, text: 'last' }));
      expectThat(answer.ok, 'the last is refused');
      await within(4000, 'the others', Promise.all(said));
    });
  });

type Migrate = (url: string, migrations: Migrations, log: (message: string) => void) => Promise<number | Refusal>;

/** A column is added while somebody reads for long and people work (T38): they go on before the reader ends, and the column comes after it. */
export const migrationSuite = (run: Migrate, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(openNodes, {}, async (nodes) => {
    await nodes.enter(...bank(...people('ana')));
    const migrations = { ...(await readMigrations()) } as Record<string, Migrations[string]>;
    return repeat('a migration under load', 'T38', options, async (index) => {
      const column = `added_${String(index)}`;
      migrations[`99${String(index).padStart(2, '0')}-${column.replace('_', '-')}`] = {
        up: async (db) => void (await db.schema.alterTable('tasks').addColumn(column, 'text').execute()),
      };
      const reader = await nodes.db.client();
      await reader.query('begin');
      await reader.query('select count(*) from tasks');
      let isWaiting: () => void = () => undefined;
      const waited = new Promise<void>((resolve) => (isWaiting = resolve));
      const migrated = run(nodes.url, migrations, isWaiting);
      migrated.catch(() => undefined);
      let worst = 0;
      try {
        const work = async (): Promise<void> => {
          const startedAt = performance.now();
          const { task } = await newCase(nodes);
          fenceOf(await nodeAt(nodes, 1).say('ana', { type: 'task:claim', task, version: 1 }));
          worst = Math.max(worst, performance.now() - startedAt);
        };
        // Until the migration has given way once, and then some more, with the reader still there.
        let hasWaited = false;
        void waited.then(() => (hasWaited = true));
        await within(6000, 'work beside a migration', (async () => {
          while (!hasWaited) await work();
          for (let i = 0; i < 20; i += 1) await work();
        })());
      } finally {
        await reader.query('rollback');
        reader.release();
      }
      expectThat(worst < 1500, `somebody waited ${String(worst)} ms`);
      const version = await within(10_000, 'the migration', migrated);
      expectSame(version, 9900 + index, 'the schema');
      const { rows } = await nodes.db.query<{ n: number }>({ text: 'select count(*) as n from information_schema.columns where column_name = $1', values: [column] });
      expectSame(rows[0]?.n, 1, 'the column');
    });
  });
