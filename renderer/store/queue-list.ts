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

  get rows(): ReadonlyMap<string, ListRow> {
    return this.#rows;
  }

  /** How many came since the list was ranked. */
  get arrived(): number {
    return this.#arrived.size;
  }

  /** Takes what is in the view now; `elsewhere` finds a task that left it. Returns the rows that changed or came. */
  update(found: ReadonlyMap<string, FoundTask>, elsewhere: (id: string) => TaskPut | undefined, now: number): ListRow[] {
    const changed: ListRow[] = [];
    const set = (row: ListRow): void => {
      this.#rows.set(row.id, row);
      changed.push(row);
    };
    for (const [id, { task, pendingSince }] of found) {
      const row = this.#rows.get(id);
      if (row && row.task === task && row.pendingSince === pendingSince && !row.gone) continue;
      if (!row) this.#arrived.add(id);
      set({ id, task, ...(pendingSince === undefined ? {} : { pendingSince }) });
    }
    for (const row of this.#rows.values()) {
      if (found.has(row.id)) continue;
      const task = elsewhere(row.id) ?? row.task;
      const by = ownerOf(task);
      if (row.gone && row.task === task) continue;
      set({ id: row.id, task, gone: { at: row.gone?.at ?? now, ...(by === undefined ? {} : { by }) } });
    }
    return changed;
  }

  /** Lets go of what went long enough ago, but for the row that somebody is on. Returns the ids. */
  settle(now: number, kept: string | undefined): string[] {
    const ended = [...this.#rows.values()].filter(({ id, gone }) => gone && id !== kept && now - gone.at >= goneForMs).map(({ id }) => id);
    for (const id of ended) {
      this.#rows.delete(id);
      this.#arrived.delete(id);
    }
    return ended;
  }

  /** Puts the most urgent first, and forgets what went. Returns all rows in their new order. */
  rerank(now: number): ListRow[] {
    const rows = [...this.#rows.values()].filter(({ gone }) => !gone);
    const ranked = rank(rows.map((row) => ({ id: row.id, madeAt: row.task.madeAt, urgency: urgencyInputs(row.task), row })), now).map(({ row }) => row);
    this.#rows = new Map(ranked.map((row) => [row.id, row]));
    this.#arrived.clear();
    return ranked;
  }

  clear(): void {
    this.#rows = new Map();
    this.#arrived.clear();
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
