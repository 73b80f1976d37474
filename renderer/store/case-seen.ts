import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Cases remembered; the ones looked at longest ago go first. */
const mostKept = 300;

/** Up to which entry a person has seen each case: numbers only, kept by this browser. */
export interface CaseSeen {
  readonly store: StoreApi<Readonly<Record<string, number>>>;
  look(caseId: string, seq: number): void;
}

export function createCaseSeen(storage: Pick<Storage, 'getItem' | 'setItem'>, person: string): CaseSeen {
  const place = `baton.seen.${person}`;
  const store = createStore<Readonly<Record<string, number>>>(() => read(storage, place));
  return {
    store,
    look: (caseId, seq) => {
      const { [caseId]: before = -1, ...others } = store.getState();
      if (seq <= before) return;
      const kept = Object.fromEntries([...Object.entries(others), [caseId, seq] as const].slice(-mostKept));
      store.setState(kept, true);
      storage.setItem(place, JSON.stringify(kept));
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>, place: string): Readonly<Record<string, number>> {
  try {
    const held: unknown = JSON.parse(storage.getItem(place) ?? '{}');
    const isOne = typeof held === 'object' && held !== null && Object.values(held).every((seq) => Number.isInteger(seq));
    return isOne ? (held as Readonly<Record<string, number>>) : {};
  } catch {
    return {};
  }
}
