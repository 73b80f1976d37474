import type { WebPreferences } from 'electron';

/** What every page of ours runs with: no Node, its own world, the sandbox, and nothing that loosens them. */
export function webPreferences(preloadFile: string, hasDevTools = false): WebPreferences {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Words of customers would go to whoever checks them.
    spellcheck: false,
    devTools: hasDevTools,
  };
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The server's address to open, or undefined if it is none: https, or http on this machine only, without credentials. */
export function serverAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  return isSafe ? url : undefined;
}

/** Whether an address may be saved as a file: one of the server, or one that its page made itself (an export). */
export function mayDownload(address: string, server: URL): boolean {
  const made = /^blob:(.*)$/.exec(address)?.[1] ?? address;
  return URL.canParse(made) && destinationOf(made, server) === 'within';
}

/** What to do with an address that a page wants to go to: stay within, hand it to the system's browser, or refuse. */
export function destinationOf(address: string, server: URL): 'within' | 'browser' | 'refused' {
  if (!URL.canParse(address)) return 'refused';
  const url = new URL(address);
  if (url.origin === server.origin) return 'within';
  // Only https leaves: file:, smb: or a handler of some program would run with the clerk's rights.
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? 'browser' : 'refused';
}
