import type { TaskPut } from '../../shared/contract/rows.ts';
import { ownerOf } from '../../shared/model/task.ts';
import { rank } from '../../shared/work/queue-order.ts';
import { urgencyInputs } from '../../shared/work/task-urgency.ts';
import { urgency } from '../../shared/work/urgency.ts';

/** A row of the list as it is shown; a new object with every change. */
export interface ListRow {
  readonly id: string;
  readonly task: TaskPut;
  /** Since when a command of this person for it has no answer. */
  readonly pendingSince?: number;
  /** It is not in the view any more: since when, and who has it now. */
  readonly gone?: { readonly at: number; readonly by?: string };
}

export interface FoundTask {
  readonly task: TaskPut;
  readonly pendingSince?: number;
}

/** How long a row that went says where it went. */
export const goneForMs = 5000;
/** Differences of urgency below this many points are no news about the order. */
const noticed = 1;

/**
 * The rows of a view in the order in which somebody last asked for them. Invariants: only `rerank` moves a row; a new one comes last;
 * one that leaves the view stays in its place, marked, until `settle` lets it go.
 */
export class QueueList {
  #rows = new Map<string, ListRow>();
  readonly #arrived = new Set<string>();
  readonly #left = new Set<string>();

  get rows(): ReadonlyMap<string, ListRow> {
    return this.#rows;
  }

  /** How many came since the list was ranked. */
  get arrived(): number {
    return this.#arrived.size;
  }

  /** Takes a task that is in the view; says whether its row changed or came. */
  put(id: string, { task, pendingSince }: FoundTask): ListRow | undefined {
    const row = this.#rows.get(id);
    if (row && row.task === task && row.pendingSince === pendingSince && !row.gone) return undefined;
    if (!row) this.#arrived.add(id);
    return this.#set({ id, task, ...(pendingSince === undefined ? {} : { pendingSince }) });
  }

  /** A task is not in the view any more; `newest` is what became of it, where that is known. */
  leave(id: string, newest: TaskPut | undefined, now: number): ListRow | undefined {
    const row = this.#rows.get(id);
    if (!row) return undefined;
    const task = newest ?? row.task;
    if (row.gone && row.task === task) return undefined;
    const by = ownerOf(task);
    this.#left.add(id);
    return this.#set({ id, task, gone: { at: row.gone?.at ?? now, ...(by === undefined ? {} : { by }) } });
  }

  #set(row: ListRow): ListRow {
    this.#rows.set(row.id, row);
    return row;
  }

  /** Lets go of what went long enough ago, but for the row that somebody is on. Returns the ids. */
  settle(now: number, kept: string | undefined): string[] {
    const ended: string[] = [];
    for (const id of this.#left) {
      const gone = this.#rows.get(id)?.gone;
      if (!gone) this.#left.delete(id);
      else if (id !== kept && now - gone.at >= goneForMs) ended.push(id);
    }
    for (const id of ended) {
      this.#rows.delete(id);
      this.#arrived.delete(id);
      this.#left.delete(id);
    }
    return ended;
  }

  /** Puts the most urgent first, and forgets what went. Returns all rows in their new order. */
  rerank(now: number): ListRow[] {
    const rows = [...this.#rows.values()].filter(({ gone }) => !gone);
    const ranked = rank(rows.map((row) => ({ id: row.id, madeAt: row.task.madeAt, urgency: urgencyInputs(row.task), row })), now).map(({ row }) => row);
    this.#rows = new Map(ranked.map((row) => [row.id, row]));
    this.#arrived.clear();
    this.#left.clear();
    return ranked;
  }

  clear(): void {
    this.#rows = new Map();
    this.#arrived.clear();
    this.#left.clear();
  }

  /** Whether a ranking now would move one of the rows that were ranked. */
  isOrderOld(now: number): boolean {
    let above = Infinity;
    for (const { id, task, gone } of this.#rows.values()) {
      if (gone || this.#arrived.has(id)) continue;
      const { total } = urgency(urgencyInputs(task), now);
      if (total >= above + noticed) return true;
      above = Math.min(above, total);
    }
    return false;
  }
}
