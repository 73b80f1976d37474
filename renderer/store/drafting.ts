import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What of one's own writing is where: being typed, on its way, saved, or kept only here. */
export interface Drafting {
  readonly is: 'none' | 'typing' | 'saved' | 'keptHere';
  readonly at: number;
}

export const createDrafting = (): StoreApi<Drafting> => createStore<Drafting>(() => ({ is: 'none', at: 0 }));
