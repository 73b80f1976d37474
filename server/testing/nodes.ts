import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Decision } from '../../shared/work/world.ts';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { Session } from '../desk/command-input.ts';
import type { Desk } from '../desk/desk.ts';
import { createDesk } from '../desk/desk.ts';
import { Directory } from '../desk/directory.ts';
import type { Input } from '../desk/input.ts';
import { createStaffCommands } from '../desk/staff-commands.ts';
import { createValueStore } from '../desk/value-store.ts';
import { newId } from '../loop.ts';
import type { Db, DbClient } from '../store/db.ts';
import { openDatabase, openWriter } from '../store/db.ts';
import { openKeyStore } from '../store/keys/key-store.ts';
import type { Statement } from '../store/queryable.ts';
import { createTestDatabase } from './database.ts';

/** What a part that is wrong on purpose does to the statements of a desk, or to what they return. */
export interface Through {
  readonly statement?: (statement: Statement, node: number) => Statement;
  readonly rows?: (name: string, rows: Record<string, unknown>[], node: number) => Record<string, unknown>[];
  readonly input?: (input: Input) => Input;
}

export interface NodesOptions {
  readonly nodes?: number;
  readonly clock?: Clock;
  /** Connections of each node's desk. */
  readonly writers?: number;
  readonly reach?: (point: string, node: number) => Promise<void> | void;
}

export interface Node {
  readonly desk: Desk;
  submit(input: Input): Promise<Answer>;
  command(command: Command, session: Session): Promise<Answer>;
  /** A command with an id of its own unless it has one. */
  say(person: string, command: Partial<Command> & { type: Command['type'] }): Promise<Answer>;
}

/** Several desks on one database, as servers of one bank. */
export interface Nodes {
  readonly all: readonly Node[];
  readonly url: string;
  /** For reads of the test. */
  readonly db: Db;
  /** Errors that the database gave a desk, by code: also those that it retried and nobody heard of. */
  readonly errors: ReadonlyMap<string, number>;
  readonly reported: readonly unknown[];
  enter(...entries: EntryDraft[]): Promise<Answer>;
  end(): Promise<void>;
}

/** Opens the part under test: the real desk, or one that is wrong. */
export type OpenNodes = (options?: NodesOptions) => Promise<Nodes>;

let counter = 0;
export const fresh = (prefix: string): string => `${prefix}-${String((counter += 1))}`;

export const openWrong = (through: Through): OpenNodes => (options) => openNodes(options, through);

export async function openNodes(options: NodesOptions = {}, through: Through = {}): Promise<Nodes> {
  const { nodes: count = 2, clock = systemClock, writers = 3, reach } = options;
  const database = await createTestDatabase();
  // What these suites ask is who sees what and in which order; nobody pulls a plug, and the disk would be most of their time.
  const name = new URL(database.url).pathname.slice(1);
  await database.db.query(`alter database ${name} set synchronous_commit = off`);
  // Found sooner than after its second; only a superuser may say so, and without it the suites take longer.
  await database.db.query(`alter database ${name} set deadlock_timeout = '20ms'`).catch(() => undefined);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-keys-'));
  const errors = new Map<string, number>();
  const reported: unknown[] = [];
  const catalog = loadCatalog();
  if (isRefusal(catalog)) throw new Error(catalog.code);
  const stops: (() => Promise<void>)[] = [];
  const all = Array.from({ length: count }, (_, node): Node => {
    const writer = openWriter(database.url, { max: writers, applicationName: `baton-desk-${String(node)}` });
    const reader = openDatabase(database.url, { max: 2, applicationName: 'baton-read' });
    const keys = openKeyStore({ folder, masterKey: undefined, clock });
    if (isRefusal(keys)) throw new Error(keys.code);
    const desk = createDesk({
      db: changed(writer, through, node, errors), clock, newId, settings: catalog.settings, directory: new Directory(), values: createValueStore(keys),
      enqueue: () => Promise.reject(new Error('no effect is expected')),
      report: (error) => reported.push(error),
      ...(reach ? { reach: (point: string) => reach(point, node) } : {}),
    });
    stops.push(async () => {
      // A desk that is wrong may never come to its end.
      await Promise.race([desk.stop(), wait(2000, undefined, { ref: false })]);
      await Promise.race([writer.close(), wait(500, undefined, { ref: false })]);
      await reader.close();
      keys.close();
    });
    const submit = (input: Input): Promise<Answer> => desk.submit(through.input?.(input) ?? input);
    const command = createStaffCommands({ desk: { ...desk, inbox: desk.inbox, submit }, db: reader, keys, clock, again: () => undefined, answeredOf: () => Promise.resolve(undefined), judgedFor: () => Promise.reject(new Error('nobody is reminded')) });
    return { desk, submit, command, say: (person, said) => command({ commandId: fresh('cmd'), ...said } as Command, { person, device: `${person}-desk` }) };
  });
  const [first] = all;
  return {
    all, url: database.url, db: database.db, errors, reported,
    enter: (...entries) => (first ? first.submit(systemInput(entries)) : Promise.reject(new Error('no node'))),
    end: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs with nodes that are ended whatever happens. */
export async function withNodes<T>(open: OpenNodes, options: NodesOptions, run: (nodes: Nodes) => Promise<T>): Promise<T> {
  const nodes = await open(options);
  try {
    return await run(nodes);
  } finally {
    await nodes.end();
  }
}

const idsOf = (entries: readonly EntryDraft[], kind: string): string[] =>
  entries.filter(({ subject }) => subject.startsWith(`${kind}:`)).map(({ subject }) => subject.slice(kind.length + 1));

function systemInput(entries: readonly EntryDraft[]): Input {
  return {
    id: fresh('s:test'), lane: 'event', sender: 'system', actor: 'system', action: 'test', bodyHash: Buffer.alloc(16),
    footprint: { cases: entries.flatMap((entry) => entry.case ?? []), people: idsOf(entries, 'person'), teams: idsOf(entries, 'team'), customers: idsOf(entries, 'customer') },
    decide: (): Decision => ({ ok: true, entries }),
  };
}

/** The same database, with statements and results as a wrong part would have them, and its errors counted. */
function changed(db: Db, through: Through, node: number, errors: Map<string, number>): Db {
  const client = async (): Promise<DbClient> => {
    const inner = await db.client();
    const query = async (given: string | Statement, more?: readonly unknown[]): Promise<unknown> => {
      const said = typeof given === 'string' ? { text: given, ...(more ? { values: [...more] } : {}) } : given;
      const statement = through.statement?.(said, node) ?? said;
      try {
        const result = await inner.query(statement);
        const name = said.name ?? said.text;
        return through.rows ? { ...result, rows: through.rows(name, result.rows, node) } : result;
      } catch (error) {
        const code = (error as { code?: string }).code ?? 'none';
        errors.set(code, (errors.get(code) ?? 0) + 1);
        throw error;
      }
    };
    return { ...inner, query: query as DbClient['query'], sendAll: (statements) => Promise.all(statements.map((one) => query(one))) as ReturnType<DbClient['sendAll']> };
  };
  return { ...db, client };
}
