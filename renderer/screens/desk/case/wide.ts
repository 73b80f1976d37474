import { useSyncExternalStore } from 'react';

const query = '(min-width: 1680px)';

/** Whether there is room for the step and the timeline side by side. */
export const useWide = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      const media = matchMedia(query);
      media.addEventListener('change', tell);
      return () => media.removeEventListener('change', tell);
    },
    () => matchMedia(query).matches,
  );
