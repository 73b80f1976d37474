import { useSyncExternalStore } from 'react';

const query = '(min-width: 1680px)';

const watch = (changed: () => void): (() => void) => {
  const list = matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
};

/** Whether the screen has room for what only a wide one shows. */
export const useIsWide = (): boolean => useSyncExternalStore(watch, () => matchMedia(query).matches);
