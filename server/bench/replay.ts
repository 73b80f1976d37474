import { closeSync, openSync, readSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { openWriter } from '../store/db.ts';
import type { Statement } from '../store/queryable.ts';

export interface Replayed {
  readonly seconds: number;
  readonly transactions: number;
  readonly statements: number;
  /** Seconds from the answer before to its own answer, by statement: about what PostgreSQL took. */
  readonly secondsOf: ReadonlyMap<string, number>;
}

/** Runs recorded statements on a store in the transactions they had, on one connection, each transaction sent at once. */
export async function replay(file: string, url: string): Promise<Replayed> {
  const db = openWriter(url, { max: 1, applicationName: 'baton-bench-replay' });
  const client = await db.client();
  const secondsOf = new Map<string, number>();
  let transactions = 0;
  let statements = 0;
  const startedAt = performance.now();
  try {
    for (const transaction of transactionsOf(file)) {
      transactions += 1;
      statements += transaction.length;
      let lastAt = performance.now();
      const heard = (name: string): void => {
        const now = performance.now();
        secondsOf.set(name, (secondsOf.get(name) ?? 0) + (now - lastAt) / 1000);
        lastAt = now;
      };
      await Promise.all(transaction.map((statement) => client.query(statement).then(() => heard(statement.name ?? statement.text))));
    }
  } finally {
    client.release();
    await db.close();
  }
  return { seconds: (performance.now() - startedAt) / 1000, transactions, statements, secondsOf };
}

/** In the order of their commits; those that were rolled back are left out. */
function* transactionsOf(file: string): Generator<Statement[]> {
  const open = new Map<number, Statement[]>();
  for (const [connection, name, text, values] of recordsOf(file)) {
    const statements = open.get(connection) ?? [];
    open.set(connection, statements);
    statements.push({ text, values, ...(name === undefined ? {} : { name }) });
    if (text === 'COMMIT') yield statements;
    if (text === 'COMMIT' || text === 'ROLLBACK') open.delete(connection);
  }
}

type RecordedStatement = [connection: number, name: string | undefined, text: string, values: unknown[]];

function* recordsOf(file: string): Generator<RecordedStatement> {
  const input = openSync(file, 'r');
  const length = Buffer.alloc(4);
  try {
    while (readSync(input, length) === 4) {
      const body = Buffer.alloc(length.readUInt32LE());
      readSync(input, body);
      yield deserialize(body) as RecordedStatement;
    }
  } finally {
    closeSync(input);
  }
}
