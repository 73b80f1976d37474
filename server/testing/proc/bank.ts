import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EntryDraft } from '../../../shared/contract/entries.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { done } from '../../../shared/work/world.ts';
import { seededRandom } from '../../demo/random.ts';
import type { Input } from '../../desk/input.ts';
import { verify } from '../../log/verify.ts';
import type { VerifyReport } from '../../log/verify.ts';
import { openLoop } from '../../loop.ts';
import { readScopes } from '../../queries/scope-snapshot.ts';
import { openDatabase } from '../../store/db.ts';
import type { Db } from '../../store/db.ts';
import { Scope } from '../../sync/scope.ts';
import { caseWith, person, team } from '../loop.ts';
import { handInput } from '../sample-log.ts';
import type { Clerk } from './clerk.ts';
import { openClerk } from './clerk.ts';
import type { Door } from './door.ts';
import { openDoor } from './door.ts';

export const teamOfBank = 'north';
export const clerkNames = ['ana', 'ben', 'cleo', 'dev', 'eda', 'fay'] as const;

/** A folder for a server's data, with its keys beside it; reachable for the user that root hands the database to. */
export function makeDataFolder(): { top: string; data: string; keys: string } {
  const top = mkdtempSync(path.join(os.tmpdir(), 'baton-proc-'));
  chmodSync(top, 0o755);
  return { top, data: path.join(top, 'data'), keys: path.join(top, 'data-keys') };
}

/** Puts a team, its clerks, a lead, and open tasks into a migrated store. */
export async function fillBank(url: string, keysFolder: string, tasks = 120): Promise<void> {
  const loop = openLoop({ url, keysFolder, report: (error) => { throw error; } });
  if (isRefusal(loop)) throw new Error(loop.code);
  try {
    const staff = [...clerkNames.map((id) => person(id, { capacity: 1000 })), person('lena', { role: 'teamLead', capacity: 1000 }), person('adam', { role: 'administrator' })];
    const made = Array.from({ length: tasks / 2 }, (_, n) => caseWith(`case-${String(n)}`, [`t-${String(2 * n)}`, `t-${String(2 * n + 1)}`]));
    for (const [n, entries] of [[team(teamOfBank), ...staff], ...made].entries()) {
      const answer = await loop.desk.submit(systemInput(`s:bank/${String(n)}`, entries));
      if (!answer.ok) throw new Error(`the bank was not filled: ${answer.code}`);
    }
  } finally {
    await loop.stop();
  }
}

function systemInput(id: string, entries: readonly EntryDraft[]): Input {
  const of = (kind: string): string[] => entries.flatMap(({ subject }) => (subject.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : []));
  const footprint = { cases: of('case'), people: of('person'), teams: of('team'), customers: of('customer') };
  return handInput(id, () => done(...entries), { lane: 'event', sender: 'system', actor: 'system', footprint });
}

/** Clerks at their desks behind one door. */
export interface Floor {
  readonly door: Door;
  readonly clerks: readonly Clerk[];
  /** All work until `isOver`, and until everything sent has its answer. */
  work(isOver: () => boolean): Promise<void>;
  end(): Promise<void>;
}

export async function openFloor(port: number, seed: number, names: readonly string[] = clerkNames): Promise<Floor> {
  const door = await openDoor();
  door.lead(port);
  const random = seededRandom(seed);
  const clerks: Clerk[] = [];
  for (const name of names) clerks.push(await openClerk(door.url, name, teamOfBank, random.fork(name)));
  return {
    door, clerks,
    work: async (isOver) => void (await Promise.all(clerks.map((clerk) => clerk.work(isOver)))),
    end: async () => {
      for (const clerk of clerks) clerk.end();
      await door.stop();
    },
  };
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Reads the whole log and all rows, as `npm run verify` does. */
export async function verified(url: string): Promise<VerifyReport> {
  return withDatabase(url, (db) => db.transaction((client) => verify(client), 'repeatable read, read only'));
}

export async function withDatabase<T>(url: string, run: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { max: 2, applicationName: 'baton-proc-test' });
  return run(db).finally(() => db.close());
}

/** The hashes of scopes, read freshly from the database. */
export async function freshHashes(db: Db, scopes: readonly string[]): Promise<Record<string, string>> {
  const { rows, seq } = await readScopes(db, scopes);
  return Object.fromEntries(
    scopes.map((name) => {
      const scope = new Scope(name);
      scope.fill(rows.get(name) ?? [], seq);
      return [name, scope.hash];
    }),
  );
}
