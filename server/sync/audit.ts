import { readScopes } from '../queries/scope-snapshot.ts';
import type { Db } from '../store/db.ts';
import type { Feed } from './feed.ts';
import type { ScopeStore } from './scope-store.ts';
import type { Scope } from './scope.ts';
import type { Tail } from './tail.ts';

export interface AuditParts {
  readonly db: Db;
  readonly store: ScopeStore;
  readonly feed: Feed;
  readonly tail: () => Tail | undefined;
  /** Sends a scope anew to all who watch it. */
  readonly resend: (scope: Scope) => void;
  readonly report: (error: unknown, context: Record<string, string>) => void;
}

/** So many scopes are looked at in one go. */
const perRound = 20;

/** Compares what this node holds with the database: a difference is a defect, logged, and put right for all who watch. */
export class Audit {
  readonly #parts: AuditParts;
  #next: string[] = [];

  constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  /** Some of the watched scopes, in turn. */
  async round(): Promise<void> {
    if (this.#next.length === 0) this.#next = [...this.#watched()].map((scope) => scope.name);
    await this.#compare(this.#next.splice(0, perRound));
  }

  /** All watched scopes; returns the names of those that differed. */
  all(): Promise<string[]> {
    return this.#compare([...this.#watched()].map((scope) => scope.name));
  }

  *#watched(): Generator<Scope> {
    for (const scope of this.#parts.store.all()) if (scope.isLive && scope.watchers.size > 0) yield scope;
  }

  async #compare(names: readonly string[]): Promise<string[]> {
    const { db, store, feed, resend, report } = this.#parts;
    const tail = this.#parts.tail();
    if (names.length === 0 || !tail) return [];
    const { logId, seq, rows } = await readScopes(db, names);
    if (logId !== tail.logId || !(await tail.reach(seq))) return [];
    const wrong: string[] = [];
    for (const name of names) {
      const scope = store.get(name);
      if (!scope?.isLive) continue;
      await feed.settle(scope);
      // What was heard after the snapshot was read makes them two moments: another round will tell.
      if (scope.heardTo > seq || !scope.isCurrent) continue;
      const corrected = feed.correct(scope, rows.get(name) ?? [], seq);
      if (corrected.length > 0) resend(scope);
      // Drafts have no entries that would tell of them.
      const differing = corrected.filter((key) => !key.startsWith('draft '));
      if (differing.length === 0) continue;
      wrong.push(name);
      report(new Error('a scope did not hold the rows of the database'), { at: 'audit', scope: name, rows: differing.slice(0, 10).join(', ') });
    }
    return wrong;
  }
}
