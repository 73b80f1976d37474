import { useState } from 'react';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';

const shelves = new WeakMap<Desk, Map<string, unknown>>();

function shelfOf(desk: Desk): Map<string, unknown> {
  let shelf = shelves.get(desk);
  if (!shelf) shelves.set(desk, (shelf = new Map()));
  return shelf;
}

/** What is typed in a dialog: it is there again when the dialog is opened again, until it was sent or the person signs out. */
export function useKept<T>(key: string, make: () => T): { readonly value: T; readonly set: (change: Partial<T>) => void; readonly forget: () => void; readonly isDraft: boolean } {
  const shelf = shelfOf(useDesk());
  const [value, setValue] = useState<T>(() => (shelf.get(key) as T | undefined) ?? make());
  return {
    value,
    isDraft: shelf.has(key),
    set: (change) => setValue((before) => {
      const after = { ...before, ...change };
      shelf.set(key, after);
      return after;
    }),
    forget: () => void shelf.delete(key),
  };
}
