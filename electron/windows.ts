import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Screen } from 'electron';
import type { DesktopTell } from '../shared/contract/ipc.ts';
import { tellChannel } from '../shared/contract/ipc-names.ts';
import type { WindowState } from './features/window-state.ts';
import { webPreferences } from './web-rules.ts';

/** The desk, the wall on a second screen, and the card of a call above other programs. */
export type WindowName = 'main' | 'wall' | 'call';

export const callCardSize = { width: 376, height: 360 };
const cardMargin = 16;

/** The lower end corner of a screen. */
export function cardPlace(area: Rectangle): Rectangle {
  const { width, height } = callCardSize;
  return { x: area.x + area.width - width - cardMargin, y: area.y + area.height - height - cardMargin, width, height };
}

const shapes: Readonly<Record<WindowName, BrowserWindowConstructorOptions>> = {
  main: { width: 1440, height: 900, minWidth: 640, minHeight: 480 },
  wall: { width: 1600, height: 900, minWidth: 640, minHeight: 480 },
  call: { ...callCardSize, frame: false, resizable: false, minimizable: false, maximizable: false, fullscreenable: false, skipTaskbar: true, alwaysOnTop: true },
};

export interface WindowsParts {
  readonly BrowserWindow: { new (options: BrowserWindowConstructorOptions): BrowserWindow; getFocusedWindow(): BrowserWindow | null };
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly server: URL;
  readonly preloadFile: string;
  readonly state: WindowState;
  readonly hasDevTools: boolean;
  /** The page of a window could not be loaded. */
  readonly onUnreachable: (window: BrowserWindow, reason: string) => void;
}

/** The windows of Baton, at most one of each name, all on the same page of the server. */
export class Windows {
  readonly #parts: WindowsParts;
  readonly #open = new Map<WindowName, BrowserWindow>();

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  get all(): readonly BrowserWindow[] {
    return [...this.#open.values()];
  }

  has(name: WindowName): boolean {
    return this.#open.has(name);
  }

  get isInFront(): boolean {
    return this.#parts.BrowserWindow.getFocusedWindow() !== null;
  }

  /** Brings a window forward, and opens it if it is not there. */
  show(name: WindowName): BrowserWindow {
    const found = this.#open.get(name);
    if (!found) return this.#make(name);
    if (found.isMinimized()) found.restore();
    found.show();
    found.focus();
    return found;
  }

  close(name: WindowName): void {
    this.#open.get(name)?.close();
  }

  /** Tells one window, or all. One that is not there hears nothing. */
  tell(message: DesktopTell, name?: WindowName): void {
    const hearing = name === undefined ? this.all : [this.#open.get(name)];
    for (const window of hearing) window?.webContents.send(tellChannel, message);
  }

  #make(name: WindowName): BrowserWindow {
    const { BrowserWindow, screen, preloadFile, state, hasDevTools, onUnreachable } = this.#parts;
    const place = name === 'call' ? undefined : state.place(name, screen.getAllDisplays().map(({ workArea }) => workArea));
    const { isMaximized = false, ...bounds } = place ?? {};
    const window = new BrowserWindow({
      ...shapes[name], ...bounds,
      ...(name === 'call' ? cardPlace(screen.getPrimaryDisplay().workArea) : {}),
      show: false, title: 'Baton', autoHideMenuBar: true,
      webPreferences: webPreferences(preloadFile, hasDevTools),
    });
    this.#open.set(name, window);
    if (name !== 'call') state.follow(name, window);
    // Once Baton itself is in front, the call is on the desk.
    if (name === 'main') window.on('focus', () => this.close('call'));
    window.on('closed', () => this.#open.delete(name));
    // The title is seen by whoever shares a screen: a page cannot write a name into it.
    window.on('page-title-updated', (event) => event.preventDefault());
    // Shown when there is something to see, so that the desk never flashes white; the card takes no key from what one does.
    window.once('ready-to-show', () => {
      if (isMaximized) window.maximize();
      if (name === 'call') window.showInactive();
      else window.show();
    });
    window.webContents.on('did-fail-load', (_event, code, reason, _address, isMainFrame) => {
      // -3 is "aborted": another navigation took over.
      if (isMainFrame && code !== -3) onUnreachable(window, reason);
    });
    // A page that died comes back by itself; what was typed is a draft on the server.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
    });
    this.load(window, name);
    return window;
  }

  /** Loads a window's page, at first or once more. */
  load(window: BrowserWindow, name: WindowName | undefined = [...this.#open].find(([, one]) => one === window)?.[0]): void {
    const address = new URL('/', this.#parts.server);
    if (name !== undefined && name !== 'main') address.searchParams.set('window', name);
    // A rejected load has been told by did-fail-load.
    window.loadURL(address.href).catch(() => undefined);
  }
}
