import { BrowserWindow, shell } from 'electron';
import type { WebContents } from 'electron';
import { destinationOf, webPreferences } from './web-rules.ts';

type WindowParts = { server: URL; preloadFile: string; onUnreachable: (reason: string) => void };

/** Opens the main window on `server`. `onUnreachable` hears why its page could not be loaded. */
export function openMainWindow({ server, preloadFile, onUnreachable }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Baton',
    webPreferences: webPreferences(preloadFile),
  });
  // Shown when there is something to see, so that the desk never flashes white.
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-fail-load', (_event, code, reason, _address, isMainFrame) => {
    // -3 is "aborted": another navigation took over.
    if (isMainFrame && code !== -3) onUnreachable(reason);
  });
  // A rejected load has been told by did-fail-load.
  window.loadURL(server.href).catch(() => undefined);
  return window;
}

/** Keeps a page where it belongs, whichever window it is in: no foreign page, no pop-up, no webview. */
export function guardContents(contents: WebContents, server: URL): void {
  const keepWithin = (event: { preventDefault: () => void }, address: string): void => {
    const destination = destinationOf(address, server);
    if (destination === 'within') return;
    event.preventDefault();
    if (destination === 'browser') void shell.openExternal(address);
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
    if (destinationOf(url, server) === 'browser') void shell.openExternal(url);
    return { action: 'deny' };
  });
}
