import type { BrowserWindow } from 'electron';
import type { DesktopTell } from '../shared/contract/ipc.ts';
import { tellChannel } from '../shared/contract/ipc-names.ts';
import type { Copied } from './features/copied.ts';
import type { DeepLinks } from './features/deep-links.ts';
import type { KeptPage } from './features/kept-page.ts';
import type { Notifications } from './features/notifications.ts';
import type { OfflineCopy } from './features/offline-copy.ts';
import type { DeskTray } from './features/tray.ts';
import type { Updates } from './features/updates.ts';
import type { Vault } from './features/vault.ts';
import type { AskHandlers } from './ipc.ts';
import type { DesktopTexts } from './texts.ts';
import type { Windows } from './windows.ts';

export interface AnswerParts {
  readonly windows: Windows;
  readonly deepLinks: DeepLinks;
  readonly notifications: Notifications;
  readonly copied: Copied;
  readonly vault: Vault;
  readonly offline: OfflineCopy;
  readonly keptPage: KeptPage;
  readonly updates: Updates;
  readonly tray: DeskTray;
  readonly texts: DesktopTexts;
  readonly showCase: (caseId: string) => void;
  readonly isLocked: () => boolean;
  readonly print: (window: BrowserWindow) => Promise<'saved' | 'cancelled'>;
}

const sessionName = 'session';

/** What answers each ask of the contract. Whoever is signed in is one person for all windows. */
export function answerDesktop(parts: AnswerParts): AskHandlers {
  const { windows, deepLinks, notifications, copied, vault, offline, keptPage, updates, tray, texts, showCase, isLocked, print } = parts;
  let person: string | undefined;
  return {
    readSession: async () => ({ session: (await vault.read(sessionName)) ?? null }),
    keepSession: async ({ session }) => ({ isSealed: await vault.keep(sessionName, session) }),
    signedIn: (who, window) => {
      if (isLocked()) window.webContents.send(tellChannel, { is: 'hidden', why: 'locked' } satisfies DesktopTell);
      if (person === who.person) return {};
      person = who.person;
      deepLinks.signedIn();
      void keptPage.keep();
      return {};
    },
    signedOut: () => {
      person = undefined;
      vault.forget(sessionName);
      offline.wipe();
      notifications.clear();
      void copied.clear();
      deepLinks.signedOut();
      tray.show(undefined);
      updates.onCall(false);
      windows.tell({ is: 'signedOut' });
      windows.close('wall');
      windows.close('call');
      return {};
    },
    setLanguage: ({ language }) => {
      texts.speak(language);
      return {};
    },
    showStatus: (status) => {
      tray.show(status);
      updates.onCall(status.isOnCall || status.isRinging);
      return {};
    },
    notify: ({ case: caseId }) => ({ isShown: person !== undefined && notifications.notify(caseId) }),
    openCase: ({ case: caseId }) => {
      if (person !== undefined) showCase(caseId);
      return {};
    },
    openWall: () => {
      if (person !== undefined) windows.show('wall');
      return {};
    },
    showCallCard: ({ isShown }) => {
      if (!isShown) windows.close('call');
      else if (person !== undefined && !windows.isInFront) windows.show('call');
      return { isShown: isShown && windows.has('call') };
    },
    print: async (_, window) => ({ outcome: await print(window) }),
    readOffline: async () => ({ text: person === undefined ? null : ((await offline.read(person)) ?? null) }),
    writeOffline: async ({ text }) => ({ isSealed: person !== undefined && (await offline.write(person, text)) }),
    copied: async () => {
      await copied.remember();
      return {};
    },
    clearCopied: async () => ({ isCleared: await copied.clear() }),
  };
}
