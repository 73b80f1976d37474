import type { Queryable } from '../store/queryable.ts';
import type { TailEntry } from '../store/reads/tail.ts';
import { readPosition, readTail } from '../store/reads/tail.ts';

/** Spans in milliseconds. */
export interface TailLimits {
  readonly pollMs: number;
  /** So long without progress while the log is longer is a stall. */
  readonly stallMs: number;
  readonly pageSize: number;
}

export const defaultTailLimits: TailLimits = { pollMs: 250, stallMs: 2000, pageSize: 2000 };

export interface TailParts {
  readonly db: Queryable;
  /** Gets every entry once, in order. */
  readonly onEntries: (entries: readonly TailEntry[]) => void;
  /** Another log under the same address, or a shorter one: all that is known is void. */
  readonly onOtherLog: () => void;
  readonly onStall: (cursor: number, head: number) => void;
  readonly limits?: TailLimits;
}

export interface Tail {
  readonly logId: string;
  /** Entries up to here were handed on. */
  readonly cursor: number;
  /** Entries of this node right after their commit; taken at once where they are the next, else the log is read. */
  offer(entries: readonly TailEntry[]): void;
  /** Somebody committed: read on. */
  wake(): void;
  /** Resolves when entries up to `seq` were handed on; false where the log ends before it. */
  reach(seq: number): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Reads the log in commit order from its present end. Seqs are dense, so a missing one shows at once: an entry is handed on only if
 * it is the next. Whatever wakes it is a hint; the poll finds what hints missed.
 */
export async function startTail(parts: TailParts): Promise<Tail> {
  const { db, onEntries, limits = defaultTailLimits } = parts;
  let { logId, seq: cursor } = await readPosition(db);
  let isWoken = false;
  let isStopped = false;
  let reading: Promise<void> | undefined;
  let movedAt = performance.now();
  let isStalled = false;

  const hand = (entries: readonly TailEntry[]): void => {
    const from = entries.findIndex((entry) => entry.seq === cursor + 1);
    if (from < 0) return;
    const next = from === 0 ? entries : entries.slice(from);
    const last = cursor + next.length;
    if (next.at(-1)?.seq !== last) throw new Error(`Bug: the log has a gap after ${String(cursor)}`);
    cursor = last;
    movedAt = performance.now();
    isStalled = false;
    onEntries(next);
  };

  const readOn = async (): Promise<void> => {
    while (isWoken && !isStopped) {
      isWoken = false;
      const page = await readTail(db, cursor, limits.pageSize);
      hand(page);
      if (page.length === limits.pageSize) isWoken = true;
    }
  };

  const wake = (): void => {
    isWoken = true;
    reading ??= readOn().catch(() => undefined).finally(() => (reading = undefined));
  };

  /** Where the head stands; the tail begins anew where it is another log. */
  const look = async (): Promise<number> => {
    // Entries of this node may come while the head is read, so it is compared with where the tail stood before.
    const before = cursor;
    const head = await readPosition(db);
    if (head.logId !== logId || head.seq < before) {
      ({ logId, seq: cursor } = head);
      parts.onOtherLog();
    } else if (head.seq > cursor) wake();
    return head.seq;
  };

  const poll = async (): Promise<void> => {
    const head = await look().catch(() => cursor);
    if (head <= cursor) movedAt = performance.now();
    else if (!isStalled && performance.now() - movedAt > limits.stallMs) {
      isStalled = true;
      parts.onStall(cursor, head);
    }
  };
  let polling: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const pollLater = (): void => {
    timer = setTimeout(() => (polling = poll().finally(() => void (isStopped || pollLater()))), limits.pollMs);
  };
  pollLater();

  return {
    get logId() {
      return logId;
    },
    get cursor() {
      return cursor;
    },
    offer: (entries) => {
      const [first] = entries;
      if (first && first.seq <= cursor + 1) hand(entries);
      if ((entries.at(-1)?.seq ?? 0) > cursor) wake();
    },
    wake,
    reach: async (seq) => {
      while (seq > cursor && !isStopped) {
        if ((await look()) < seq) return false;
        await (reading ?? Promise.resolve());
      }
      return true;
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await polling;
      clearTimeout(timer);
      await reading;
    },
  };
}
