import { contextBridge, ipcRenderer } from 'electron';
import { askChannel, desktopAskNames, tellChannel } from '../shared/contract/ipc-names.ts';

// All that a page learns of the desktop: one function for each ask of the contract, and what the desktop tells. `ipcRenderer` and its
// events never cross, and no function takes the name of a channel.
const asks = Object.fromEntries(desktopAskNames.map((name) => [name, (input: unknown): Promise<unknown> => ipcRenderer.invoke(askChannel(name), input ?? {})]));

let hear: ((message: unknown) => void) | undefined;
ipcRenderer.on(tellChannel, (_event, message: unknown) => hear?.(message));

contextBridge.exposeInMainWorld('batonDesktop', {
  platform: process.platform,
  ...asks,
  /** The one listener of the page; a later one takes its place. */
  listen: (listener: (message: unknown) => void): void => {
    hear = listener;
  },
});
