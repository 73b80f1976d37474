import type { Change } from '../../shared/contract/changes.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const activities = ['income-proof', 'offer', 'risk-review', 'documents', 'affordability', 'sign', 'letter', 'evidence'] as const;
const causes = ['customer', 'third_party', 'approval_waiting', 'owner_absent'] as const;

export interface ScreenRowsParts {
  readonly team: string;
  readonly me: string;
  readonly size: number;
  readonly startsAt: number;
}

/** A team's tasks as a server would push them, changing in the ways that real ones do; the same at every run. */
export class ScreenRows {
  readonly #parts: ScreenRowsParts;
  readonly #tasks = new Map<string, TaskPut>();
  #ids: string[] = [];
  #made = 0;
  #seed = 42;
  seq = 1;
  /** Changes told so far. */
  changes = 0;

  constructor(parts: ScreenRowsParts) {
    this.#parts = parts;
    while (this.#tasks.size < parts.size) this.#make(parts.startsAt);
  }

  get size(): number {
    return this.#tasks.size;
  }

  /** The rows of a scope as they are. */
  rowsOf(scope: string): TaskPut[] {
    const all = [...this.#tasks.values()];
    return scope === 'me' ? all.filter(({ holder }) => holder?.by === 'person' && holder.person === this.#parts.me) : all;
  }

  task(id: string): TaskPut | undefined {
    return this.#tasks.get(id);
  }

  /** So many changes at a time: most change a row, a few make one or end one. By scope. */
  step(count: number, now: number): { readonly queue: Change[]; readonly me: Change[] } {
    const queue: Change[] = [];
    const me: Change[] = [];
    this.seq += 1;
    for (let i = 0; i < count; i += 1) {
      const kind = this.#random();
      if (kind < 0.02 || this.#tasks.size < this.#parts.size * 0.9) queue.push({ put: 'task', row: this.#make(now) });
      else if (kind < 0.04) {
        const id = this.#any();
        this.#tasks.delete(id);
        this.#ids = this.#ids.filter((one) => one !== id);
        queue.push({ drop: 'task', id });
        me.push({ drop: 'task', id });
      } else {
        const row = this.#changed(this.#tasks.get(this.#any()) as TaskPut, now);
        this.#tasks.set(row.id, row);
        queue.push({ put: 'task', row });
        if (row.holder?.by === 'person' && row.holder.person === this.#parts.me) me.push({ put: 'task', row });
        else me.push({ drop: 'task', id: row.id });
      }
    }
    this.changes += count;
    return { queue, me };
  }

  /** A claim of this screen's person; undefined where somebody else has it. */
  claim(id: string): TaskPut | undefined {
    const task = this.#tasks.get(id);
    if (task?.holder?.by !== 'queue') return undefined;
    this.seq += 1;
    const row: TaskPut = { ...task, version: this.seq, fence: task.fence + 1, holder: { by: 'person', person: this.#parts.me } };
    this.#tasks.set(id, row);
    return row;
  }

  #make(now: number): TaskPut {
    this.#made += 1;
    const n = this.#made;
    const startedAt = now - Math.floor(this.#random() * 30 * hourMs);
    const goalAt = startedAt + 20 * hourMs;
    const row: TaskPut = {
      id: `t-${String(n)}`, case: `k-${String(n)}`, customer: `c-${String(n % 5000)}`, journey: 'consumer-loan', activity: activities[n % activities.length] ?? 'offer', team: this.#parts.team,
      status: 'open', holder: { by: 'queue' }, fence: 1, version: this.seq, madeAt: startedAt, touchedBy: [], mayClass: { 'task:claim': true },
      clocks: [{ id: `q-${String(n)}`, startedAt, goalAt, dueAt: goalAt + 10 * hourMs, regulatory: n % 7 === 0 }],
    };
    this.#tasks.set(row.id, row);
    this.#ids.push(row.id);
    return row;
  }

  #changed(row: TaskPut, now: number): TaskPut {
    const kind = this.#random();
    const next = { ...row, version: this.seq, fence: row.fence + 1 };
    if (kind < 0.3) return { ...next, holder: kind < 0.15 ? { by: 'queue' } : { by: 'person', person: `p-${String(Math.floor(this.#random() * 60))}` } };
    if (kind < 0.5) return { ...next, promiseDueAt: now + Math.floor((this.#random() - 0.3) * 5 * hourMs) };
    if (kind < 0.7) return { ...next, stalled: { since: now, cause: causes[Math.floor(kind * 100) % causes.length] ?? 'customer' } };
    const [clock] = row.clocks ?? [];
    return clock ? { ...next, clocks: [{ ...clock, dueAt: clock.dueAt + Math.floor((this.#random() - 0.5) * 4 * hourMs) }] } : next;
  }

  #any(): string {
    return this.#ids[Math.floor(this.#random() * this.#ids.length)] as string;
  }

  /** Mulberry32: the same numbers at every run. */
  #random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}
