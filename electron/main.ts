import path from 'node:path';
import { BrowserWindow, app, dialog, session } from 'electron';
import { serverAddress } from './web-rules.ts';
import { guardContents, openMainWindow } from './window.ts';

const server = serverAddress(process.env['BATON_URL'] ?? 'http://127.0.0.1:4380');

function openWindow(to: URL): void {
  openMainWindow({
    server: to,
    preloadFile: path.join(app.getAppPath(), 'dist/electron/preload.cjs'),
    onUnreachable: (reason) => dialog.showErrorBox('Baton', `The server at ${to.origin} does not answer (${reason}).`),
  });
}

async function start(to: URL): Promise<void> {
  // A second start brings the first one forward: two desks of one person would compete for the same leases.
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => guardContents(contents, to));
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (app.isReady() && BrowserWindow.getAllWindows().length === 0) openWindow(to);
  });
  await app.whenReady();
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  openWindow(to);
}

if (server === undefined) {
  dialog.showErrorBox('Baton', 'BATON_URL is not an address that Baton may open: https://…, or http:// on this machine.');
  app.exit(1);
} else {
  void start(server);
}
