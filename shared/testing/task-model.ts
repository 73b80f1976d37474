import type { Command } from '../contract/commands.ts';
import type { EntryFact } from '../contract/entries.ts';
import type { Task } from '../model/task.ts';
import { isOpen } from '../model/task.ts';
import { expectSame, expectThat } from './suite.ts';

interface Row {
  /** `queue`, `source`, or the accountable person. */
  holder: string;
  fence: number;
  isParked: boolean;
  isOpen: boolean;
  handOff: { id: string; from: string; toPerson: string | undefined; toTeam: string | undefined } | undefined;
}

/** Kinds after which somebody else may be accountable: each raises the fence by one. */
const transfers = new Set<string>(['task:claimed', 'task:takenOver', 'task:released', 'task:reassigned', 'task:restored', 'handOff:accepted', 'task:completed']);
/** What only the owner does, with the fence it holds. */
const ownersOnly = new Set<string>(['task:release', 'task:complete', 'task:park', 'task:resume', 'task:decline', 'handOff:offer', 'lease:take', 'draft:accept']);

/**
 * The life of tasks, told once more and apart from `evolve`: who is accountable, at which fence, and which change was allowed to whom.
 * Throws where the history of entries holds something that must not be (invariants 1 and 2).
 */
export class TaskModel {
  readonly #rows = new Map<string, Row>();
  readonly #teamOf: (person: string) => string | undefined;

  constructor(teamOf: (person: string) => string | undefined) {
    this.#teamOf = teamOf;
  }

  /** Follows one entry; `command` is what caused it, where that was a command. */
  follow(fact: EntryFact, command?: Command): void {
    const id = fact.task;
    if (id === undefined || fact.kind === 'refused') return;
    if (fact.kind === 'task:made') {
      expectThat(!this.#rows.has(id), `${id} is made twice`);
      this.#rows.set(id, { holder: 'queue', fence: 0, isParked: false, isOpen: true, handOff: undefined });
      return;
    }
    const row = this.#rows.get(id);
    expectThat(row !== undefined, `${fact.kind} of ${id}, which was never made`);
    expectThat(row.isOpen, `${fact.kind} of ${id} after its end`);
    if (command) this.#allowed(row, fact, command);
    this.#change(row, fact);
  }

  #allowed(row: Row, fact: EntryFact, command: Command): void {
    if (ownersOnly.has(command.type) && 'fence' in command && fact.kind !== 'task:skipped') {
      expectThat(row.holder === fact.actor, `${command.type} by ${fact.actor} of what ${row.holder} owns`);
      expectThat(command.fence === row.fence, `${command.type} with fence ${String(command.fence)} at ${String(row.fence)}`);
    }
    if (fact.kind === 'task:claimed') expectThat(row.holder === 'queue', `${String(fact.body.by)} claims what ${row.holder} holds: two winners`);
    if (fact.kind === 'task:takenOver') expectThat(row.holder !== 'queue', 'taken over from nobody');
    if (fact.kind.startsWith('handOff:') && fact.kind !== 'handOff:offered') {
      const { handOff } = row;
      expectThat(handOff !== undefined, `${fact.kind} of no hand-off`);
      expectThat('handOff' in command && command.handOff === handOff.id, `${fact.kind} of another hand-off`);
      const isReceiver = handOff.toPerson === fact.actor || (handOff.toTeam !== undefined && handOff.toTeam === this.#teamOf(fact.actor));
      const isSenders = fact.kind === 'handOff:answered' || (fact.kind === 'handOff:ended' && fact.body.how === 'withdrawn');
      expectThat(isSenders ? handOff.from === fact.actor : isReceiver, `${fact.kind} by ${fact.actor}, who is not asked`);
      expectThat(row.holder === handOff.from, 'the sender is not accountable while the hand-off is open');
    }
  }

  #change(row: Row, fact: EntryFact): void {
    if (transfers.has(fact.kind)) {
      const { fence } = fact.body as { fence: number };
      expectThat(fence === row.fence + 1, `${fact.kind}: fence ${String(fence)} after ${String(row.fence)}`);
      row.fence = fence;
      row.handOff = undefined;
      // A plan moves what is parked as it is: who gets it waits for the same day.
      row.isParked &&= (fact.kind === 'task:reassigned' || fact.kind === 'task:restored') && fact.body.holder.by === 'person';
    }
    if (fact.kind === 'task:claimed') row.holder = fact.body.by ?? 'source';
    else if (fact.kind === 'task:takenOver' || fact.kind === 'handOff:accepted') row.holder = fact.body.by;
    else if (fact.kind === 'task:released') row.holder = 'queue';
    else if (fact.kind === 'task:reassigned' || fact.kind === 'task:restored') row.holder = fact.body.holder.by === 'person' ? fact.body.holder.person : fact.body.holder.by;
    else if (fact.kind === 'task:completed' || fact.kind === 'task:closed' || fact.kind === 'task:replaced') row.isOpen = false;
    else if (fact.kind === 'task:parked') row.isParked = true;
    else if (fact.kind === 'task:resumed') row.isParked = false;
    else if (fact.kind === 'handOff:ended') row.handOff = undefined;
    else if (fact.kind === 'handOff:offered') {
      const { id, from, toPerson, toTeam } = fact.body.handOff;
      expectThat(row.handOff === undefined, 'two hand-offs of one task are open');
      expectThat(row.holder === from, `${from} offers what ${row.holder} owns`);
      row.handOff = { id, from, toPerson, toTeam };
    }
  }

  /** The rows say the same: each open task has exactly one owner, queue or source, at the fence of its last transfer. */
  agrees(open: readonly Task[]): void {
    for (const task of open) {
      const row = this.#rows.get(task.id);
      expectThat(row?.isOpen === true && isOpen(task), `${task.id} is open in one and not in the other`);
      expectThat(task.holder !== undefined, `${task.id} is open and nobody's`);
      expectSame(
        { holder: task.holder.by === 'person' ? task.holder.person : task.holder.by, fence: task.fence, parked: task.status === 'parked', handOff: task.handOff?.id },
        { holder: row.holder, fence: row.fence, parked: row.isParked, handOff: row.handOff?.id },
        task.id,
      );
    }
    const missing = [...this.#rows].filter(([id, row]) => row.isOpen && !open.some((task) => task.id === id));
    expectThat(missing.length === 0, `${missing[0]?.[0] ?? ''} is lost`);
  }
}
