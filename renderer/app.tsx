import { Suspense, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import { listenToKeys } from './commands/keys.ts';
import { DeskContext } from './desk.ts';
import { openDesk } from './open-desk.ts';
import { CallWindow } from './screens/call/call-window.tsx';
import { DialogHost } from './screens/dialogs.tsx';
import { Frame } from './screens/frame/frame.tsx';
import { screens } from './screens/index.ts';
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx';
import type { DeskClock } from './store/clock.ts';
import type { DeskTexts } from './store/texts.ts';
import type { UiStore } from './store/ui.ts';
import type { Api } from './sync/api.ts';
import { linkBrowser } from './sync/browser-link.ts';
import { linkDesktop } from './sync/desktop-link.ts';
import { keepOffline } from './sync/offline-keeper.ts';
import type { Desktop } from './sync/desktop.ts';
import type { Session, SessionKeeper } from './sync/session.ts';

export const windowNames = ['main', 'wall', 'call'] as const;
export type WindowName = (typeof windowNames)[number];

export interface AppParts {
  readonly url: string;
  readonly api: Api;
  readonly keeper: SessionKeeper;
  readonly ui: UiStore;
  readonly texts: DeskTexts;
  readonly clock: DeskClock;
  readonly desktop: Desktop;
  /** The window with the desk, or one that stands beside it on the desktop. */
  readonly windowName: WindowName;
}

/** The sign-in, or the desk of whoever is signed in. */
export function App(parts: AppParts) {
  const { keeper, texts, desktop, windowName } = parts;
  const [session, setSession] = useState(keeper.session);
  const keepsNothing = session === undefined || windowName !== 'main';
  useEffect(() => (keepsNothing ? desktop.onTell(({ is }) => void (is === 'serverBack' && location.reload())) : undefined), [desktop, keepsNothing]);
  return (
    <I18nProvider locale={texts.direction === 'rtl' ? 'ar-EG' : texts.locale}>
      {session === undefined
        ? <SignInScreen api={parts.api} keeper={keeper} texts={texts} onOpen={setSession} />
        : <SignedIn key={session.token} {...parts} session={session} onEnd={() => setSession(undefined)} onRenewed={setSession} />}
    </I18nProvider>
  );
}

interface SignedInProps extends AppParts {
  readonly session: Session;
  readonly onEnd: () => void;
  readonly onRenewed: (session: Session) => void;
}

function SignedIn({ url, api, keeper, ui, texts, clock, desktop, windowName, session, onEnd, onRenewed }: SignedInProps) {
  const { desk, close } = useMemo(() => openDesk({
    url, session, token: keeper.token, api, ui, texts, clock, desktop,
    // A server that was started anew knows no sessions: the same person signs in again, and what is on screen stays.
    onSessionLost: () => void keeper.open(api, session.person.id).then((renewed) => {
      if ('token' in renewed) return onRenewed(renewed);
      keeper.forget();
      onEnd();
    }),
    onSignOut: () => {
      void desktop.ask('signedOut', {});
      void keeper.end(api).finally(onEnd);
    },
  // The rest lives as long as the page.
  }), [session]);
  const isMain = windowName === 'main';
  useEffect(() => listenToKeys(desk, window), [desk]);
  useEffect(() => linkDesktop({
    desk, desktop, isMain, page: document,
    onSignedOut: () => {
      keeper.forget();
      onEnd();
    },
  // The rest lives as long as the page.
  }), [desk]);
  useEffect(() => (desktop.isThere ? undefined : linkBrowser({ desk, page: document, frame: window, clipboard: navigator.clipboard })), [desk, desktop]);
  useEffect(() => (isMain ? keepOffline(desk, desktop, () => location.reload()) : undefined), [desk, desktop, isMain]);
  useEffect(() => close, [close]);
  const screen = useStore(ui, (state) => state.screen);
  const isCovered = useStore(ui, (state) => state.isCovered);
  const Screen = screens[screen];
  return (
    <DeskContext value={desk}>
      {windowName === 'call' ? <CallWindow /> : <Frame><Suspense fallback={null}><Screen /></Suspense></Frame>}
      {!isCovered && <DialogHost />}
    </DeskContext>
  );
}
