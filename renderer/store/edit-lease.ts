import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { EntryPut } from '../../shared/contract/rows.ts';
import { defaultSpans } from '../../shared/work/world.ts';

/** An edit lease that this device took: for which stint of the owner, and until when it lasts if nothing more is typed. */
export interface OwnLease {
  readonly fence: number;
  readonly takenAt: number;
  readonly endsAt: number;
}

/** A task, in one stint of its owner. */
interface Stint {
  readonly task: string;
  readonly fence: number;
}

export interface EditLeaseParts {
  readonly take: (stint: Stint) => void;
  /** Tasks that the heartbeat keeps. */
  readonly hold: (tasks: readonly string[]) => void;
  /** Milliseconds UTC, by the server's clock. */
  readonly now: () => number;
  readonly later: (ms: number, then: () => void) => void;
}

/** A heartbeat comes every three seconds: one is sure to follow the last letter. */
const heldMs = 5000;
/** Two devices on which somebody types at once do not fill the log. */
const againMs = 5000;
/** The rest of a lease that is shown. */
export const endsSoonMs = 40_000;

/**
 * Which of one's devices writes a form. It is taken with the first letter, kept by heartbeats as long as somebody types, and runs out after.
 * It protects nothing and hinders nobody: version and fence do that; it tells the other device early.
 */
export class EditLease {
  readonly store: StoreApi<Readonly<Record<string, OwnLease>>> = createStore<Readonly<Record<string, OwnLease>>>(() => ({}));
  readonly #parts: EditLeaseParts;
  readonly #typedAt = new Map<string, number>();

  constructor(parts: EditLeaseParts) {
    this.#parts = parts;
  }

  /** Somebody typed into the form of a task of theirs; `isElsewhere` where another device had it last. */
  typed(stint: Stint, isElsewhere: boolean): void {
    const now = this.#parts.now();
    const held = this.store.getState()[stint.task];
    const isHere = held?.fence === stint.fence && held.endsAt > now && (!isElsewhere || held.takenAt > now - againMs);
    this.#typedAt.set(stint.task, now);
    const takenAt = isHere ? held.takenAt : now;
    this.store.setState((all) => ({ ...all, [stint.task]: { fence: stint.fence, takenAt, endsAt: now + defaultSpans.editLeaseMs } }));
    if (!isHere) this.#parts.take(stint);
    this.#keep();
  }

  #keep(): void {
    const now = this.#parts.now();
    const hadAny = this.#typedAt.size > 0;
    for (const [task, at] of this.#typedAt) if (at <= now - heldMs) this.#typedAt.delete(task);
    if (hadAny) this.#parts.hold([...this.#typedAt.keys()]);
    if (this.#typedAt.size > 0 && !this.#isWaiting) {
      this.#isWaiting = true;
      this.#parts.later(heldMs, () => {
        this.#isWaiting = false;
        this.#keep();
      });
    }
  }
  #isWaiting = false;
}

/** Since when another device of the owner has the lease of their stint; undefined where this one had it last, or none. `entries` newest first. */
export function leasedElsewhere(entries: readonly EntryPut[], { task, fence }: Stint, device: string): number | undefined {
  const newest = entries.find((entry) => entry.kind === 'lease:granted' && entry.task === task);
  return newest?.body['fence'] === fence && newest.body['device'] !== device ? newest.at : undefined;
}
