import type { Session, WebContents } from 'electron';
import { destinationOf, mayDownload } from './web-rules.ts';

/** Keeps a page where it belongs, whichever window it is in: no foreign page, no pop-up, no webview. */
export function guardContents(contents: WebContents, server: URL, openInBrowser: (address: string) => void): void {
  const keepWithin = (event: { preventDefault: () => void }, address: string): void => {
    const destination = destinationOf(address, server);
    if (destination === 'within') return;
    event.preventDefault();
    if (destination === 'browser') openInBrowser(address);
  };
  contents.on('will-navigate', (event) => keepWithin(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && destinationOf(event.url, server) !== 'within') event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (destinationOf(event.url, server) !== 'within') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (destinationOf(url, server) === 'browser') openInBrowser(url);
    return { action: 'deny' };
  });
}

/** What a page may have of the machine: nothing but files that it or its server made, where the person says; copying by hand needs no permission. */
export function guardSession(session: Session, server: URL): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL(), server)) event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
}
