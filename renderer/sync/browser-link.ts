import type { Desk } from '../desk.ts';
import { callRow } from '../store/call.ts';

export interface BrowserLinkParts {
  readonly desk: Pick<Desk, 'person' | 'rows' | 'ui'>;
  readonly page: Pick<Document, 'addEventListener' | 'removeEventListener'>;
  readonly frame: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  readonly clipboard: Pick<Clipboard, 'writeText'> | undefined;
}

/**
 * What the desktop does about copied text, in a browser: what was copied here does not follow one customer to the next, to a locked
 * screen or to whoever signs in next. A page may not read the clipboard, so what was copied elsewhere in between goes with it.
 * Returns its stop.
 */
export function linkBrowser({ desk, page, frame, clipboard }: BrowserLinkParts): () => void {
  let isOurs = false;
  let isDue = false;
  const clear = (): void => {
    if (!isOurs) return;
    isDue = true;
    void clipboard?.writeText('').then(
      () => {
        isOurs = false;
        isDue = false;
      },
      // Only a page in focus may write: it is done as soon as one is back.
      () => undefined,
    );
  };
  const copied = (): void => {
    isOurs = true;
    isDue = false;
  };
  const isBack = (): void => {
    if (isDue) clear();
  };
  let hadCall = callRow(desk) !== undefined;
  const stops = [
    desk.ui.subscribe((now, before) => {
      if (now.opened?.case !== before.opened?.case || (now.isCovered && !before.isCovered)) clear();
    }),
    desk.rows.subscribe(() => {
      const hasCall = callRow(desk) !== undefined;
      if (hadCall && !hasCall) clear();
      hadCall = hasCall;
    }),
  ];
  for (const event of ['copy', 'cut'] as const) page.addEventListener(event, copied);
  frame.addEventListener('focus', isBack);
  return () => {
    for (const stop of stops) stop();
    for (const event of ['copy', 'cut'] as const) page.removeEventListener(event, copied);
    frame.removeEventListener('focus', isBack);
    clear();
  };
}
