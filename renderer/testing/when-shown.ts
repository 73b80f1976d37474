import type { Page } from '@playwright/test';

/** Milliseconds of this machine's clock, the same in the test and in its pages. */
export const clockMs = (): number => performance.timeOrigin + performance.now();

/**
 * Watches a page for a text under a selector; the returned function tells at what `clockMs` the frame with it was drawn. The page looks by
 * itself: whoever asks from outside asks in steps of up to a tenth of a second.
 */
export async function watchFor(page: Page, selector: string, text: string): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(
    ([where, what]) => ({
      seen: new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector(where)?.textContent.includes(what) !== true) return;
          changes.disconnect();
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const changes = new MutationObserver(look);
        changes.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    }),
    [selector, text] as const,
  );
  return () => watch.evaluate(({ seen }) => seen);
}
