import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { Queryable, Statement } from './queryable.ts';

/** A pool, or one connection of it. */
export interface Runner extends Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(statement: string | Statement, values?: readonly unknown[]): Promise<pg.QueryResult<Row>>;
}

export interface DbClient extends Runner {
  /** Statements are sent without waiting for the one before. */
  readonly isPipelined: boolean;
  /**
   * Sends all statements at once and gives their results in order; throws the first one's error, after all have been
   * answered. After a failure inside a transaction the rest is skipped by PostgreSQL, whose COMMIT then *succeeds* as a
   * ROLLBACK: end with `commit`, or look at the last result's `command`. Without `pipeline` they go one by one.
   */
  sendAll(statements: readonly Statement[]): Promise<pg.QueryResult[]>;
  /** COMMIT, and an error where PostgreSQL made a rollback of it. */
  commit(): Promise<void>;
  /** Gives the connection back; with `true` it is closed, for one whose state is not known. */
  release(isBroken?: boolean): void;
}

export type Isolation = 'read committed' | 'repeatable read' | 'repeatable read, read only' | 'serializable';

export interface Db extends Runner {
  /** Runs `fn` between BEGIN and COMMIT on one connection; rolls back and throws on if it throws. */
  transaction<T>(fn: (client: DbClient) => Promise<T>, isolation?: Isolation): Promise<T>;
  /** A connection of one's own, to be released. */
  client(): Promise<DbClient>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DbOptions {
  readonly max: number;
  readonly applicationName: string;
  /** How long a statement waits for a lock; without it as long as a statement may take. */
  readonly lockTimeoutMs?: number;
  /** 0: no limit, for work over the whole log. Default 30 s. */
  readonly statementTimeoutMs?: number;
  /** 0: no limit. Default 10 s. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Statements are sent without waiting for the one before; see `openWriter`. */
  readonly isPipelined?: boolean;
}

const INT8 = 20;
const INT8_ARRAY = 1016;

/** `int8` as numbers (ours are milliseconds, minor units and seqs, all below 2^53); all else as pg has it: `bytea` a Buffer, `numeric` a string. */
function parsers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  types.setTypeParser(INT8_ARRAY, (text) =>
    text === '{}' ? [] : text.slice(1, -1).split(',').map((item) => (item === 'NULL' ? null : Number(item))),
  );
  return types;
}

/** Connects lazily. A connection that dies is an error of the query that used it, never of the process. */
export function openDatabase(url: string, options: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 10_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: parsers(),
    pipeline: options.isPipelined ?? false,
    ...(options.lockTimeoutMs === undefined ? {} : { lock_timeout: options.lockTimeoutMs }),
  });
  // The pool drops a dead idle connection by itself; one in use reports to its query. Both also emit, and an `error`
  // that nobody hears would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  const client = async (): Promise<DbClient> => wrap(await pool.connect());
  return {
    pool,
    client,
    query: (statement, values) => pool.query(statement as string, values as unknown[]),
    transaction: (fn, isolation) => inTransaction(client, fn, isolation),
    close: () => pool.end(),
  };
}

/**
 * A pool for the desk, in pg's pipeline mode: each statement is sent at once with a sync of its own, and answers come in
 * order. So an error reaches the statement that caused it; the ones behind it, already sent, fail with 25P02.
 */
export function openWriter(url: string, options: Omit<DbOptions, 'isPipelined'>): Db {
  return openDatabase(url, { ...options, isPipelined: true });
}

/**
 * Holds what is sent in this turn back to its end, so that a pipeline's statements leave in one write: the driver writes each by
 * itself, and PostgreSQL is woken for each.
 */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function wrap(client: pg.PoolClient): DbClient {
  const sendAll: DbClient['sendAll'] = async (statements) => {
    if (!client.pipeline) {
      const results = [];
      for (const statement of statements) results.push(await client.query(statement));
      return results;
    }
    const answers = await Promise.allSettled(statements.map((statement) => client.query(statement)));
    return answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
  };
  return {
    isPipelined: client.pipeline,
    query: (statement, values) => {
      if (client.pipeline) gather(client);
      return client.query(statement as string, values as unknown[]);
    },
    sendAll,
    commit: async () => {
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('the transaction had failed before its COMMIT and was rolled back');
    },
    release: (isBroken) => client.release(isBroken),
  };
}

async function inTransaction<T>(connect: () => Promise<DbClient>, fn: (client: DbClient) => Promise<T>, isolation: Isolation = 'read committed'): Promise<T> {
  const client = await connect();
  let isBroken = false;
  try {
    const begun = client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    // In a pipeline what follows is sent with it, and fails with it.
    if (client.isPipelined) begun.catch(() => undefined);
    else await begun;
    const result = await fn(client);
    await client.commit();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (isBroken = true));
    throw error;
  } finally {
    client.release(isBroken);
  }
}
