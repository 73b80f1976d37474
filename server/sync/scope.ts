import { ScopeHash } from '../../shared/sync/scope-hash.ts';
import type { RightsClass } from '../../shared/policy/rights-class.ts';
import type { Watched } from '../../shared/policy/may-watch.ts';
import type { ProjectedRow } from '../queries/project.ts';
import { timelineLength } from '../store/reads/scope-rows.ts';
import type { LineKey } from './lines.ts';
import { Ring } from './ring.ts';
import type { Frame } from './frame.ts';

/** Who hears of a scope: one socket. */
export interface Watcher {
  readonly person: string;
  send(frame: Frame): void;
  /** Keeps a frame until `sendGathered`, which sends all of them in one write. */
  gather(frame: Frame): void;
  sendGathered(): void;
}

/** A row that was put into a scope, or (without `row`) dropped from it. */
export interface ScopeChange {
  readonly seq: number;
  readonly key: string;
  readonly row?: ProjectedRow;
  /** The row changed and its version did not: a defect, since hashes do not see it. */
  readonly isUnversioned?: true;
}

export const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

/** `me` is each person's own; everybody else's full name is the name on the wire. */
export const wireName = (name: string): string => (name.startsWith('me:') ? 'me' : name);

/**
 * One scope as this node holds it. Invariants: `rows` are those of the log up to `ring.last`, or newer; what is behind stands in
 * `pending`; whoever has applied all pushes up to `ring.last` has the same rows, and so the same hash.
 */
export class Scope {
  readonly name: string;
  readonly rows = new Map<string, ProjectedRow>();
  readonly watchers = new Map<Watcher, RightsClass>();
  /** What is to be read again, with the seq of the newest entry that asked for it. */
  pending = new Map<LineKey, number>();
  /** When that should be told, in milliseconds of a steady clock. */
  dueAt = Infinity;
  ring = new Ring(0);
  /** The seq of the snapshot it was built from; lines at or below are in it. */
  loadedAt = -1;
  /** Where `rows` are complete while more is pending. */
  completeTo = -1;
  /** The newest entry that named it. */
  heardTo = -1;
  isFlushing = false;
  /** Somebody waits for it to be brought up to date although nobody watches it yet. */
  isWanted = false;
  /** Rises with every change of rows, for what is kept encoded. */
  revision = 0;
  idleSince = 0;
  frames = new Map<string, { readonly revision: number; readonly logId: string; readonly frames: readonly Frame[] }>();
  #hash = new ScopeHash();
  #timeline: string[] = [];
  #rowBytes = 0;

  constructor(name: string) {
    this.name = name;
  }

  get isLive(): boolean {
    return this.loadedAt >= 0;
  }

  /** Whether all that was heard of it is in its rows. */
  get isCurrent(): boolean {
    return this.isLive && !this.isFlushing && this.pending.size === 0;
  }

  get hash(): string {
    return this.#hash.toString();
  }

  get bytes(): number {
    return this.ring.bytes + this.#rowBytes;
  }

  hear(seq: number, keys: readonly LineKey[]): void {
    this.heardTo = seq;
    if (seq > this.loadedAt) for (const key of keys) this.pending.set(key, seq);
  }

  /** Takes a snapshot at `seq`; what was heard meanwhile and is younger stays pending. */
  fill(rows: readonly ProjectedRow[], seq: number): void {
    const entries = rows.filter((row) => row.kind === 'entry').sort((a, b) => Number(a.id) - Number(b.id));
    for (const row of [...rows.filter(({ kind }) => kind !== 'entry'), ...entries]) this.#put(keyOf(row.kind, row.id), row);
    for (const [key, heard] of this.pending) if (heard <= seq) this.pending.delete(key);
    this.ring = new Ring(seq);
    this.loadedAt = seq;
    this.completeTo = seq;
  }

  /** Puts in or takes out one row as it is now; undefined where that changes nothing. */
  update(key: string, seq: number, row: ProjectedRow | undefined): ScopeChange | undefined {
    const before = this.rows.get(key);
    if (row?.homes.includes(this.name) === true) {
      if (before?.json === row.json) return undefined;
      this.#put(key, row);
      return { seq, key, row, ...(before?.version === row.version ? { isUnversioned: true } : {}) };
    }
    if (!before) return undefined;
    this.#take(key, before);
    return { seq, key };
  }

  /** Drops what a timeline no longer shows. */
  trim(seq: number): ScopeChange[] {
    const dropped: ScopeChange[] = [];
    while (this.#timeline.length > timelineLength) {
      const key = this.#timeline[0];
      const row = key === undefined ? undefined : this.rows.get(key);
      if (key === undefined || !row) break;
      this.#take(key, row);
      dropped.push({ seq, key });
    }
    return dropped;
  }

  /** What the right to watch it asks; undefined where there is no such thing. */
  watched(): Watched | undefined {
    const [kind = '', id = ''] = split(this.name);
    switch (kind) {
      case 'me':
        return { kind, person: id };
      case 'case': {
        const row = this.rows.get(keyOf('case', id));
        if (row?.team === undefined) return undefined;
        const tasks = [...this.rows.values()].filter((one) => one.kind === 'task');
        return {
          kind,
          team: row.team,
          branch: row.branch,
          isIdentified: row.customer !== undefined,
          people: tasks.flatMap((task) => task.people ?? []),
          teams: tasks.flatMap((task) => [task.team ?? '', ...queuesOf(task)]),
        };
      }
      case 'customer': {
        const row = this.rows.get(keyOf('customer', id));
        return row && { kind, branch: row.branch };
      }
      default:
        return undefined;
    }
  }

  #put(key: string, row: ProjectedRow): void {
    const before = this.rows.get(key);
    if (before) {
      this.#hash.turn(before.kind, before.id, before.version);
      this.#rowBytes -= before.json.length;
    } else if (row.kind === 'entry') this.#timeline.push(key);
    this.rows.set(key, row);
    this.#hash.turn(row.kind, row.id, row.version);
    this.#rowBytes += row.json.length;
    this.revision += 1;
  }

  #take(key: string, row: ProjectedRow): void {
    this.rows.delete(key);
    if (row.kind === 'entry') this.#timeline = this.#timeline.filter((one) => one !== key);
    this.#hash.turn(row.kind, row.id, row.version);
    this.#rowBytes -= row.json.length;
    this.revision += 1;
  }
}

export function split(name: string): [kind: string, id: string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}

const queuesOf = (task: ProjectedRow): string[] => task.homes.filter((home) => home.startsWith('queue:')).map((home) => home.slice(6));
