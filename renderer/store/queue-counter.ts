import type { TaskPut } from '../../shared/contract/rows.ts';
import type { QueueView, WordsOf } from './queue-views.ts';
import { isInView } from './queue-views.ts';
import type { DeskClock } from './clock.ts';

export interface QueueCounterParts {
  readonly person: { readonly id: string; readonly team: string };
  readonly clock: Pick<DeskClock, 'now'>;
  readonly wordsOf: WordsOf;
  /** A task as a scope holds it. */
  readonly taskIn: (scope: string, id: string) => TaskPut | undefined;
}

/** Bits of a number. */
const mostViews = 30;

/** How many tasks each view holds; only tasks that changed are looked at again. */
export class QueueCounter {
  readonly #parts: QueueCounterParts;
  #views: readonly QueueView[] = [];
  #counts: number[] = [];
  /** By task: in which views it is. */
  readonly #member = new Map<string, number>();

  constructor(parts: QueueCounterParts) {
    this.#parts = parts;
  }

  /** All tasks have to be looked at after this. */
  setViews(views: readonly QueueView[]): void {
    const known = new Map(views.map((view) => [view.id, view]));
    this.#views = [...known.values()].slice(0, mostViews);
    this.#forget();
  }

  look(ids: Iterable<string>, isAll: boolean): void {
    if (isAll) this.#forget();
    const { person, clock, wordsOf, taskIn } = this.#parts;
    const now = clock.now();
    const own = `queue:${person.team}`;
    for (const id of ids) {
      let bits = 0;
      for (const [at, { query }] of this.#views.entries()) {
        const task = query.team === undefined ? (taskIn('me', id) ?? taskIn(own, id)) : taskIn(`queue:${query.team}`, id);
        if (task && isInView(query, task, person.id, now, wordsOf)) bits |= 1 << at;
      }
      this.#set(id, bits);
    }
  }

  counts(): Record<string, number> {
    return Object.fromEntries(this.#views.map(({ id }, at) => [id, this.#counts[at] ?? 0]));
  }

  #set(id: string, bits: number): void {
    const before = this.#member.get(id) ?? 0;
    for (let at = 0; at < this.#views.length; at += 1) {
      const bit = 1 << at;
      if ((bits & bit) !== (before & bit)) this.#counts[at] = (this.#counts[at] ?? 0) + ((bits & bit) === 0 ? -1 : 1);
    }
    if (bits === 0) this.#member.delete(id);
    else this.#member.set(id, bits);
  }

  #forget(): void {
    this.#member.clear();
    this.#counts = this.#views.map(() => 0);
  }
}
