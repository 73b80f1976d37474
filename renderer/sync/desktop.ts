import { desktopAsks, desktopTellSchema } from '../../shared/contract/ipc.ts';
import type { Asked, DesktopAnswer, DesktopInput, DesktopTell } from '../../shared/contract/ipc.ts';
import { desktopAskNames } from '../../shared/contract/ipc-names.ts';
import type { DesktopAskName } from '../../shared/contract/ipc-names.ts';
import type { SessionPlace } from './session.ts';

/** The desktop around the page, or the browser in its place, which can do none of it. */
export interface Desktop {
  /** False in a browser. */
  readonly isThere: boolean;
  /** Undefined where it cannot be done: in a browser, or refused by the desktop. */
  ask<Name extends DesktopAskName>(name: Name, input: DesktopInput<Name>): Promise<DesktopAnswer<Name> | undefined>;
  /** Returns its stop. */
  onTell(listener: (tell: DesktopTell) => void): () => void;
}

type Bridge = Readonly<Record<DesktopAskName, (input: unknown) => Promise<Asked<unknown>>>> & { readonly listen: (listener: (message: unknown) => void) => void };

const isBridge = (value: unknown): value is Bridge =>
  typeof value === 'object' && value !== null && [...desktopAskNames, 'listen'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

/** What the preload put beside the page (`window.batonDesktop`); anything else is a browser. */
export function findDesktop(bridge: unknown): Desktop {
  if (!isBridge(bridge)) return { isThere: false, ask: () => Promise.resolve(undefined), onTell: () => () => undefined };
  const listeners = new Set<(tell: DesktopTell) => void>();
  bridge.listen((message) => {
    const tell = desktopTellSchema.safeParse(message);
    if (tell.success) for (const listener of listeners) listener(tell.data);
  });
  return {
    isThere: true,
    ask: async (name, input) => {
      const asked = await bridge[name](input).catch(() => undefined);
      if (asked?.ok !== true) return undefined;
      const answer = desktopAsks[name].answer.safeParse(asked.value);
      return answer.success ? (answer.data as never) : undefined;
    },
    onTell: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Where the session of this window is kept: in a browser as long as its tab, on the desktop in the system's key store. */
export async function sessionPlace(desktop: Desktop, ofBrowser: SessionPlace): Promise<SessionPlace> {
  if (!desktop.isThere) return ofBrowser;
  let session = (await desktop.ask('readSession', {}))?.session ?? null;
  return {
    getItem: () => session,
    setItem: (_, text) => {
      session = text;
      void desktop.ask('keepSession', { session: text });
    },
    // That the person signed out is told once, with all that goes with it.
    removeItem: () => {
      session = null;
    },
  };
}
