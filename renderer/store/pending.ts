import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { TaskPut } from '../../shared/contract/rows.ts';

/** A command on its way that concerns a task, with what its row will most likely be. */
export interface PendingTask {
  readonly commandId: string;
  /** When it was sent; it is marked after 300 ms. */
  readonly since: number;
  readonly expected: Partial<TaskPut>;
}

/** By task. What stands here is a guess: it goes with the answer, whatever that is. */
export type PendingStore = StoreApi<Readonly<Record<string, PendingTask>>>;

export const createPendingStore = (): PendingStore => createStore<Readonly<Record<string, PendingTask>>>(() => ({}));

export const putPending = (store: PendingStore, task: string, pending: PendingTask): void => store.setState({ [task]: pending });
export function dropPending(store: PendingStore, task: string, commandId: string): void {
  const { [task]: found, ...rest } = store.getState();
  if (found?.commandId === commandId) store.setState(rest, true);
}
