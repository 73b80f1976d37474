import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { PresencePush } from '../../shared/contract/changes.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';
import { GridFeed } from '../components/data-grid/grid-feed.ts';
import type { Connection } from '../sync/connection.ts';
import type { DeskClock } from './clock.ts';
import type { PendingStore } from './pending.ts';
import type { FoundTask, ListRow } from './queue-list.ts';
import { QueueList } from './queue-list.ts';
import type { QueueView, WordsOf } from './queue-views.ts';
import { hasWords, isInView, ownViews } from './queue-views.ts';
import type { RowsStore } from './rows.ts';
import { rowAnywhere } from './select.ts';
import type { UiStore } from './ui.ts';

/** What stands around the list. */
export interface QueueState {
  /** The rows of the view have come. */
  readonly isLoaded: boolean;
  readonly shown: number;
  readonly arrived: number;
  readonly isOrderOld: boolean;
  readonly filter: string;
  readonly isFilterOpen: boolean;
  /** By view; of those whose rows are here. */
  readonly counts: Readonly<Record<string, number>>;
  /** Saved and shared ones. */
  readonly saved: readonly QueueView[];
}

export interface QueueParts {
  readonly person: { readonly id: string; readonly team: string };
  readonly rows: RowsStore;
  readonly pending: PendingStore;
  readonly ui: UiStore;
  readonly connection: Pick<Connection, 'watch'>;
  readonly clock: DeskClock;
  /** Words of a row that are not in it: the customer's masked name, names of step and journey. */
  readonly wordsOf: WordsOf;
}

const refreshMs = 50;
const lookMs = 5000;
const countMs = 300;

/** The list of work on the left: which rows, in which order, and what has changed since it was ranked. */
export class Queue {
  readonly store: StoreApi<QueueState>;
  readonly feed = new GridFeed<ListRow>({ idOf: ({ id }) => id, flushMs: refreshMs });
  /** Who is in which case of the queues that are watched. */
  readonly presence = createStore<Readonly<Record<string, PresencePush['people']>>>(() => ({}));
  readonly #parts: QueueParts;
  readonly #focus = new Set<(id: string) => void>();
  readonly #list = new QueueList();
  readonly #stops: (() => void)[] = [];
  readonly #merged = new WeakMap<TaskPut, { commandId: string; found: FoundTask }>();
  #view: QueueView;
  #stopView: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #countTimer: ReturnType<typeof setTimeout> | undefined;
  #isRanked = false;
  #isUnderHand = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    const { person, rows, pending, ui, connection } = parts;
    this.store = createStore<QueueState>(() => ({ isLoaded: false, shown: 0, arrived: 0, isOrderOld: false, filter: '', isFilterOpen: false, counts: {}, saved: [] }));
    this.#view = this.#find(ui.getState().view);
    this.#stops.push(
      connection.watch(`queue:${person.team}`),
      rows.subscribe(() => this.#wake()),
      pending.subscribe(() => this.#refresh()),
      ui.subscribe(({ view }) => {
        if (view !== this.#view.id) this.#look(view);
      }),
    );
    const timer = setInterval(() => {
      this.#lookAtOrder();
      if (!this.#isUnderHand) this.settle();
    }, lookMs);
    this.#stops.push(() => clearInterval(timer));
    this.#refresh();
    this.#count();
  }

  get view(): QueueView {
    return this.#view;
  }

  /** The rows as they are shown, top first. */
  get order(): readonly string[] {
    return [...this.#list.rows.keys()];
  }

  row(id: string | undefined): ListRow | undefined {
    return id === undefined ? undefined : this.#list.rows.get(id);
  }

  /** The row so many further down, or up, from the one that somebody is on. */
  beside(id: string | undefined, step: number): string | undefined {
    const { order } = this;
    const at = id === undefined ? -1 : order.indexOf(id);
    return at < 0 ? order[0] : order[Math.min(order.length - 1, Math.max(0, at + step))];
  }

  /** Puts the most urgent first, because somebody asked. */
  rerank(): void {
    this.feed.show(this.#list.rerank(this.#parts.clock.now()));
    this.feed.flush();
    this.#isRanked = true;
    this.#tell({ isOrderOld: false });
  }

  /** Lets go of rows that left; called at a key press, and by itself while nobody's hand is on the list. */
  settle(): void {
    const ended = this.#list.settle(this.#parts.clock.now(), this.#parts.ui.getState().row);
    if (ended.length === 0) return;
    for (const id of ended) this.feed.drop(id);
    this.feed.flush();
    this.#tell({});
  }

  /** Puts the keyboard on a row. */
  focus(id: string): void {
    this.#parts.ui.setState({ row: id });
    for (const listener of this.#focus) listener(id);
  }

  /** The list on screen follows `focus`; returns its stop. */
  onFocus(listener: (id: string) => void): () => void {
    this.#focus.add(listener);
    return () => void this.#focus.delete(listener);
  }

  setUnderHand(isUnderHand: boolean): void {
    this.#isUnderHand = isUnderHand;
  }

  filter(text: string): void {
    this.store.setState({ filter: text });
    this.#rebuild();
  }

  openFilter(isFilterOpen: boolean): void {
    this.store.setState({ isFilterOpen });
    if (!isFilterOpen && this.store.getState().filter !== '') this.filter('');
  }

  setSaved(saved: readonly QueueView[]): void {
    this.store.setState({ saved });
    const found = saved.find(({ id }) => id === this.#view.id);
    if (found && found.query !== this.#view.query) this.#look(found.id);
    this.#count();
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#countTimer);
    this.#stopView?.();
    for (const stop of this.#stops) stop();
  }

  #find(id: string): QueueView {
    const { person } = this.#parts;
    const own = ownViews(person.team);
    if (id.startsWith('queue:')) return { id, query: { team: id.slice('queue:'.length) } };
    return [...own, ...this.store.getState().saved].find((view) => view.id === id) ?? (own[0] as QueueView);
  }

  #look(id: string): void {
    this.#view = this.#find(id);
    const { team } = this.#view.query;
    const before = this.#stopView;
    this.#stopView = team === undefined || team === this.#parts.person.team ? undefined : this.#parts.connection.watch(`queue:${team}`);
    before?.();
    this.#rebuild();
  }

  #rebuild(): void {
    this.#list.clear();
    this.#isRanked = false;
    this.#refresh();
    this.rerank();
    this.#isRanked = this.store.getState().isLoaded;
  }

  #wake(): void {
    this.#timer ??= setTimeout(() => this.#refresh(), refreshMs);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { rows, person, clock, wordsOf } = this.#parts;
    const now = clock.now();
    const { filter } = this.store.getState();
    const { query } = this.#view;
    const found = new Map<string, FoundTask>();
    for (const task of this.#tasks()) {
      const one = this.#withPending(task);
      if (isInView(query, one.task, person.id, now, wordsOf) && (filter === '' || hasWords(wordsOf(one.task), filter))) found.set(task.id, one);
    }
    const changed = this.#list.update(found, (id) => rowAnywhere(rows.getState(), 'task', id), now);
    const isLoaded = this.#scopes().every((scope) => (rows.getState().scopes[scope]?.seq ?? -1) >= 0);
    // Until the first ranking there is no order that somebody could have seen.
    if (!this.#isRanked) {
      if (changed.length > 0 || isLoaded) this.rerank();
      this.#isRanked = isLoaded;
    } else for (const row of changed) this.feed.put(row);
    this.#tell({ isLoaded });
    this.#countTimer ??= setTimeout(() => this.#count(), countMs);
  }

  /** Scopes whose rows the view shows; own tasks of other teams stand in `me`. */
  #scopes(): readonly string[] {
    const { team } = this.#view.query;
    return team === undefined ? ['me', `queue:${this.#parts.person.team}`] : [`queue:${team}`];
  }

  *#tasks(): Generator<TaskPut> {
    const { scopes } = this.#parts.rows.getState();
    const [first, second] = this.#scopes().map((scope) => scopes[scope]?.rows);
    for (const { kind, row } of first?.values() ?? []) {
      const other = second?.get(`task ${row.id}`)?.row;
      if (kind === 'task') yield (other && other.version > row.version ? other : row) as TaskPut;
    }
    for (const [key, { kind, row }] of second ?? []) if (kind === 'task' && first?.has(key) !== true) yield row as TaskPut;
  }

  /** The row with what a command on its way will most likely make of it; the same object while both are the same. */
  #withPending(task: TaskPut): FoundTask {
    const pending = this.#parts.pending.getState()[task.id];
    if (!pending) return { task };
    const known = this.#merged.get(task);
    if (known?.commandId === pending.commandId) return known.found;
    const found = { task: { ...task, ...pending.expected }, pendingSince: pending.since };
    this.#merged.set(task, { commandId: pending.commandId, found });
    return found;
  }

  #count(): void {
    clearTimeout(this.#countTimer);
    this.#countTimer = undefined;
    const { rows, person, clock, wordsOf } = this.#parts;
    const now = clock.now();
    const { scopes } = rows.getState();
    const views = [...ownViews(person.team), ...this.store.getState().saved, this.#view];
    const counts: Record<string, number> = {};
    for (const { id, query } of views) {
      const scope = query.team === undefined ? undefined : `queue:${query.team}`;
      if (scope !== undefined && !scopes[scope]) continue;
      counts[id] = 0;
      const seen = new Set<string>();
      for (const name of scope === undefined ? ['me', `queue:${person.team}`] : [scope]) {
        for (const { kind, row } of scopes[name]?.rows.values() ?? []) {
          if (kind !== 'task' || seen.has(row.id)) continue;
          if (scope === undefined) seen.add(row.id);
          if (isInView(query, row as TaskPut, person.id, now, wordsOf)) counts[id] += 1;
        }
      }
    }
    const before = this.store.getState().counts;
    if (Object.keys(counts).length !== Object.keys(before).length || Object.entries(counts).some(([id, count]) => before[id] !== count)) this.store.setState({ counts });
  }

  #lookAtOrder(): void {
    this.#tell({ isOrderOld: this.#list.isOrderOld(this.#parts.clock.now()) });
    this.#count();
  }

  #tell(change: Partial<QueueState>): void {
    const before = this.store.getState();
    const next = { shown: this.#list.rows.size, arrived: this.#isRanked ? this.#list.arrived : 0, ...change };
    if (Object.entries(next).some(([name, value]) => before[name as keyof QueueState] !== value)) this.store.setState(next);
  }
}
