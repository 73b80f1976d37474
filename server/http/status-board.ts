import type { Status } from '../../shared/contract/rest.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { Db } from '../store/db.ts';
import { countAll } from '../store/reads/queues.ts';
import { readHead } from '../store/tables/head.ts';
import type { ClockWatch } from '../timers/clock-watch.ts';

/** However many look, the counts are read once in this time. */
const freshMs = 1000;
/** The rate is over about this long. */
const rateOverMs = 10_000;

export interface StatusParts {
  readonly version: string;
  readonly db: Db;
  readonly door: Pick<DeskDoor, 'waiting'>;
  readonly clock: Clock;
  readonly clockWatch: ClockWatch;
  readonly sockets: () => number | undefined;
  readonly isReady: () => boolean;
}

/** What runs, for the status page. */
export class StatusBoard {
  readonly #parts: StatusParts;
  readonly #startedAt: number;
  #samples: { at: number; seq: number }[] = [];
  #latest: Promise<Status> | undefined;
  #readAt = 0;

  constructor(parts: StatusParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
  }

  read(): Promise<Status> {
    const now = this.#parts.clock.now();
    if (this.#latest && now - this.#readAt < freshMs) return this.#latest;
    this.#readAt = now;
    this.#latest = this.#count(now);
    this.#latest.catch(() => (this.#latest = undefined));
    return this.#latest;
  }

  async #count(now: number): Promise<Status> {
    const { version, db, door, clockWatch, sockets, isReady } = this.#parts;
    const [head, counts] = await Promise.all([readHead(db), countAll(db)]);
    const connected = sockets();
    const difference = clockWatch.differenceMs();
    const { casesOpen, teams, people, customers, held } = counts;
    return {
      version, logId: head.logId, seq: head.seq, entriesPerSecond: this.#rate(now, head.seq), casesOpen, teams: [...teams], people, customers, held,
      waiting: sumOf(door.waiting()), now, upSeconds: Math.floor((now - this.#startedAt) / 1000), isReady: isReady(),
      ...(connected === undefined ? {} : { sockets: connected }),
      ...(difference === undefined ? {} : { clockDifferenceMs: Math.round(difference) }),
    };
  }

  #rate(now: number, seq: number): number {
    this.#samples.push({ at: now, seq });
    this.#samples = this.#samples.filter(({ at }, index, all) => index >= all.length - 2 || now - at <= rateOverMs);
    const [first] = this.#samples;
    if (!first || now === first.at) return 0;
    return Math.round(((seq - first.seq) * 10_000) / (now - first.at)) / 10;
  }
}

const sumOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
