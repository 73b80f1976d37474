import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { PresencePush, QueuePresence } from '../../shared/contract/changes.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';
import type { HeldRow } from '../../shared/sync/apply.ts';
import { keysChangedSince } from '../../shared/sync/apply.ts';
import { GridFeed } from '../components/data-grid/grid-feed.ts';
import type { Connection } from '../sync/connection.ts';
import type { DeskClock } from './clock.ts';
import type { PendingStore } from './pending.ts';
import type { FoundTask, ListRow } from './queue-list.ts';
import { QueueList } from './queue-list.ts';
import { QueueCounter } from './queue-counter.ts';
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

type Rows = ReadonlyMap<string, HeldRow>;

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
  /** Task ids that changed since the last look; undefined: all have to be looked at. */
  #dirty: Set<string> | undefined;
  readonly #seen = new Map<string, Rows>();
  readonly #counter: QueueCounter;
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
    this.#counter = new QueueCounter({ ...parts, taskIn: (scope, id) => rows.getState().scopes[scope]?.rows.get(`task ${id}`)?.row as TaskPut | undefined });
    this.#stops.push(
      connection.watch(`queue:${person.team}`),
      rows.subscribe(() => this.#rowsChanged()),
      pending.subscribe((now, before) => {
        for (const id of Object.keys({ ...now, ...before })) this.#dirty?.add(id);
        this.#refresh();
      }),
      ui.subscribe(({ view }) => {
        if (view !== this.#view.id) this.#look(view);
      }),
    );
    const timer = setInterval(() => {
      this.#lookAtOrder();
      if (!this.#isUnderHand) this.settle();
    }, lookMs);
    this.#stops.push(() => clearInterval(timer));
    this.#rebuild();
    this.#countViews();
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

  /** Who is in which case now, of those that changed. */
  setPresence(cases: QueuePresence['cases']): void {
    const next = { ...this.presence.getState() };
    for (const { case: id, people } of cases) {
      if (people.length === 0) delete next[id];
      else next[id] = people;
    }
    this.presence.setState(next, true);
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
    if (found && JSON.stringify(found.query) !== JSON.stringify(this.#view.query)) this.#look(found.id);
    this.#countViews();
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
    this.#countViews();
  }

  #rebuild(): void {
    this.#list.clear();
    this.#isRanked = false;
    this.#dirty = undefined;
    this.#refresh();
    this.rerank();
    this.#isRanked = this.store.getState().isLoaded;
  }

  /** Notes which tasks changed, and looks at them in a while. */
  #rowsChanged(): void {
    const { scopes } = this.#parts.rows.getState();
    let isNews = false;
    for (const scope of this.#watched()) {
      const rows = scopes[scope]?.rows;
      const seen = this.#seen.get(scope);
      if (rows === seen) continue;
      isNews = true;
      const keys = rows && keysChangedSince(seen, rows);
      if (rows) this.#seen.set(scope, rows);
      else this.#seen.delete(scope);
      if (keys === undefined) this.#dirty = undefined;
      else for (const key of keys) if (key.startsWith('task ')) this.#dirty?.add(key.slice('task '.length));
    }
    if (isNews) this.#timer ??= setTimeout(() => this.#refresh(), refreshMs);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { rows } = this.#parts;
    const { scopes } = rows.getState();
    const isLoaded = this.#scopes().every((scope) => (scopes[scope]?.seq ?? -1) >= 0);
    const isAll = this.#dirty === undefined;
    const ids = this.#dirty ?? this.#allIds();
    this.#dirty = new Set();
    const changed: ListRow[] = [];
    for (const id of ids) {
      const row = this.#place(id);
      if (row) changed.push(row);
    }
    this.#counter.look(ids, isAll);
    // Until the first ranking there is no order that somebody could have seen.
    if (!this.#isRanked) {
      if (changed.length > 0 || isLoaded) this.rerank();
      this.#isRanked = isLoaded;
    } else for (const row of changed) this.feed.put(row);
    this.#tell({ isLoaded });
    this.#countTimer ??= setTimeout(() => this.#tellCounts(), countMs);
  }

  /** Puts a task where it belongs now; returns its row if that changed. */
  #place(id: string): ListRow | undefined {
    const { rows, person, clock, wordsOf } = this.#parts;
    const { filter } = this.store.getState();
    const now = clock.now();
    const task = this.#task(id);
    const found = task && this.#withPending(task);
    if (found && isInView(this.#view.query, found.task, person.id, now, wordsOf) && (filter === '' || hasWords(wordsOf(found.task), filter))) return this.#list.put(id, found);
    return this.#list.rows.has(id) ? this.#list.leave(id, found?.task ?? rowAnywhere(rows.getState(), 'task', id), now) : undefined;
  }

  /** Scopes whose rows the view shows; own tasks of other teams stand in `me`. */
  #scopes(): readonly string[] {
    const { team } = this.#view.query;
    return team === undefined ? ['me', `queue:${this.#parts.person.team}`] : [`queue:${team}`];
  }

  #watched(): readonly string[] {
    return [...new Set(['me', `queue:${this.#parts.person.team}`, ...this.#scopes()])];
  }

  #allIds(): ReadonlySet<string> {
    const { scopes } = this.#parts.rows.getState();
    const ids = new Set(this.#list.rows.keys());
    for (const scope of this.#watched()) for (const { kind, row } of scopes[scope]?.rows.values() ?? []) if (kind === 'task') ids.add(row.id);
    return ids;
  }

  /** The newest of a task in the scopes of the view. */
  #task(id: string): TaskPut | undefined {
    const { scopes } = this.#parts.rows.getState();
    let newest: TaskPut | undefined;
    for (const scope of this.#scopes()) {
      const row = scopes[scope]?.rows.get(`task ${id}`)?.row as TaskPut | undefined;
      if (row && (newest === undefined || row.version > newest.version)) newest = row;
    }
    return newest;
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

  #tellCounts(): void {
    clearTimeout(this.#countTimer);
    this.#countTimer = undefined;
    const counts = this.#counter.counts();
    const before = this.store.getState().counts;
    if (Object.keys(counts).length !== Object.keys(before).length || Object.entries(counts).some(([id, count]) => before[id] !== count)) this.store.setState({ counts });
  }

  #countViews(): void {
    this.#counter.setViews([...ownViews(this.#parts.person.team), ...this.store.getState().saved, this.#view]);
    this.#counter.look(this.#allIds(), true);
    this.#tellCounts();
  }

  #lookAtOrder(): void {
    // What is due within a time comes into a view without changing.
    if (this.#view.query.dueWithinMs !== undefined) {
      this.#dirty = undefined;
      this.#refresh();
    }
    this.#tell({ isOrderOld: this.#list.isOrderOld(this.#parts.clock.now()) });
  }

  #tell(change: Partial<QueueState>): void {
    const before = this.store.getState();
    const next = { shown: this.#list.rows.size, arrived: this.#isRanked ? this.#list.arrived : 0, ...change };
    if (Object.entries(next).some(([name, value]) => before[name as keyof QueueState] !== value)) this.store.setState(next);
  }
}
