import { useStore } from 'zustand';
import type { TaskPut } from '../../shared/contract/rows.ts';
import { isOpen, ownerOf } from '../../shared/model/task.ts';
import type { Task } from '../../shared/model/task.ts';
import type { Desk } from '../desk.ts';

/** Work that is offered to somebody: by a colleague, or by routing. */
export interface Offer {
  readonly task: TaskPut;
  readonly how: 'handOff' | 'routed';
  readonly since: number;
  readonly endsAt: number;
}

function offerTo(task: TaskPut, person: { readonly id: string; readonly team: string }): Offer | undefined {
  if (!isOpen(task as Task)) return undefined;
  const { handOff, offer } = task;
  // Who has said yes to a caller waits for the voice, and is not asked again.
  if (handOff?.takenAt !== undefined) return undefined;
  const isMine = handOff?.toPerson === person.id || (handOff?.toTeam === person.team && handOff.from !== person.id);
  if (handOff && isMine) return { task, how: 'handOff', since: handOff.offeredAt, endsAt: handOff.expiresAt };
  return offer?.to === person.id ? { task, how: 'routed', since: offer.firstOfferedAt, endsAt: offer.expiresAt } : undefined;
}

const found = new WeakMap<object, readonly Offer[]>();

/** What is offered to the signed-in person, or to their team, oldest first; the same array as long as the rows are. */
export function offersOf({ rows, person }: Pick<Desk, 'rows' | 'person'>): readonly Offer[] {
  const { scopes } = rows.getState();
  const known = found.get(scopes);
  if (known) return known;
  const offers = new Map<string, Offer>();
  // Runs at every push over all of a team's work, which may be tens of thousands of rows; hardly any is offered.
  for (const scope of ['me', `queue:${person.team}`]) {
    for (const { kind, row } of scopes[scope]?.rows.values() ?? []) {
      if (kind !== 'task' || (row['handOff'] === undefined && row['offer'] === undefined)) continue;
      const offer = offerTo(row as TaskPut, person);
      if (offer) offers.set(row.id, offer);
    }
  }
  const sorted = [...offers.values()].sort((a, b) => a.since - b.since || (a.task.id < b.task.id ? -1 : 1));
  const same = last.get(rows);
  const kept = same?.length === sorted.length && same.every((one, index) => one.task === sorted[index]?.task) ? same : sorted;
  last.set(rows, kept);
  found.set(scopes, kept);
  return kept;
}
const last = new WeakMap<object, readonly Offer[]>();

export const useOffers = (desk: Desk): readonly Offer[] => useStore(desk.rows, () => offersOf(desk));

/** Work of one's own that is offered to somebody and still one's own. */
export const isOfferedByMe = (task: TaskPut, me: string): boolean => ownerOf(task as Task) === me && task.handOff?.from === me;
