import type { RightsClass } from '../../shared/policy/rights-class.ts';
import { projectAll } from '../queries/project-all.ts';
import type { ProjectedRow } from '../queries/project.ts';
import { projectTeamCount } from '../queries/project.ts';
import type { Queryable } from '../store/queryable.ts';
import type { RowsWanted } from '../store/reads/scope-rows.ts';
import { readScopeRows } from '../store/reads/scope-rows.ts';
import type { TailEntry } from '../store/reads/tail.ts';
import { pushFrames } from './encode.ts';
import type { Frame } from './frame.ts';
import type { LineKey } from './lines.ts';
import { linesOf } from './lines.ts';
import { Ring } from './ring.ts';
import type { Scope, ScopeChange, Watcher } from './scope.ts';
import { keyOf, split } from './scope.ts';
import type { ScopeStore } from './scope-store.ts';

/** Spans in milliseconds. */
export interface FeedLimits {
  /** How long changes of a scope may be gathered. */
  readonly gatherMs: number;
  /** The least time between two reads; what comes due within it is taken along. */
  readonly gapMs: number;
  /** A scope that more sockets watch gathers also what somebody waits to see: each telling is a write for every one of them. */
  readonly fewWatchers: number;
}

export const defaultFeedLimits: FeedLimits = { gatherMs: 100, gapMs: 40, fewWatchers: 4 };

export interface FeedParts {
  /** A pool. */
  readonly db: Queryable;
  readonly store: ScopeStore;
  /** The seq up to which entries were taken. */
  readonly position: () => number;
  /** Somebody on this node did this and looks at the screen. */
  readonly isHere: (person: string) => boolean;
  /** Reads changed people and teams again and closes what they may no longer watch; runs before anything newer is sent. */
  readonly refreshStaff: (subjects: readonly string[]) => Promise<void>;
  /** After a scope's rows changed and before it is told: closes it to those who may no longer watch it. */
  readonly recheck: (scope: Scope) => void;
  readonly report: (error: unknown, context: Record<string, string>) => void;
  readonly limits?: FeedLimits;
  /** Where tests lose what goes to a socket. */
  readonly deliver?: (watcher: Watcher, frame: Frame) => void;
}

/** How long a flush works before others have their turn, in milliseconds: what waits for the database or sends a command is let through. */
const turnMs = 3;

/** Rows to read again after which a scope that nobody watches is rather built anew. */
const pendingLimit = 2000;

const isStaff = (subject: string): boolean => (subject.startsWith('person:') && !subject.startsWith('person:log:')) || subject.startsWith('team:');

/**
 * From entries to pushes: notes what each watched scope must hear, reads the rows of all scopes together, and tells each scope's
 * watchers, one flush after the other. What cannot be read stays pending.
 */
export class Feed {
  readonly #parts: FeedParts;
  readonly #limits: FeedLimits;
  readonly #staff = new Set<string>();
  readonly #told = new Set<Watcher>();
  /** Scopes that something is pending for and somebody waits for. */
  readonly #due = new Set<Scope>();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #startedAt = 0;
  #flushing: Promise<void> | undefined;
  #isStopped = false;
  #isRefreshing = false;
  flushes = 0;
  pushes = 0;
  deliveries = 0;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? defaultFeedLimits;
  }

  take(entries: readonly TailEntry[]): void {
    const { store, isHere } = this.#parts;
    const now = performance.now();
    let first = Infinity;
    for (const entry of entries) {
      const isUrgent = isHere(entry.actor);
      for (const [name, keys] of linesOf(entry, store.has)) {
        const scope = store.get(name);
        if (!scope) continue;
        scope.hear(entry.seq, keys);
        if (scope.isLive && scope.watchers.size === 0 && scope.pending.size > pendingLimit) store.forget(scope);
        if (scope.watchers.size === 0 || scope.pending.size === 0) continue;
        this.#expect(scope, this.#dueOf(scope, isUrgent, now));
        first = Math.min(first, scope.dueAt);
      }
      if (isStaff(entry.subject)) {
        this.#staff.add(entry.subject);
        first = now;
      }
    }
    if (first < Infinity) this.flushIn(first - now);
  }

  /** What somebody here did is told at once where few look on; a whole team is told together with what comes next. */
  #dueOf(scope: Scope, isUrgent: boolean, now: number): number {
    const { gatherMs, fewWatchers } = this.#limits;
    return isUrgent && scope.watchers.size <= fewWatchers ? now : now + gatherMs;
  }

  #expect(scope: Scope, dueAt: number): void {
    scope.dueAt = Math.min(scope.dueAt, dueAt);
    this.#due.add(scope);
  }

  /** Sees to a flush within so many milliseconds, but for the least time between two. */
  flushIn(ms: number): void {
    const now = performance.now();
    const dueAt = Math.max(now + ms, this.#startedAt + this.#limits.gapMs);
    if (this.#isStopped || dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, dueAt - now));
  }

  /** The seq up to which a scope's rows are complete. */
  completeTo(scope: Scope): number {
    return scope.isCurrent ? Math.max(this.#parts.position(), scope.loadedAt) : scope.completeTo;
  }

  /** Resolves when all that was heard of a scope until now is in its rows. */
  async settle(scope: Scope): Promise<void> {
    const until = this.#parts.position();
    // Nor may anybody be let in by rights that an entry which was heard has ended.
    while ((this.completeTo(scope) < until || this.#staff.size > 0 || this.#isRefreshing) && !this.#isStopped) {
      scope.isWanted = true;
      this.#due.add(scope);
      if (!this.#flushing) this.#run();
      await this.#flushing;
    }
    scope.isWanted = false;
  }

  /**
   * Makes a scope's rows those given, read at `seq`; returns the keys that differed. Watchers are to get a snapshot, and so does
   * whoever comes back with an older cursor: what they were told was wrong.
   */
  correct(scope: Scope, rows: readonly ProjectedRow[], seq: number): string[] {
    const right = new Map(rows.map((row) => [keyOf(row.kind, row.id), row]));
    const keys = new Set([...right.keys(), ...scope.rows.keys()]);
    const differing = [...keys].filter((key) => scope.update(key, seq, right.get(key)) !== undefined);
    if (differing.length > 0) scope.ring = new Ring(Math.max(seq, scope.ring.last));
    return differing;
  }

  /** Somebody has begun to watch a scope: what came since it was last read is theirs to hear, too. */
  joined(scope: Scope): void {
    if (scope.pending.size === 0) return;
    this.#expect(scope, performance.now());
    this.flushIn(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#flushing;
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
    if (this.#isStopped) return;
    // What comes due while one runs is taken by the next.
    if (this.#flushing) return void this.#flushing.then(() => this.flushIn(0));
    this.#startedAt = performance.now();
    this.#flushing = this.#flush()
      .catch((error: unknown) => {
        this.#parts.report(error, { at: 'flush' });
        // A database that is away: everything is still pending.
        return new Promise<void>((resolve) => setTimeout(resolve, 100)).then(() => this.flushIn(100));
      })
      .finally(() => {
        this.#flushing = undefined;
        this.#flushRest();
      });
  }

  /** What was not due yet, and what came meanwhile. */
  #flushRest(): void {
    let first = Infinity;
    for (const scope of this.#due) first = Math.min(first, scope.dueAt);
    if (first < Infinity) this.flushIn(first - performance.now());
  }

  async #flush(): Promise<void> {
    const { db, refreshStaff } = this.#parts;
    const scopes = this.#takeDue(this.#startedAt + this.#limits.gapMs);
    const staff = [...this.#staff];
    if (scopes.length === 0 && staff.length === 0) return;
    this.flushes += 1;
    this.#staff.clear();
    this.#isRefreshing = staff.length > 0;
    const takenTo = this.#parts.position();
    const taken = scopes.map((scope) => {
      const { pending } = scope;
      scope.pending = new Map();
      scope.dueAt = Infinity;
      scope.isFlushing = true;
      return [scope, pending] as const;
    });
    try {
      const found = new Found(await readScopeRows(db, wantedOf(taken.map(([, keys]) => keys))));
      if (staff.length > 0) await refreshStaff(staff);
      this.#isRefreshing = false;
      const turn = new Turn();
      for (const [scope, keys] of taken) {
        this.#tell(scope, found.changes(scope, keys));
        scope.completeTo = Math.max(takenTo, scope.loadedAt);
        if (turn.isOver) await turn.next();
      }
    } catch (error) {
      for (const subject of staff) this.#staff.add(subject);
      for (const [scope, keys] of taken) {
        for (const [key, seq] of keys) if (!scope.pending.has(key)) scope.pending.set(key, seq);
        this.#expect(scope, scope.watchers.size > 0 ? performance.now() : Infinity);
      }
      throw error;
    } finally {
      this.#isRefreshing = false;
      for (const [scope] of taken) scope.isFlushing = false;
      await this.#sendTold();
    }
  }

  /** What is due by then, and what else waits for the same team: it leaves in the same writes. */
  #takeDue(horizon: number): Scope[] {
    const isDue = (scope: Scope): boolean => scope.dueAt <= horizon || scope.isWanted;
    const teams = new Set<string>();
    for (const scope of this.#due) if (isDue(scope)) teams.add(teamOf(scope));
    const taken: Scope[] = [];
    for (const scope of this.#due) {
      const isHeld = scope.isLive && this.#parts.store.get(scope.name) === scope;
      if (isHeld && !isDue(scope) && !(teamOf(scope) !== '' && teams.has(teamOf(scope)))) continue;
      this.#due.delete(scope);
      if (isHeld && scope.pending.size > 0) taken.push(scope);
    }
    return taken;
  }

  /** Some sockets in each turn of the event loop: commands do not wait until everybody has been told. */
  async #sendTold(): Promise<void> {
    const told = [...this.#told];
    this.#told.clear();
    const turn = new Turn();
    for (const watcher of told) {
      watcher.sendGathered();
      if (turn.isOver) await turn.next();
    }
  }

  #tell(scope: Scope, changes: readonly ScopeChange[]): void {
    if (changes.length === 0) return;
    const prev = scope.ring.last;
    for (const { seq, key } of [...changes].sort((a, b) => a.seq - b.seq)) scope.ring.add(seq, key);
    const { recheck, report, deliver = this.#gather } = this.#parts;
    for (const { key, isUnversioned } of changes)
      if (isUnversioned) report(new Error('a row changed and its version did not'), { at: 'flush', row: key });
    recheck(scope);
    const encoded = new Map<string, readonly Frame[]>();
    for (const [watcher, rights] of scope.watchers) {
      const frames = encoded.get(rights.key) ?? this.#encode(scope, rights, prev, changes);
      encoded.set(rights.key, frames);
      for (const frame of frames) deliver(watcher, frame);
      this.deliveries += frames.length;
    }
  }

  /** All that one flush has for a socket leaves in one write: that is what a push costs. */
  readonly #gather = (watcher: Watcher, frame: Frame): void => {
    watcher.gather(frame);
    this.#told.add(watcher);
  };

  #encode(scope: Scope, rights: RightsClass, prev: number, changes: readonly ScopeChange[]): readonly Frame[] {
    this.pushes += 1;
    return pushFrames(scope, rights, prev, changes);
  }
}

/** The team whose people all watch it; empty where it is no team's. */
function teamOf({ name }: Scope): string {
  return name.startsWith('queue:') || name.startsWith('team:') ? name.slice(name.indexOf(':') + 1) : '';
}

/** A share of the event loop. */
class Turn {
  #endsAt = performance.now() + turnMs;

  get isOver(): boolean {
    return performance.now() > this.#endsAt;
  }

  async next(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#endsAt = performance.now() + turnMs;
  }
}

const targets: Readonly<Record<string, readonly (keyof RowsWanted)[]>> = {
  task: ['tasks'], caseTask: [], tasks: ['tasksOfCases'], case: ['cases'], person: ['people'], team: ['teams'], customer: ['customers'],
  drafts: ['draftsOfCases'], teamCount: ['countsOfTeams'], load: ['people', 'loads'],
};

/** Every row once, however many scopes ask for it. */
function wantedOf(pending: readonly ReadonlyMap<LineKey, number>[]): RowsWanted {
  const wanted: Partial<Record<keyof RowsWanted, Set<string | number>>> = {};
  const want = (list: keyof RowsWanted, id: string | number): void => void (wanted[list] ??= new Set()).add(id);
  for (const keys of pending)
    for (const key of keys.keys()) {
      const [kind, id] = parts(key);
      if (kind === 'entry') want('entries', Number(id));
      else for (const list of targets[kind] ?? []) want(list, id);
    }
  return Object.fromEntries(Object.entries(wanted).map(([list, ids]) => [list, [...ids]]));
}

const parts = (key: string): [kind: string, id: string] => {
  const space = key.indexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
};

/** What one flush read, by key and by the case it belongs to. */
class Found {
  readonly #rows = new Map<string, ProjectedRow>();
  readonly #ofCase = new Map<string, ProjectedRow[]>();
  readonly #counts: ReadonlyMap<string, Parameters<typeof projectTeamCount>[1]>;

  constructor(found: Parameters<typeof projectAll>[0]) {
    for (const row of projectAll(found, [])) {
      this.#rows.set(keyOf(row.kind, row.id), row);
      if (row.kind !== 'task' && row.kind !== 'draft') continue;
      const home = row.homes.find((name) => name.startsWith('case:'));
      if (home === undefined) continue;
      const list = this.#ofCase.get(home);
      if (list) list.push(row);
      else this.#ofCase.set(home, [row]);
    }
    this.#counts = new Map(found.counts.map((row) => [row.id, row]));
  }

  /** Brings the scope up to these rows; returns what changed there. */
  changes(scope: Scope, keys: ReadonlyMap<LineKey, number>): ScopeChange[] {
    const changed: ScopeChange[] = [];
    const update = (key: string, seq: number, row: ProjectedRow | undefined): void => {
      const change = scope.update(key, seq, row);
      if (change) changed.push(change);
    };
    let last = 0;
    // Rows that an entry names first, each with its own seq; the other rows of the case have that of the case's newest entry.
    const byName = [...keys].sort(([a], [b]) => Number(a.startsWith('tasks ')) - Number(b.startsWith('tasks ')));
    for (const [line, seq] of byName) {
      const [kind, id] = parts(line);
      last = Math.max(last, seq);
      if (kind === 'tasks') {
        for (const row of this.#of('task', id)) if (row.homes.includes(scope.name)) update(keyOf('task', row.id), seq, row);
      } else if (kind === 'caseTask') update(keyOf('task', id), seq, this.#rows.get(keyOf('task', id)));
      else if (kind === 'drafts') {
        const drafts = new Map(this.#of('draft', id).map((row) => [keyOf('draft', row.id), row]));
        for (const key of new Set([...drafts.keys(), ...scope.rows.keys()])) if (key.startsWith('draft ')) update(key, seq, drafts.get(key));
      } else if (kind === 'teamCount') update(keyOf('count', `team:${id}`), seq, projectTeamCount(id, this.#counts.get(id)));
      else if (kind === 'load') update(keyOf('count', `person:${id}`), seq, this.#rows.get(keyOf('count', `person:${id}`)));
      else {
        update(line, seq, this.#rows.get(line));
        if (kind === 'person') update(keyOf('call', id), seq, this.#rows.get(keyOf('call', id)));
      }
    }
    if (split(scope.name)[0] === 'case') changed.push(...scope.trim(last));
    return changed;
  }

  #of(kind: string, caseId: string): ProjectedRow[] {
    return (this.#ofCase.get(`case:${caseId}`) ?? []).filter((row) => row.kind === kind);
  }
}
