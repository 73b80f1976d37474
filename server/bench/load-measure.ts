import { readScopes } from '../queries/scope-snapshot.ts';
import type { Db } from '../store/db.ts';
import { Scope } from '../sync/scope.ts';
import type { HashReport, PeopleReport } from './load-people-main.ts';
import type { ServerReport } from './load-server-main.ts';

export interface FanOut {
  /** For each push of a scope that several sockets watch: from the commit of the oldest change in it to the last socket, in milliseconds. */
  readonly sharedMs: readonly number[];
  readonly ownMs: readonly number[];
  readonly pushes: number;
  readonly deliveries: number;
  /** Pushes that fewer sockets got than watch the scope. */
  readonly short: readonly string[];
}

/** How long after its commit the last of those who may see a change has it. `watchers` counts the sockets of each scope; pushes and deliveries are counted `until` a wall time. */
export function fanOutOf(server: ServerReport, people: readonly PeopleReport[], watchers: ReadonlyMap<string, number>, until = Infinity): FanOut {
  const received = new Map<string, Map<number, { sockets: number; lastAt: number }>>();
  for (const { received: own } of people)
    for (const [scope, seq, sockets, lastAt] of own) {
      const seqs = received.get(scope) ?? new Map<number, { sockets: number; lastAt: number }>();
      received.set(scope, seqs);
      const before = seqs.get(seq);
      seqs.set(seq, { sockets: sockets + (before?.sockets ?? 0), lastAt: Math.max(lastAt, before?.lastAt ?? 0) });
    }
  const sharedMs: number[] = [];
  const ownMs: number[] = [];
  const short: string[] = [];
  let pushes = 0;
  let deliveries = 0;
  const firstSeq = server.commits[0]?.[0] ?? Infinity;
  for (const [scope, seqs] of received) {
    const windows = server.heard[scope] ?? [];
    const expected = watchers.get(scope) ?? 0;
    for (const [seq, { sockets, lastAt }] of seqs) {
      pushes += lastAt <= until ? 1 : 0;
      deliveries += lastAt <= until ? sockets : 0;
      if (sockets !== expected) short.push(`${scope} at ${String(seq)}: ${String(sockets)} of ${String(expected)} sockets`);
      const oldest = windows[lastAtMost(windows.length, (n) => windows[n] ?? Infinity, seq)];
      if (oldest === undefined || oldest < firstSeq) continue;
      const commit = server.commits[lastAtMost(server.commits.length, (n) => server.commits[n]?.[0] ?? Infinity, oldest)];
      if (commit) (expected > 1 ? sharedMs : ownMs).push(lastAt - commit[2]);
    }
  }
  return { sharedMs, ownMs, pushes, deliveries, short };
}

/** The last of so many rising values that is at most `limit`; -1 where none is. */
function lastAtMost(count: number, value: (n: number) => number, limit: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const scopesAtOnce = 200;

/** Scopes that a socket holds otherwise than a fresh snapshot of the database; empty when all are in sync. */
export async function outOfSync(db: Db, reports: readonly HashReport[]): Promise<string[]> {
  const held = new Map<string, Map<string, number>>();
  for (const report of reports)
    for (const [scope, hash, sockets] of report) held.set(scope, (held.get(scope) ?? new Map<string, number>()).set(hash, sockets));
  const wrong: string[] = [];
  const names = [...held.keys()];
  for (let from = 0; from < names.length; from += scopesAtOnce) {
    const some = names.slice(from, from + scopesAtOnce);
    const { rows, seq } = await readScopes(db, some);
    for (const name of some) {
      const scope = new Scope(name);
      scope.fill(rows.get(name) ?? [], seq);
      for (const [hash, sockets] of held.get(name) ?? []) if (hash !== scope.hash) wrong.push(`${name}: ${String(sockets)} sockets hold ${hash}, a fresh snapshot is ${scope.hash}`);
    }
  }
  return wrong;
}
