import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { must } from '../shared/assert.ts';
import { askChannel, desktopAskNames } from '../shared/contract/ipc-names.ts';
import { fuseTable } from './fuse-table.ts';
import { Line, startBank } from './testing/bank-server.ts';
import type { Bank } from './testing/bank-server.ts';
import { DoubleMachine } from './testing/electron-double.ts';
import type { DoubleWindow, ElectronDouble } from './testing/electron-double.ts';
import { runDesktop } from './testing/run-desktop.ts';
import { serverAddress } from './web-rules.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const root = path.resolve(import.meta.dirname, '..');
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let bundles: string;
let browser: Browser;
let bank: Bank;
let machine: DoubleMachine;
let userData: string;
const running: ElectronDouble[] = [];

beforeAll(async () => {
  bundles = mkdtempSync(path.join(tmpdir(), 'baton-bundles-'));
  // In folders of its own, since other tests hand out those in dist/ meanwhile.
  const bundle = (...args: string[]): void => expect(spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 });
  bundle('build/desktop.ts', '--bundle', '--out', path.join(bundles, 'electron'));
  const workspace = process.env['BATON_WORKSPACE'] ?? path.join(bundles, 'renderer');
  if (process.env['BATON_WORKSPACE'] === undefined) bundle('build/renderer.ts', '--out', workspace);
  [browser, bank] = await Promise.all([
    chromium.launch({ executablePath: process.env['BATON_CHROMIUM'] ?? '/usr/bin/chromium', args: quiet }),
    startBank(workspace),
  ]);
});
afterAll(async () => {
  await browser.close();
  await bank.stop();
  rmSync(bundles, { recursive: true, force: true });
});
beforeEach(() => {
  machine = new DoubleMachine();
  userData = mkdtempSync(path.join(tmpdir(), 'baton-desktop-'));
});
afterEach(() => {
  for (const one of running.splice(0)) one.quit();
  rmSync(userData, { recursive: true, force: true });
});

/** Until it holds, on a machine that has other things to do too. */
const soon = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 30_000, interval: 50 });

const start = (...args: string[]): ElectronDouble => startAt(bank.url, ...args);
function startAt(url: string, ...args: string[]): ElectronDouble {
  const double = runDesktop({ bundle: path.join(bundles, 'electron'), browser, machine, userData, url, args });
  running.push(double);
  return double;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((one) => (one.isFile() ? [path.join(one.parentPath, one.name)] : []));

async function mainWindow(double: ElectronDouble): Promise<{ window: DoubleWindow; page: Page }> {
  await soon(() => expect(double.windows[0]?.isOnScreen).toBe(true));
  const window = must(double.windows[0], 'it was just there');
  return { window, page: await window.page };
}

async function signIn(page: Page, person = 'Ana'): Promise<void> {
  await page.getByRole('button', { name: new RegExp(person) }).first().click();
  await page.locator('footer [data-state=live]').waitFor();
}

/** What the page asks of the desktop, as a script of the page would. */
const ask = (page: Page, name: string, input: object = {}): Promise<unknown> => page.evaluate(`window.batonDesktop[${JSON.stringify(name)}](${JSON.stringify(input)})`);

const isCovered = (page: Page): Promise<string | null> => page.locator('[data-covered]').first().getAttribute('data-covered');

const known = 'k-0192f0c4-7b1e-7c3a-9d7e-0123456789ab';

/** Cases that the desk was told to show. */
const shownCase = (double: ElectronDouble): string[] => double.told.flatMap(({ is, case: id }) => (is === 'openCase' ? [String(id)] : []));

test('a start opens one window on the server, whose page gets the functions of the contract and nothing of Electron', async () => {
  const { page } = await mainWindow(start());
  await page.getByText('The demo bank').waitFor();
  expect(new URL(page.url()).origin).toBe(bank.url);
  const bridge = (await page.evaluate('Object.keys(window.batonDesktop).sort()')) as string[];
  expect(bridge).toEqual([...desktopAskNames, 'listen', 'platform'].sort());
  expect(bridge.length).toBeLessThanOrEqual(25);
  expect(await page.evaluate('[typeof require, typeof process, typeof module, Object.isFrozen(window.batonDesktop)]')).toEqual(['undefined', 'undefined', 'undefined', true]);
});

test('a second start brings the first one forward and ends', async () => {
  const first = start();
  const { window } = await mainWindow(first);
  window.blur();
  const second = start();
  await soon(() => expect(second.seen.hasQuit).toBe(true));
  expect([second.windows.length, first.windows.length, first.focused === window]).toEqual([0, 1, true]);
});

test('a session lies in the key store and not in the profile; the next start is signed in, and a sign-out leaves nothing', async () => {
  const first = start();
  const { page } = await mainWindow(first);
  await signIn(page);
  const { value } = (await ask(page, 'readSession')) as { value: { session: string } };
  const { token } = JSON.parse(value.session) as { token: string };
  expect(await page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])')).not.toContain(token);
  expect(filesBelow(userData).filter((file) => readFileSync(file).includes(token))).toEqual([]);
  first.quit();

  const { page: again } = await mainWindow(start());
  await again.locator('footer [data-state=live]').waitFor();
  await again.keyboard.press('Control+k');
  await again.keyboard.type('sign out');
  await again.keyboard.press('Enter');
  await again.getByText('The demo bank').waitFor();
  expect(filesBelow(userData).filter((file) => file.endsWith('.sealed'))).toEqual([]);
});

test('a link waits until somebody has signed in, then shows its case; nothing but a case is opened by one', async () => {
  const double = start('baton://case/k-0192f0c4');
  const { window, page } = await mainWindow(double);
  expect(shownCase(double)).toEqual([]);
  await signIn(page);
  await soon(() => expect(shownCase(double)).toEqual(['k-0192f0c4']));
  window.blur();
  // Again until it is followed: right after another link none is.
  await soon(() => {
    for (const link of ['baton://task/t-1', 'baton://case/k-1?claim', 'baton://case/../x', 'file:///etc/passwd', `baton://case/${known}`]) {
      double.app.emit('second-instance', {}, ['baton', '--', link]);
      double.app.emit('open-url', { preventDefault: () => undefined }, link);
    }
    expect(shownCase(double)).toEqual(['k-0192f0c4', known]);
  });
  expect([double.focused === window, double.seen.external]).toEqual([true, []]);
});

test('a notification says nothing of the customer, and a click brings the exact case to the front', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  await signIn(page);
  expect(await ask(page, 'notify', { case: known })).toEqual({ ok: true, value: { isShown: false } });
  window.blur();
  expect(await ask(page, 'notify', { case: known })).toEqual({ ok: true, value: { isShown: true } });
  expect(double.notifications.map(({ options }) => options)).toEqual([{ title: 'Baton', body: 'A case needs you.' }]);
  double.notifications[0]?.emit('click');
  await soon(() => expect(shownCase(double)).toEqual([known]));
  expect(double.focused).toBe(window);
});

test('the tray says the status and what waits; a status chosen there is the person’s own', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  expect(double.tray.toolTip).toBe('Baton: Nobody is signed in');
  await signIn(page);
  await soon(() => expect(double.tray.toolTip).toMatch(/^Baton: (Available|Busy|Away|Off), (\d+ wait for you|Nothing waits for you)$/));
  double.tray.menu.find(({ label }) => label === 'Busy')?.click?.();
  await soon(() => expect(double.tray.toolTip).toMatch(/^Baton: Busy, /));
  await page.getByRole('button', { name: /You are Busy/ }).waitFor();
});

test('lock hides the screen at once and unlocking shows it; after sleep it stays hidden, and the connection is made anew', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  await signIn(page);
  double.clipboard = 'copied here';
  await ask(page, 'copied');
  double.powerMonitor.emit('lock-screen');
  await soon(async () => expect(await isCovered(page)).toBe('true'));
  await soon(() => expect(double.clipboard).toBe(''));
  double.powerMonitor.emit('unlock-screen');
  await soon(async () => expect(await isCovered(page)).toBe('false'));

  double.powerMonitor.emit('suspend');
  await soon(async () => expect(await isCovered(page)).toBe('true'));
  const socket = page.waitForEvent('websocket');
  double.powerMonitor.emit('resume');
  await socket;
  await page.locator('footer [data-state=live]').waitFor();
  expect(await isCovered(page)).toBe('true');
  await page.keyboard.press('F9');
  expect(await isCovered(page)).toBe('false');
});

test('what was copied elsewhere stays in the clipboard', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  double.clipboard = 'copied here';
  await ask(page, 'copied');
  double.clipboard = 'copied elsewhere';
  expect(await ask(page, 'clearCopied')).toEqual({ ok: true, value: { isCleared: false } });
  expect(double.clipboard).toBe('copied elsewhere');
});

test('a page goes nowhere but to its server: https leaves by the system’s browser, everything else is refused, and no window opens', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  const home = page.url();
  for (const address of ['http://example.test/', 'file:///etc/passwd', 'data:text/html,hello', 'https://user:pw@example.test/', 'https://example.test/help']) {
    await page.evaluate(`location.href = ${JSON.stringify(address)}`).catch(() => undefined);
    await page.evaluate(`window.open(${JSON.stringify(address)})`).catch(() => undefined);
  }
  await soon(() => expect(double.seen.external.length).toBeGreaterThan(0));
  await page.waitForLoadState();
  expect(page.url()).toBe(home);
  expect(new Set(double.seen.external)).toEqual(new Set(['https://example.test/help']));
  expect(window.opener?.({ url: `${bank.url}/` })).toEqual({ action: 'deny' });
  expect(double.windows.length).toBe(1);
});

test('the wall opens in a window of its own, signed in, and closes when the person signs out', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  expect(await ask(page, 'openWall')).toEqual({ ok: true, value: {} });
  expect(double.windows.length).toBe(1);
  await signIn(page, 'Chloe');
  await ask(page, 'openWall');
  await ask(page, 'openWall');
  expect(double.windows.length).toBe(2);
  const wall = await must(double.windows[1], 'the wall').page;
  await wall.locator('footer [data-state=live]').waitFor();
  expect(new URL(wall.url()).search).toBe('?window=wall');
  await ask(page, 'signedOut');
  await soon(() => expect(double.windows.length).toBe(1));
  await page.getByText('The demo bank').waitFor();
});

test('the card of a call comes above other programs only, takes no key from them, and goes with the call', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  await signIn(page, 'Ben');
  expect(await ask(page, 'showCallCard', { isShown: true })).toEqual({ ok: true, value: { isShown: false } });
  window.blur();
  expect(await ask(page, 'showCallCard', { isShown: true })).toEqual({ ok: true, value: { isShown: true } });
  const card = must(double.windows[1], 'the card');
  await soon(() => expect(card.isOnScreen).toBe(true));
  expect(card.options).toMatchObject({ width: 376, height: 360, x: 1920 - 376 - 16, y: 1040 - 360 - 16, alwaysOnTop: true, skipTaskbar: true, frame: false });
  expect(double.focused).toBeUndefined();
  await ask(page, 'showCallCard', { isShown: false });
  await soon(() => expect(double.windows).toEqual([window]));
});

test('a telephone that rings is heard in the tray and seen above other programs, and all of it goes when the desk comes to the front', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  await signIn(page, 'Ben');
  window.blur();
  double.powerMonitor.emit('lock-screen');
  const ring = await fetch(`${bank.url}/v1/calls`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-baton-key': bank.keys['telephony'] ?? '' },
    body: JSON.stringify({ call: 'c-ring-1', event: 'ring', extension: 'ben', number: null }),
  });
  expect(ring.status).toBe(202);
  await soon(() => expect([double.tray.title, double.tray.toolTip]).toEqual(['Ringing', 'Baton: Ringing']));
  await soon(() => expect(double.windows[1]?.isOnScreen).toBe(true));
  const card = await must(double.windows[1], 'it was just there').page;
  await soon(async () => expect(await card.getByRole('main').innerText()).toBe('Ringing'));
  expect(new URL(card.url()).search).toBe('?window=call');
  double.powerMonitor.emit('unlock-screen');
  await card.getByRole('button', { name: /Answer/ }).waitFor();
  window.focus();
  await soon(() => expect(double.windows).toEqual([window]));
});

test('a page is printed as it is shown, to where the person says, and nowhere if they say nothing', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  expect(await ask(page, 'print')).toEqual({ ok: true, value: { outcome: 'cancelled' } });
  double.answers.savePath = path.join(userData, 'page.pdf');
  expect(await ask(page, 'print')).toEqual({ ok: true, value: { outcome: 'saved' } });
  expect(readFileSync(double.answers.savePath).subarray(0, 5).toString()).toBe('%PDF-');
  expect(statSync(double.answers.savePath).mode & 0o077).toBe(0);
});

test('a window comes back where it was closed', async () => {
  const first = start();
  await mainWindow(first);
  Object.assign(must(first.windows[0], 'it is there'), { getNormalBounds: () => ({ x: 100, y: 80, width: 1200, height: 700 }) });
  first.quit();
  const { window } = await mainWindow(start());
  expect(window.options).toMatchObject({ x: 100, y: 80, width: 1200, height: 700, title: 'Baton' });
});

test('a server that does not answer is said, with the way to try again', async () => {
  const double = runDesktop({ bundle: path.join(bundles, 'electron'), browser, machine, userData, url: 'http://127.0.0.1:9' });
  running.push(double);
  await soon(() => expect(double.seen.messages[0]).toContain('ERR_'));
  await soon(() => expect(double.seen.hasQuit).toBe(true));
});

test('an address that Baton may not open ends the start', async () => {
  const double = runDesktop({ bundle: path.join(bundles, 'electron'), browser, machine, userData, url: 'http://example.test' });
  expect([double.seen.hasQuit, double.seen.errors.length, double.windows.length]).toEqual([true, 1, 0]);
});

/** A call-back that a customer of the demo bank asked for; the case it is in. */
async function askForCallBack(page: Page): Promise<string> {
  const event = { specversion: '1.0', id: 'call-back-1', source: 'demo', subject: 'call-back-1', type: 'call-back', time: '2026-11-20T09:00:00Z', data: { phase: 'SCHEDULE' } };
  const answer = await fetch(`${bank.url}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': bank.keys['demo'] ?? '' }, body: JSON.stringify(event) });
  expect(answer.status).toBe(202);
  return soon(async () => {
    const rows = await page.evaluate(`(async () => {
      const { token } = JSON.parse((await window.batonDesktop.readSession({})).value.session);
      return (await (await fetch('/v1/tasks?team=call-centre&limit=1', { headers: { authorization: 'Bearer ' + token } })).json()).rows;
    })()`);
    return must((rows as { case: string }[])[0], 'the call-back is a task').case;
  });
}

async function toNotes(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^Notes/ }).click();
}

test('without a connection, and over a restart without one, a case that was opened is readable and a note is kept; back again it is sent once', async () => {
  const line = new Line(bank.url);
  await line.mend();
  try {
    const first = startAt(line.url);
    const { page } = await mainWindow(first);
    await signIn(page, 'Ben');
    const id = await askForCallBack(page);
    first.app.emit('open-url', { preventDefault: () => undefined }, `baton://case/${id}`);
    await toNotes(page);
    const copies = (): string[] => filesBelow(path.join(userData, 'offline')).map((file) => readFileSync(file, 'base64'));
    // The page, and what it shows.
    await soon(() => expect(copies()).toHaveLength(2));

    await line.cut();
    await page.locator('footer [data-state=connecting]').waitFor();
    const before = copies();
    await page.getByRole('textbox', { name: 'New note' }).fill('She called from the station');
    await page.getByRole('button', { name: /Keep the note/ }).click();
    await page.locator('[data-waiting=true]').getByText('She called from the station').waitFor();
    await soon(() => expect(copies()).not.toEqual(before));
    expect(filesBelow(userData).filter((file) => readFileSync(file).includes('station'))).toEqual([]);
    first.quit();

    const second = startAt(line.url, `baton://case/${id}`);
    const { page: again } = await mainWindow(second);
    await again.locator('footer [data-state=connecting]').waitFor();
    await toNotes(again);
    await again.locator('[data-waiting=true]').getByText('She called from the station').waitFor();

    await line.mend();
    await again.getByText('Connected. 1 note sent, none lost.').waitFor();
    expect(second.protocolHandler).toBeUndefined();
    second.app.emit('open-url', { preventDefault: () => undefined }, `baton://case/${id}`);
    await again.getByRole('tab', { name: 'Notes 1' }).click();
    expect(await again.locator('[data-waiting=true]').count()).toBe(0);
  } finally {
    await line.cut();
  }
});

test('whatever a page says over the bridge, the desktop answers by a code and goes on', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...desktopAskNames), fc.anything(), async (name, input) => {
      fc.pre(isCloneable(input) && !(name === 'signedOut' && JSON.stringify(input) === '{}'));
      const answer = (await window.ask(askChannel(name), input, page.mainFrame())) as { ok: boolean };
      expect(typeof answer.ok).toBe('boolean');
    }),
    { numRuns: (process.env['BATON_LONG'] === '1' ? 1000 : 200) * desktopAskNames.length },
  );
  expect([double.seen.hasQuit, double.seen.external, double.seen.errors]).toEqual([false, [], []]);
});

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

// Electron's own list, https://www.electronjs.org/docs/latest/tutorial/security, each item as the running program has it.
const items: readonly (readonly [number, string, (seen: { double: ElectronDouble; window: DoubleWindow; page: Page }) => unknown])[] = [
  [1, 'only secure content is loaded', () => expect(['http://baton.bank.test', 'ftp://baton.bank.test', 'file:///x'].map((text) => serverAddress(text))).toEqual([undefined, undefined, undefined])],
  [2, 'no Node in a page', ({ double }) => everyPreference(double, { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })],
  [3, 'context isolation is on', ({ double }) => everyPreference(double, { contextIsolation: true })],
  [4, 'the sandbox is on, for every process', ({ double }) => {
    everyPreference(double, { sandbox: true });
    expect(double.seen.isSandboxed).toBe(true);
  }],
  [5, 'no permission is given', ({ double }) => {
    for (const name of permissionNames) {
      double.permissions.request?.({}, name, (can) => expect(can, name).toBe(false));
      expect(double.permissions.check?.({}, name), name).toBe(false);
    }
  }],
  [6, 'web security stays on', ({ double }) => everyPreference(double, { webSecurity: true })],
  [7, 'the page has a content security policy', async () => {
    const policy = (await fetch(bank.url)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/);
  }],
  [8, 'no insecure content in a secure page', ({ double }) => everyPreference(double, { allowRunningInsecureContent: false })],
  [9, 'no experimental features', ({ double }) => everyPreference(double, { experimentalFeatures: false })],
  [10, 'no Blink features are switched on', ({ double }) => expect(double.seen.preferences.flatMap((one) => Object.keys(one))).not.toContain('enableBlinkFeatures')],
  [11, 'there is no webview that could allow pop-ups', ({ double }) => everyPreference(double, { webviewTag: false })],
  [12, 'a webview is refused before it is made', ({ window }) => expect(prevented(window, 'will-attach-webview', {})).toBe(true)],
  [13, 'navigation stays within the server', ({ window }) => {
    expect(['https://evil.test/', 'file:///etc/passwd', 'javascript:alert(1)'].map((url) => prevented(window, 'will-navigate', { url }))).toEqual([true, true, true]);
    expect(['will-redirect', 'will-frame-navigate'].map((event) => prevented(window, event, { url: 'https://evil.test/', isMainFrame: false }))).toEqual([true, true]);
    expect(prevented(window, 'will-navigate', { url: `${bank.url}/?window=wall` })).toBe(false);
  }],
  [14, 'no page makes a window', ({ window }) => expect(['about:blank', `${bank.url}/`, 'https://evil.test/'].map((url) => window.opener?.({ url }).action)).toEqual(['deny', 'deny', 'deny'])],
  [15, 'only plain https leaves for the browser', ({ double, window }) => {
    double.seen.external.length = 0;
    for (const url of hostileAddresses) window.opener?.({ url });
    expect(double.seen.external).toEqual([]);
  }],
  [16, 'Electron is current', () => expect(Number((JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }).version.split('.')[0])).toBeGreaterThanOrEqual(45)],
  [17, 'only the page of the server, itself, is answered', async ({ window, page }) => {
    const frame = (origin: string, parent: unknown = null): never => ({ url: () => (origin === 'null' ? 'about:blank' : `${origin}/`), parentFrame: () => parent }) as never;
    const answers = [frame('https://evil.test'), frame('null'), frame(`${bank.url}.evil.test`), frame(bank.url, {}), undefined].map((from) => window.ask(askChannel('readSession'), {}, from));
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 5 }, () => ({ ok: false, code: 'forbidden' })));
    expect(await window.ask(askChannel('readSession'), {}, page.mainFrame())).toMatchObject({ ok: true });
  }],
  [18, 'windows show the server, and nothing is loaded from a file', ({ page }) => {
    expect(new URL(page.url()).origin).toBe(bank.url);
    expect(readFileSync(path.join(bundles, 'electron/main.cjs'), 'utf8')).not.toMatch(/\.loadFile\(|registerFileProtocol|loadURL\([`'"]file/);
  }],
  [19, 'the fuses are set when it is packed', () => expect(fuseTable).toMatchObject({ RunAsNode: false, EnableNodeOptionsEnvironmentVariable: false, EnableNodeCliInspectArguments: false, OnlyLoadAppFromAsar: true, EnableEmbeddedAsarIntegrityValidation: true, EnableCookieEncryption: true, GrantFileProtocolExtraPrivileges: false })],
  [20, 'no interface of Electron reaches a page', async ({ page }) => expect(await page.evaluate(`Object.entries(window.batonDesktop).filter(([name, value]) => typeof value !== 'function' && name !== 'platform').length`)).toBe(0)],
];

const permissionNames = [
  'clipboard-read', 'clipboard-sanitized-write', 'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'keyboardLock',
  'media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'openExternal', 'pointerLock', 'serial', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'usb', 'window-management', 'unknown',
];
const hostileAddresses = [
  'http://evil.test/', 'file:///C:/Windows/System32/calc.exe', 'smb://evil.test/share', 'ms-msdt:/id', 'search-ms:query=x', 'javascript:alert(1)', 'data:text/html,x', 'blob:https://evil.test/1',
  'https://user@evil.test/', 'https://user:pw@evil.test/', 'vbscript:x', 'baton://case/k-1', 'ftp://evil.test', '\\\\evil.test\\share', 'https:', 'mailto:x@evil.test?attach=/etc/passwd',
];
function everyPreference({ seen }: ElectronDouble, wanted: object): void {
  expect(seen.preferences.length).toBeGreaterThan(0);
  for (const preferences of seen.preferences) expect(preferences).toMatchObject(wanted);
}
function prevented({ webContents }: DoubleWindow, name: string, fields: object): boolean {
  let isPrevented = false;
  webContents.emit(name, { ...fields, preventDefault: () => (isPrevented = true) });
  return isPrevented;
}

test('Electron’s security list, all twenty items', async () => {
  const double = start();
  const { window, page } = await mainWindow(double);
  expect(items.map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  const broken: string[] = [];
  for (const [number, title, check] of items) {
    try {
      await check({ double, window, page });
    } catch (error) {
      broken.push(`${String(number)} ${title}: ${String(error)}`);
    }
  }
  expect(broken).toEqual([]);
});
