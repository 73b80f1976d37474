import path from 'node:path';
import { BrowserWindow, Menu, Notification, Tray, app, clipboard, dialog, nativeImage, net, powerMonitor, safeStorage, screen, session, shell } from 'electron';
import { answerDesktop } from './answer-desktop.ts';
import { applicationMenu } from './application-menu.ts';
import { watchAway } from './features/away.ts';
import { Copied } from './features/copied.ts';
import { DeepLinks, linkIn } from './features/deep-links.ts';
import { KeptPage } from './features/kept-page.ts';
import { Notifications } from './features/notifications.ts';
import { OfflineCopy } from './features/offline-copy.ts';
import { printWindow } from './features/print.ts';
import { DeskTray } from './features/tray.ts';
import { Updates } from './features/updates.ts';
import { Vault } from './features/vault.ts';
import { WindowState } from './features/window-state.ts';
import { guardSession } from './guard-contents.ts';
import { answerAsks } from './ipc.ts';
import type { Settings } from './policy.ts';
import { DesktopTexts } from './texts.ts';
import { Windows } from './windows.ts';

export interface OpenDesktopParts {
  readonly server: URL;
  readonly settings: Settings;
  /** Links that came while the program was starting. */
  readonly links: readonly string[];
  /** Ids and codes only. */
  readonly log: (code: string) => void;
}

/** What `main.ts` passes on once the desktop is open. */
export interface OpenDesktop {
  readonly openLink: (link: string) => void;
  readonly bringForward: () => void;
  readonly stop: () => void;
}

/** Puts the parts together and opens the main window; called once, when the program is ready. */
export function openDesktop({ server, settings, links, log }: OpenDesktopParts): OpenDesktop {
  const userData = app.getPath('userData');
  const texts = new DesktopTexts(app.getLocale());
  guardSession(session.defaultSession, server);
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform)));

  const askAgain = async (window: BrowserWindow, reason: string): Promise<void> => {
    if (await keptPage.serve()) return windows.load(window);
    const { response } = await dialog.showMessageBox({ type: 'warning', title: 'Baton', message: texts.say('noAnswer', { reason }), buttons: [texts.say('again'), texts.say('quit')], cancelId: 1 });
    if (response === 1) app.quit();
    else if (!window.isDestroyed()) windows.load(window);
  };
  const windows = new Windows({
    BrowserWindow, screen, server,
    preloadFile: path.join(app.getAppPath(), 'dist/electron/preload.cjs'),
    state: new WindowState(path.join(userData, 'window-state.json')),
    hasDevTools: !app.isPackaged,
    onUnreachable: (window, reason) => void askAgain(window, reason),
  });
  const showCase = (caseId: string): void => {
    windows.show('main');
    windows.tell({ is: 'openCase', case: caseId }, 'main');
  };
  const deepLinks = new DeepLinks({ now: () => performance.now(), show: showCase });
  const notifications = new Notifications({ Notification, texts, isInFront: () => windows.isInFront, show: showCase });
  const copied = new Copied(clipboard);
  const vault = new Vault({ safeStorage, platform: process.platform, folder: path.join(userData, 'vault') });
  const offline = new OfflineCopy({ vault, folder: path.join(userData, 'offline'), now: Date.now });
  const keptPage = new KeptPage({
    server,
    fetch: (request) => net.fetch(request, { bypassCustomProtocolHandlers: true }),
    // Beside the copies of people; no id of a person has a space.
    store: { read: () => offline.read(' page'), write: (text) => offline.write(' page', text) },
    handle: (handler) => {
      const { protocol } = session.defaultSession;
      const scheme = server.protocol.slice(0, -1);
      if (protocol.isProtocolHandled(scheme)) protocol.unhandle(scheme);
      if (handler) protocol.handle(scheme, handler);
    },
    onBack: () => windows.tell({ is: 'serverBack' }),
  });
  const updates = new Updates({
    settings: settings.updates,
    // Read only where it is used: it looks for the system's installer when it is loaded.
    updater: async () => (await import('electron-updater')).default.autoUpdater,
    onReady: () => tray.updateReady(),
    log,
  });
  const tray = new DeskTray({
    Tray, Menu, texts,
    icon: nativeImage.createFromPath(path.join(app.getAppPath(), 'build/icons/tray.png')),
    onOpen: () => void windows.show('main'),
    onChoose: (availability) => windows.tell({ is: 'chooseStatus', availability }, 'main'),
    onQuit: () => app.quit(),
    onRestart: () => void updates.install(),
  });
  const away = watchAway({ powerMonitor, tell: (message) => windows.tell(message), onHidden: () => void copied.clear() });
  const stops = [
    answerAsks({
      server, log,
      windowOf: ({ sender }) => windows.all.find(({ webContents }) => webContents === sender),
      handlers: answerDesktop({
        windows, deepLinks, notifications, copied, vault, offline, keptPage, updates, tray, texts, showCase, isLocked: away.isLocked,
        print: (window) => printWindow(window, { texts, askWhere: (over, options) => dialog.showSaveDialog(over, options) }),
      }),
    }),
    () => away.stop(),
    () => updates.stop(),
    () => tray.destroy(),
  ];

  windows.show('main');
  for (const link of links) deepLinks.open(link);
  void updates.start();
  return {
    openLink: (link) => void deepLinks.open(link),
    bringForward: () => void windows.show('main'),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Opens what leaves Baton: https only, in the system's own browser. */
export const openInBrowser = (address: string): void => void shell.openExternal(address).catch(() => undefined);

/** The link that a start came with. */
export const linksOf = (args: readonly string[]): string[] => [linkIn(args)].filter((link) => link !== undefined);
