import type { PresencePush, QueuePresence as QueuePush } from '../../shared/contract/changes.ts';
import { encodeFrame } from './frame.ts';
import type { Watcher } from './scope.ts';

export interface QueuePresenceParts {
  /** Who watches a team's queue on this node. */
  readonly watchersOf: (team: string) => ReadonlyMap<Watcher, unknown> | undefined;
  readonly people: (caseId: string) => PresencePush['people'];
}

/**
 * Tells whoever watches a queue which of its cases have somebody in them: only those that changed, and each queue at most once in
 * `everyMs`. What changes in a queue that nobody watches is forgotten at once.
 */
export class QueuePresence {
  readonly #everyMs: number;
  readonly #parts: QueuePresenceParts;
  readonly #dirty = new Map<string, Set<string>>();
  readonly #toldAt = new Map<string, number>();

  constructor(everyMs: number, parts: QueuePresenceParts) {
    this.#everyMs = everyMs;
    this.#parts = parts;
  }

  /** Told in this turn's end where the queue has heard nothing lately, else by the next `tell`. */
  changed(team: string, caseId: string, now: number): void {
    if ((this.#parts.watchersOf(team)?.size ?? 0) === 0) return void this.#dirty.delete(team);
    const cases = this.#dirty.get(team);
    if (cases) return void cases.add(caseId);
    this.#dirty.set(team, new Set([caseId]));
    if (now - (this.#toldAt.get(team) ?? -Infinity) >= this.#everyMs) setImmediate(() => this.#tellTeam(team, now));
  }

  /** Tells what has waited long enough. */
  tell(now: number): void {
    for (const team of [...this.#dirty.keys()]) if (now - (this.#toldAt.get(team) ?? -Infinity) >= this.#everyMs) this.#tellTeam(team, now);
  }

  /** All at once, for a socket that has just begun to watch. */
  show(watcher: Watcher, team: string, cases: readonly string[]): void {
    if (cases.length > 0) this.#send([watcher], team, cases);
  }

  #tellTeam(team: string, now: number): void {
    const cases = this.#dirty.get(team);
    if (!cases) return;
    this.#dirty.delete(team);
    this.#toldAt.set(team, now);
    this.#send(this.#parts.watchersOf(team)?.keys() ?? [], team, [...cases].sort());
  }

  #send(watchers: Iterable<Watcher>, team: string, cases: readonly string[]): void {
    const to = [...watchers];
    for (let from = 0; from < cases.length; from += casesPerFrame) {
      const push: QueuePush = {
        team, cases: cases.slice(from, from + casesPerFrame).map((id) => ({ case: id, people: this.#parts.people(id).map(({ person, state }) => ({ person, state })) })),
      };
      const frame = encodeFrame('queuePresence', JSON.stringify(push));
      for (const watcher of to) watcher.send(frame);
    }
  }
}

/** Well below 64 kB, also where several are in each. */
const casesPerFrame = 100;
