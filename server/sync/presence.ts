import type { Presence, PresencePush } from '../../shared/contract/changes.ts';

interface Line {
  readonly person: string;
  readonly case: string;
  readonly state: Presence['state'];
  readonly field?: string;
  readonly queues: readonly string[];
  /** Milliseconds of a steady clock. */
  readonly until: number;
}

/** What other nodes are told of one person's place. Without `state` they have left. */
export interface PresenceChange {
  readonly key: string;
  readonly person: string;
  readonly case: string;
  readonly state?: Presence['state'];
  readonly field?: string;
  /** Teams whose queues the case stands in, as far as the node where they are knows. */
  readonly queues?: readonly string[];
}

/**
 * Who is doing what on a case, as soft state: a line lives so long after its last heartbeat and is gone with its socket. A key is one
 * socket's, so a person at two screens has two lines, of which the one that does more is shown.
 */
export class PresenceTable {
  readonly #lifeMs: number;
  readonly #lines = new Map<string, Line>();
  readonly #byCase = new Map<string, Set<string>>();
  readonly #onChange: (caseId: string, queues: readonly string[]) => void;

  constructor(lifeMs: number, onChange: (caseId: string, queues: readonly string[]) => void) {
    this.#lifeMs = lifeMs;
    this.#onChange = onChange;
  }

  put({ key, person, case: caseId, state, field, queues = [] }: PresenceChange, now: number): void {
    const before = this.#lines.get(key);
    if (state === undefined) return this.drop(key);
    if (before && before.case !== caseId) this.drop(key);
    this.#lines.set(key, { person, case: caseId, state, ...(field === undefined ? {} : { field }), queues, until: now + this.#lifeMs });
    const keys = this.#byCase.get(caseId) ?? new Set();
    this.#byCase.set(caseId, keys.add(key));
    const isMoved = before?.queues.join(' ') !== queues.join(' ');
    if (before?.case !== caseId || before.state !== state || before.field !== field || isMoved) this.#onChange(caseId, [...(before?.queues ?? []), ...queues]);
  }

  /** A heartbeat of all lines whose key begins so: those of a socket, or of another node. */
  renew(prefix: string, now: number): void {
    for (const [key, line] of this.#lines) if (key.startsWith(prefix)) this.#lines.set(key, { ...line, until: now + this.#lifeMs });
  }

  /** What a line says; undefined where there is none. */
  change(key: string): PresenceChange | undefined {
    const line = this.#lines.get(key);
    return line && { key, person: line.person, case: line.case, state: line.state, ...(line.field === undefined ? {} : { field: line.field }), queues: line.queues };
  }

  drop(key: string): void {
    const line = this.#lines.get(key);
    if (!line) return;
    this.#lines.delete(key);
    const keys = this.#byCase.get(line.case);
    keys?.delete(key);
    if (keys?.size === 0) this.#byCase.delete(line.case);
    this.#onChange(line.case, line.queues);
  }

  /** Ends lines without a heartbeat and returns their ends. */
  expire(now: number): PresenceChange[] {
    const ended: PresenceChange[] = [];
    for (const [key, line] of this.#lines) {
      if (line.until > now) continue;
      this.drop(key);
      ended.push({ key, person: line.person, case: line.case });
    }
    return ended;
  }

  /** Cases of a team's queue that somebody is in. */
  casesOf(team: string): string[] {
    return [...new Set([...this.#lines.values()].filter(({ queues }) => queues.includes(team)).map((line) => line.case))].sort();
  }

  people(caseId: string): PresencePush['people'] {
    const order = ['viewing', 'editing', 'deciding', 'pointing'];
    const best = new Map<string, Line>();
    for (const key of this.#byCase.get(caseId) ?? []) {
      const line = this.#lines.get(key);
      if (!line) continue;
      const other = best.get(line.person);
      if (!other || order.indexOf(line.state) > order.indexOf(other.state)) best.set(line.person, line);
    }
    return [...best.values()]
      .sort((a, b) => (a.person < b.person ? -1 : 1))
      .map(({ person, state, field }) => ({ person, state, ...(field === undefined ? {} : { field }) }));
  }
}
