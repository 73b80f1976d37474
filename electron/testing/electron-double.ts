import { EventEmitter } from 'node:events';
import type { Browser, Frame, Page } from '@playwright/test';
import { bridgeInto, guardNavigation } from './page-bridge.ts';

type Opener = (details: { url: string }) => { action: string };
type Listener = (...args: unknown[]) => void;
interface Prevented {
  isPrevented: boolean;
  preventDefault(): void;
}
const event = (fields: object = {}): Prevented & Record<string, unknown> => {
  const made = { ...fields, isPrevented: false, preventDefault: () => void (made.isPrevented = true) };
  return made;
};

/** What several programs on one machine share: which of them came first, and their key store. */
export class DoubleMachine {
  first: EventEmitter | undefined;
  hasKeyStore = true;
}

export interface DoubleParts {
  readonly browser: Browser;
  readonly machine: DoubleMachine;
  readonly userData: string;
  readonly appPath: string;
  readonly argv: readonly string[];
  /** Runs the compiled preload with the `electron` that a preload sees. */
  readonly runPreload: (electron: object) => void;
}

/**
 * A double of the `electron` module: the parts that Baton's main process uses, with windows that are pages of a real Chromium. What a
 * person or the system would do is done through `app`, `powerMonitor`, `notifications`, `tray`, `answers`; what would be seen outside
 * the windows is kept in `seen`. It has no isolation, no sandbox and no key store of its own: it shows what Baton asks of Electron,
 * not what Electron does with it.
 */
export class ElectronDouble {
  readonly seen = { external: [] as string[], errors: [] as string[], messages: [] as string[], printed: 0, hasQuit: false, preferences: [] as Record<string, unknown>[], protocols: [] as unknown[], isSandboxed: false, menu: undefined as unknown };
  readonly answers = { message: 1, savePath: '' };
  readonly notifications: (EventEmitter & { options: { title?: string; body?: string }; isShown: boolean })[] = [];
  /** What the main process sent into windows, whichever. */
  readonly told: { is?: string; case?: string }[] = [];
  readonly tray = { toolTip: '', title: '', menu: [] as { label?: string; click?: () => void }[] };
  readonly app = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly windows: DoubleWindow[] = [];
  readonly handlers = new Map<string, (event: object, input: unknown) => unknown>();
  readonly permissions: { request?: (contents: unknown, permission: string, answer: (can: boolean) => void) => void; check?: (contents: unknown, permission: string) => boolean } = {};
  readonly parts: DoubleParts;
  protocolHandler: ((request: Request) => Promise<Response>) | undefined;
  focused: DoubleWindow | undefined;
  clipboard = '';
  /** The module, as `require('electron')` gives it to the main process. */
  readonly module: Readonly<Record<string, unknown>>;

  constructor(parts: DoubleParts) {
    this.parts = parts;
    Object.assign(this.app, {
      isPackaged: true,
      requestSingleInstanceLock: () => this.#isFirst(),
      enableSandbox: () => void (this.seen.isSandboxed = true),
      isReady: () => true, whenReady: () => Promise.resolve(), getLocale: () => 'en-GB', getVersion: () => '0.1.0', getAppPath: () => parts.appPath, getPath: () => parts.userData,
      setAppUserModelId: () => undefined,
      setAsDefaultProtocolClient: (...args: unknown[]) => void this.seen.protocols.push(args),
      quit: () => this.quit(), exit: () => void (this.seen.hasQuit = true),
    });
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: NonNullable<typeof this.permissions.request>) => void (this.permissions.request = handler),
      setPermissionCheckHandler: (handler: NonNullable<typeof this.permissions.check>) => void (this.permissions.check = handler),
      protocol: {
        handle: (_scheme: string, handler: typeof this.protocolHandler) => void (this.protocolHandler = handler),
        unhandle: () => void (this.protocolHandler = undefined),
        isProtocolHandled: () => this.protocolHandler !== undefined,
      },
      setDevicePermissionHandler: () => undefined, setDisplayMediaRequestHandler: () => undefined, setSpellCheckerEnabled: () => undefined,
    });
    this.module = {
      app: this.app, powerMonitor: this.powerMonitor, BrowserWindow: windowClass(this), Notification: notificationClass(this), Tray: trayClass(this), session: { defaultSession: session },
      ipcMain: { handle: (channel: string, handler: (event: object, input: unknown) => unknown) => void this.handlers.set(channel, handler), removeHandler: (channel: string) => void this.handlers.delete(channel) },
      Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => void (this.seen.menu = menu) },
      net: { fetch: (request: string | Request) => fetch(request) },
      nativeImage: { createFromPath: () => ({}) },
      shell: { openExternal: (address: string) => Promise.resolve(void this.seen.external.push(address)) },
      clipboard: { readText: () => Promise.resolve(this.clipboard), clear: () => void (this.clipboard = '') },
      screen: { getAllDisplays: () => [{ workArea }], getPrimaryDisplay: () => ({ workArea }) },
      dialog: {
        showErrorBox: (_title: string, text: string) => void this.seen.errors.push(text),
        showMessageBox: ({ message }: { message: string }) => Promise.resolve(void this.seen.messages.push(message)).then(() => ({ response: this.answers.message })),
        showSaveDialog: () => Promise.resolve({ canceled: this.answers.savePath === '', filePath: this.answers.savePath }),
      },
      safeStorage: {
        isAsyncEncryptionAvailable: () => Promise.resolve(parts.machine.hasKeyStore), getSelectedStorageBackend: () => 'gnome_libsecret',
        encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x5a)),
        decryptStringAsync: (sealed: Buffer) => Promise.resolve({ result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(), shouldReEncrypt: false }),
      },
    };
  }

  /** Ends the program as its own quit does. */
  quit(): void {
    if (this.seen.hasQuit) return;
    this.seen.hasQuit = true;
    this.app.emit('will-quit', event());
    for (const window of this.windows) window.close();
    if (this.parts.machine.first === this.app) this.parts.machine.first = undefined;
  }

  #isFirst(): boolean {
    const { machine, argv } = this.parts;
    machine.first ??= this.app;
    if (machine.first !== this.app) machine.first.emit('second-instance', event(), argv, '/');
    return machine.first === this.app;
  }
}

const windowClass = (double: ElectronDouble): unknown =>
  class extends DoubleWindow {
    constructor(options: WindowOptions) {
      super(double, options);
    }
    static getFocusedWindow = (): DoubleWindow | null => double.focused ?? null;
  };

const notificationClass = (double: ElectronDouble): unknown =>
  class extends EventEmitter {
    readonly options: object;
    isShown = false;
    constructor(options: object) {
      super();
      this.options = options;
    }
    static isSupported = (): boolean => true;
    show(): void {
      this.isShown = true;
      double.notifications.push(this);
    }
    close(): void {
      this.isShown = false;
      this.emit('close');
    }
  };

const trayClass = (double: ElectronDouble): unknown =>
  class extends EventEmitter {
    setToolTip = (text: string): void => void (double.tray.toolTip = text);
    setTitle = (text: string): void => void (double.tray.title = text);
    setContextMenu = (menu: unknown): void => void (double.tray.menu = menu as typeof double.tray.menu);
    destroy = (): void => undefined;
  };

const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly webPreferences?: Record<string, unknown>;
}

/** A window: a page in a context of its own, shared storage apart. */
export class DoubleWindow extends EventEmitter {
  readonly double: ElectronDouble;
  readonly options: WindowOptions;
  readonly webContents: EventEmitter;
  /** The page of Chromium, once it is there. */
  readonly page: Promise<Page>;
  isOnScreen = false;
  isClosed = false;
  #asking: Frame | undefined;
  #ownLoad: string | undefined;
  #opener: Opener | undefined;
  readonly #told = new EventEmitter();

  constructor(double: ElectronDouble, options: WindowOptions) {
    super();
    this.double = double;
    this.options = options;
    double.windows.push(this);
    double.seen.preferences.push(options.webPreferences ?? {});
    this.webContents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: Opener) => void (this.#opener = handler),
      send: (channel: string, message: object) => {
        double.told.push(message);
        this.#told.emit(channel, event(), message);
      },
      printToPDF: () => {
        double.seen.printed += 1;
        return this.page.then((page) => page.pdf());
      },
    });
    double.app.emit('web-contents-created', event(), this.webContents);
    this.page = this.#open();
  }

  /** How it answers a page that wants a window of its own. */
  get opener(): Opener | undefined {
    return this.#opener;
  }

  async #open(): Promise<Page> {
    const { width = 800, height = 600 } = this.options;
    const context = await this.double.parts.browser.newContext({ viewport: { width, height }, locale: 'en-GB' });
    const page = await context.newPage();
    let api: Record<string, unknown> = {};
    let name = '';
    this.double.parts.runPreload({
      contextBridge: { exposeInMainWorld: (as: string, exposed: Record<string, unknown>) => ([name, api] = [as, exposed]) },
      ipcRenderer: { on: (channel: string, listener: Listener) => this.#told.on(channel, listener), invoke: (channel: string, input: unknown) => this.ask(channel, input, this.#asking) },
    });
    await bridgeInto(page, name, api, (frame) => (this.#asking = frame));
    await guardNavigation(context, (asking, url, isMainFrame) => this.#decide(asking === page, url, isMainFrame), () => this.double.protocolHandler);
    context.on('page', (popup) => void (popup !== page && popup.close()));
    return page;
  }

  /** What a message over IPC meets, from whichever frame it is. */
  ask(channel: string, input: unknown, frame: Frame | undefined): unknown {
    const handler = this.double.handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const senderFrame = frame && { url: frame.url(), origin: URL.canParse(frame.url()) ? new URL(frame.url()).origin : 'null', parent: frame.parentFrame() };
    // What crosses is copied, as by the structured clone.
    return handler({ sender: this.webContents, senderFrame: senderFrame ?? null }, structuredClone(input));
  }

  #decide(isOwn: boolean, url: string, isMainFrame: boolean): 'go' | 'stay' {
    if (!isOwn) {
      // A pop-up: nothing of it is loaded unless the window's own handler allows it.
      return this.#opener?.({ url }).action === 'allow' ? 'go' : 'stay';
    }
    if (isMainFrame && url === this.#ownLoad) {
      this.#ownLoad = undefined;
      return 'go';
    }
    const frameEvent = event({ url, isMainFrame });
    this.webContents.emit('will-frame-navigate', frameEvent);
    const mainEvent = event({ url });
    if (isMainFrame) this.webContents.emit('will-navigate', mainEvent);
    return frameEvent.isPrevented || mainEvent.isPrevented ? 'stay' : 'go';
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.page;
    try {
      await this.#goTo(page, address);
      this.emit('ready-to-show');
    } catch (error) {
      const reason = /net::(\w+)/.exec(String(error))?.[1] ?? 'failed';
      this.webContents.emit('did-fail-load', event(), -105, reason, address, true);
      throw error;
    }
  }

  async #goTo(page: Page, address: string): Promise<void> {
    this.#ownLoad = address;
    await page.goto(address).catch((error: unknown) => {
      // Chromium's own page about a failed load may still be on its way.
      if (!/interrupted by another navigation/.test(String(error))) throw error;
      return this.#goTo(page, address);
    });
  }

  reload = (): void => void this.page.then((page) => ((this.#ownLoad = page.url()), page.reload()));
  show = (): void => {
    this.isOnScreen = true;
    this.focus();
  };
  showInactive = (): void => void (this.isOnScreen = true);
  focus = (): void => {
    this.double.focused = this;
    this.emit('focus');
  };
  /** Another program comes to the front. */
  blur = (): void => void (this.double.focused = this.double.focused === this ? undefined : this.double.focused);
  maximize = (): void => undefined;
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  isDestroyed = (): boolean => this.isClosed;
  getNormalBounds = (): object => ({ x: this.options.x ?? 0, y: this.options.y ?? 0, width: this.options.width ?? 800, height: this.options.height ?? 600 });
  close = (): void => {
    if (this.isClosed) return;
    this.emit('close', event());
    this.isClosed = true;
    this.blur();
    this.double.windows.splice(this.double.windows.indexOf(this), 1);
    void this.page.then((page) => page.context().close()).catch(() => undefined);
    this.emit('closed');
    if (this.double.windows.length === 0) this.double.app.emit('window-all-closed');
  };
}
