import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { readScopes } from '../queries/scope-snapshot.ts';
import type { Db } from '../store/db.ts';
import { Scope } from './scope.ts';

export interface StoreLimits {
  /** How long a scope is kept after its last watcher left, in milliseconds. */
  readonly keepMs: number;
  /** What rings, and rows that nobody watches, may take in all. */
  readonly bytes: number;
  /** Snapshots in one transaction, and transactions at once. */
  readonly perSnapshot: number;
  readonly snapshots: number;
}

export const defaultStoreLimits: StoreLimits = { keepMs: 15 * 60_000, bytes: 64 * 2 ** 20, perSnapshot: 50, snapshots: 2 };

interface Waiting {
  readonly scope: Scope;
  readonly settle: (refusal: Refusal | undefined) => void;
}

/** The scopes this node holds. They are loaded many to a transaction, so that a herd after a restart costs few (T30). */
export class ScopeStore {
  readonly #db: Db;
  readonly #limits: StoreLimits;
  readonly #logId: () => string;
  readonly #scopes = new Map<string, Scope>();
  readonly #loads = new Map<Scope, Promise<Refusal | undefined>>();
  readonly #waiting: Waiting[] = [];
  #running = 0;
  snapshots = 0;

  constructor(db: Db, logId: () => string, limits: StoreLimits = defaultStoreLimits) {
    this.#db = db;
    this.#logId = logId;
    this.#limits = limits;
  }

  has = (name: string): boolean => this.#scopes.has(name);
  get = (name: string): Scope | undefined => this.#scopes.get(name);
  all = (): Iterable<Scope> => this.#scopes.values();
  get size(): number {
    return this.#scopes.size;
  }

  /** The scope, loaded; `unavailable` where it cannot be. Lines are gathered from the moment of the call. */
  async open(name: string): Promise<Scope | Refusal> {
    let scope = this.#scopes.get(name);
    if (!scope) this.#scopes.set(name, (scope = new Scope(name)));
    if (scope.isLive) return scope;
    let load = this.#loads.get(scope);
    if (!load) {
      const fresh = scope;
      load = new Promise((settle) => this.#waiting.push({ scope: fresh, settle }));
      this.#loads.set(scope, load);
      setImmediate(() => this.#pump());
    }
    return (await load) ?? scope;
  }

  forget(scope: Scope): void {
    if (this.#scopes.get(scope.name) === scope && scope.watchers.size === 0) this.#scopes.delete(scope.name);
  }

  clear(): void {
    this.#scopes.clear();
  }

  /** Lets go of what nobody watches any more, oldest first where memory is short. `now` in milliseconds of any steady clock. */
  sweep(now: number): void {
    const { keepMs, bytes } = this.#limits;
    const idle = [...this.#scopes.values()].filter((scope) => scope.watchers.size === 0 && scope.isLive).sort((a, b) => a.idleSince - b.idleSince);
    let used = [...this.#scopes.values()].reduce((sum, scope) => sum + (scope.watchers.size > 0 ? scope.ring.bytes : scope.bytes), 0);
    for (const scope of idle) {
      if (used <= bytes && now - scope.idleSince <= keepMs) continue;
      used -= scope.bytes;
      this.#scopes.delete(scope.name);
    }
    for (const scope of this.#scopes.values()) {
      if (used <= bytes) break;
      used -= scope.ring.bytes;
      scope.ring.clear();
    }
  }

  #pump(): void {
    while (this.#running < this.#limits.snapshots && this.#waiting.length > 0) {
      this.#running += 1;
      void this.#load(this.#waiting.splice(0, this.#limits.perSnapshot)).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  async #load(batch: readonly Waiting[]): Promise<void> {
    let refusal: Refusal | undefined;
    try {
      this.snapshots += 1;
      const { logId, seq, rows } = await readScopes(this.#db, batch.map(({ scope }) => scope.name));
      if (logId === this.#logId()) for (const { scope } of batch) scope.fill(rows.get(scope.name) ?? [], seq);
      else refusal = unavailable;
    } catch {
      refusal = unavailable;
    }
    for (const { scope, settle } of batch) {
      this.#loads.delete(scope);
      if (refusal) this.forget(scope);
      settle(refusal);
    }
  }
}

const unavailable: Refusal = refuse('unavailable', { what: 'snapshot' });
