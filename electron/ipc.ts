import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { desktopAsks } from '../shared/contract/ipc.ts';
import type { Asked, DesktopAnswer, DesktopInput } from '../shared/contract/ipc.ts';
import { askChannel, desktopAskNames } from '../shared/contract/ipc-names.ts';
import type { DesktopAskName } from '../shared/contract/ipc-names.ts';

/** What answers each ask; it gets the window that asked. */
export type AskHandlers = {
  readonly [Name in DesktopAskName]: (input: DesktopInput<Name>, window: BrowserWindow) => DesktopAnswer<Name> | Promise<DesktopAnswer<Name>>;
};

export interface IpcParts {
  readonly server: URL;
  readonly windowOf: (event: IpcMainInvokeEvent) => BrowserWindow | undefined;
  readonly handlers: AskHandlers;
  /** Ids and codes only. */
  readonly log: (code: string) => void;
}

/** Whether a frame is the page itself, from the server, and not something within it or in its place. */
export function isTrustedFrame(frame: Pick<WebFrameMain, 'parent' | 'origin'> | null, server: URL): boolean {
  return frame !== null && frame.parent === null && frame.origin === server.origin;
}

/**
 * Answers the asks of the contract and no others. Only the page of the server in a window of ours is heard; its input is parsed; what
 * goes wrong is an answer, since a rejection would carry an error's text into the page. Returns its stop.
 */
export function answerAsks({ server, windowOf, handlers, log }: IpcParts): () => void {
  for (const name of desktopAskNames) {
    const answer = handlers[name] as (input: unknown, window: BrowserWindow) => unknown;
    ipcMain.handle(askChannel(name), async (event, input: unknown): Promise<Asked<unknown>> => {
      const window = windowOf(event);
      if (window === undefined || !isTrustedFrame(event.senderFrame, server)) {
        log(`ask_refused ${name}`);
        return { ok: false, code: 'forbidden' };
      }
      const parsed = desktopAsks[name].input.safeParse(input);
      if (!parsed.success) {
        log(`ask_invalid ${name}`);
        return { ok: false, code: 'invalid' };
      }
      try {
        return { ok: true, value: await answer(parsed.data, window) };
      } catch (error) {
        log(`ask_failed ${name} ${(error as { code?: string }).code ?? ''}`.trim());
        return { ok: false, code: 'internal' };
      }
    });
  }
  return () => {
    for (const name of desktopAskNames) ipcMain.removeHandler(askChannel(name));
  };
}
