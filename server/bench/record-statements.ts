// Loaded before the importer (`--import`): writes every statement of the desk's connection, with its parameters, to a file.
import { openSync, writeSync } from 'node:fs';
import { serialize } from 'node:v8';
import pg from 'pg';
import { must } from '../../shared/assert.ts';

const file = openSync(must(process.env['BATON_BENCH_RECORD'], 'the benchmark names the file'), 'w');
const flushBytes = 4_000_000;
let waiting: Buffer[] = [];
let waitingBytes = 0;

function flush(): void {
  writeSync(file, Buffer.concat(waiting));
  waiting = [];
  waitingBytes = 0;
}

const numbers = new WeakMap<object, number>();
let connections = 0;

/** The desk has more than one batch on its way, each on a connection of its own. */
function numberOf(client: object): number {
  const number = numbers.get(client) ?? (connections += 1);
  numbers.set(client, number);
  return number;
}

function record(connection: number, statement: string | pg.QueryConfig, values: unknown): void {
  const { name, text, values: own } = typeof statement === 'string' ? { name: undefined, text: statement, values: undefined } : statement;
  const body = serialize([connection, name, text, own ?? (Array.isArray(values) ? values : [])]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  waiting.push(length, body);
  waitingBytes += body.length;
  if (waitingBytes >= flushBytes) flush();
}

type Client = pg.Client & { connectionParameters: { application_name?: string } };
type AnyQuery = (this: Client, statement: string | pg.QueryConfig, ...rest: unknown[]) => unknown;

const prototype = pg.Client.prototype as unknown as { query: AnyQuery };
const { query } = prototype;
prototype.query = function (statement, ...rest) {
  if (this.connectionParameters.application_name === 'baton-desk') record(numberOf(this), statement, rest[0]);
  return query.call(this, statement, ...rest);
};
process.once('exit', flush);
