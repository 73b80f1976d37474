import { randomUUID } from 'node:crypto';
import type { Input } from '../../desk/input.ts';
import { openDatabase } from '../../store/db.ts';
import type { Migrations } from '../../store/migrate.ts';
import type { Statement } from '../../store/queryable.ts';
import type { DueTimer } from '../../store/tables/timers.ts';
import type { OpenNodes, Through } from '../nodes.ts';
import { openNodes } from '../nodes.ts';

/** Writes named statements another way. */
const rewriting = (names: readonly string[], change: (text: string, node: number) => string): Through => ({
  statement: (statement: Statement, node) => (names.includes(statement.name ?? statement.text) ? { ...statement, text: change(statement.text, node) } : statement),
});

const unlocked = (text: string): string => text.replace(' for update', '');

/** Wrong on purpose: reads the cases without locking them, then writes (T01, T04, T09). */
export const deskWithoutLocks = rewriting(['cases-lock'], unlocked);

/** Wrong on purpose: looks at people without locking them (T13, T15). */
export const deskThatGlancesAtPeople = rewriting(['people-lock', 'teams-lock'], unlocked);

/** Wrong on purpose: the second server locks in the opposite order (T14); one after the other, with time between, so that it shows. */
export const deskThatLocksBackwards = rewriting(['cases-lock'], (_text, node) =>
  `select c.id, c.state from (select u from unnest($1::text[]) as u order by u ${node === 1 ? 'desc' : 'asc'}) as wanted
    join cases as c on c.id = wanted.u where pg_sleep(0.0005) is not null for update of c`);

/** Wrong on purpose: takes an input that the ledger knows for a new one (T21). */
export const deskThatForgets = rewriting(['ledger-enter'], (text) => text.replace('do nothing', 'do update set at = excluded.at'));

/** Wrong on purpose: gives the answer of an id to whoever names it (T21). */
export const deskThatTrustsSenders: Through = { input: (input) => ({ ...input, sender: 'anybody', bodyHash: Buffer.alloc(16) }) };

/** Wrong on purpose: writes rows as it goes, before the ledger, the log and the commit (T08). */
export const deskWithoutTransactions = rewriting(['BEGIN'], () => 'select 1');

/** Wrong on purpose: does not look what is held before the next event of its source (T35). */
export const deskThatSkipsHeld: Through = { rows: (name, rows) => (name === 'held-of' ? [] : rows) };

/** Wrong on purpose: asks for rights when it begins and never again (T26). */
export function deskThatAsksOnce(): Through {
  const asked = new Map<number, unknown>();
  return {
    rows: (name, rows, node) => {
      const [head] = rows;
      if (name === 'head-read' && head) asked.set(node, head['rightsVersion']);
      return name === 'head-lock' && head ? [{ ...head, rightsVersion: asked.get(node) }] : rows;
    },
  };
}

/** Wrong on purpose: chains behind the head that was read before it was locked (T45). */
export function deskWithAForkingChain(): Through {
  const early = new Map<number, unknown>();
  return {
    rows: (name, rows, node) => {
      const [head] = rows;
      if (name === 'head-read' && head) early.set(node, head['hash']);
      return name === 'head-lock' && head ? [{ ...head, hash: early.get(node) }] : rows;
    },
  };
}

/** Wrong on purpose: keeps its connection until the client has taken the answer, and clients do not (T41). */
export const deskThatWaitsForClients: OpenNodes = (options) =>
  openNodes({ ...options, reach: (point) => (point === 'afterCommit' ? new Promise<void>(() => undefined) : undefined) });

/** Wrong on purpose: a timer is new each time that it is read, and does not look whether its row is still there (T10, T34). */
export const timerReadTwice = (row: DueTimer): Input => ({
  id: `t:${randomUUID()}`, lane: 'timer', sender: 'timer', actor: 'timer', action: `timer:${row.kind}`, bodyHash: Buffer.alloc(16), footprint: { cases: [row.case] },
  decide: (world) => {
    const promise = world.case(row.case)?.case.promises[0];
    if (row.kind !== 'promise' || !promise) return { ok: true, entries: [] };
    return { ok: true, entries: [{ kind: 'promise:ended', subject: `case:${row.case}`, case: row.case, body: { promise: promise.id, how: 'broken' } }] };
  },
});

/** Wrong on purpose: waits for the table's lock as long as it takes, with everybody behind it (T38). */
export async function migrationThatWaits(url: string, migrations: Migrations): Promise<number> {
  const db = openDatabase(url, { max: 1, applicationName: 'baton-migrate', lockTimeoutMs: 0 });
  try {
    await db.query('alter table tasks add column added_0 text');
    return Object.keys(migrations).length;
  } finally {
    await db.close();
  }
}
