import { app, dialog } from 'electron';
import { guardContents } from './guard-contents.ts';
import { linksOf, openDesktop, openInBrowser } from './open-desktop.ts';
import type { OpenDesktop } from './open-desktop.ts';
import { policyFile, readPolicy, settingsOf } from './policy.ts';
import type { Settings } from './policy.ts';
import { DesktopTexts } from './texts.ts';

const log = (code: string): void => void process.stderr.write(`${code}\n`);

async function start(server: URL, settings: Settings): Promise<void> {
  // A second start brings the first one forward: two desks of one person would compete for the same leases.
  if (!app.requestSingleInstanceLock()) return app.quit();
  let desktop = undefined as OpenDesktop | undefined;
  const early = linksOf(process.argv.slice(1));
  const openLink = (link: string): void => {
    if (desktop) desktop.openLink(link);
    else early.push(link);
  };
  app.enableSandbox();
  // Windows shows notifications only of a program that says which shortcut it was started by.
  app.setAppUserModelId('app.baton.desk');
  app.on('web-contents-created', (_event, contents) => guardContents(contents, server, openInBrowser));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    openLink(link);
  });
  app.on('second-instance', (_event, args) => {
    desktop?.bringForward();
    for (const link of linksOf(args.slice(1))) openLink(link);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => desktop?.bringForward());
  app.on('will-quit', () => desktop?.stop());
  // What follows `--` is never read as a switch, whatever a link carries.
  if (app.isPackaged) app.setAsDefaultProtocolClient('baton', process.execPath, ['--']);
  await app.whenReady();
  desktop = openDesktop({ server, settings, links: early, log });
}

const policy = readPolicy(policyFile(process.platform, process.env));
if (policy === 'unreadable') log('policy_unreadable');
const settings = settingsOf(policy, process.env);
if (settings.server === undefined) {
  dialog.showErrorBox('Baton', new DesktopTexts(app.getLocale()).say('noServer'));
  app.exit(1);
} else {
  void start(settings.server, settings);
}
