import type { Task } from '../model/task.ts';

type Asking = Pick<Task, 'id' | 'case' | 'status' | 'offer' | 'handOff'>;

/** What is asked of a person now by a task: a routed offer, or a hand-off to them. The key is new with every new question. */
export function askedOf(task: Asking, person: string): string | undefined {
  if (task.status !== 'open' && task.status !== 'parked') return undefined;
  if (task.offer?.to === person) return `${task.id} offer ${String(task.offer.firstOfferedAt)}`;
  if (task.handOff?.toPerson === person) return `${task.id} handOff ${task.handOff.id}`;
  return undefined;
}
