import type { TailEntry } from '../store/reads/tail.ts';

export interface Lease {
  readonly by: string;
  readonly device: string;
  readonly fence: number;
  /** Milliseconds of a steady clock. */
  readonly until: number;
}

/**
 * Which device of a task's owner may write its form now. Grants and breaks come from the log, renewals are heartbeats and are not
 * kept: what protects is version and fence, this only tells people apart early.
 */
export class Leases {
  readonly #lifeMs: number;
  readonly #leases = new Map<string, Lease>();

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  hear(entry: TailEntry, now: number): void {
    if (entry.task === null) return;
    if (entry.kind === 'lease:granted' && entry.body !== null) {
      const { by, device, fence } = JSON.parse(entry.body) as Omit<Lease, 'until'>;
      this.#leases.set(entry.task, { by, device, fence, until: now + this.#lifeMs });
    } else if (entry.kind === 'lease:broken') this.#leases.delete(entry.task);
  }

  /** A heartbeat of the device that has it. */
  renew(task: string, person: string, device: string, now: number): boolean {
    const lease = this.of(task, now);
    if (lease?.by !== person || lease.device !== device) return false;
    this.#leases.set(task, { ...lease, until: now + this.#lifeMs });
    return true;
  }

  of(task: string, now: number): Lease | undefined {
    const lease = this.#leases.get(task);
    return lease && lease.until > now ? lease : undefined;
  }

  expire(now: number): void {
    for (const [task, lease] of this.#leases) if (lease.until <= now) this.#leases.delete(task);
  }
}
