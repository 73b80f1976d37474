import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hasScreen } from './electron-program.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The tests may run as root, for whom no window is opened. */
const asOrdinaryUser = '--import=data:text/javascript,process.getuid=()=>1000';

test.runIf(process.platform === 'linux')('the window opens when the server answers, and closes when it is gone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-window-'));
  const server = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const said = path.join(folder, 'said');
    // In place of Electron's program: says how it was started, and stays.
    writeFileSync(path.join(folder, 'electron'), `#!/bin/sh\nprintf '%s %s' "$$" "$BATON_URL" > '${said}.new' && mv '${said}.new' '${said}'\nexec sleep 60\n`);
    chmodSync(path.join(folder, 'electron'), 0o755);
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder, PORT: String(port), DISPLAY: ':9', NODE_OPTIONS: asOrdinaryUser };
    const watcher = spawn(process.execPath, [path.join(import.meta.dirname, 'window-beside.ts'), '--watch'], { env, stdio: 'inherit' });
    const ended = new Promise((resolve) => watcher.once('close', resolve));
    await expect.poll(() => existsSync(said), { timeout: 30_000 }).toBe(true);
    const [pid = '', url] = readFileSync(said, 'utf8').split(' ');
    expect([url, isAlive(Number(pid))]).toEqual([`http://127.0.0.1:${String(port)}`, true]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect.poll(() => isAlive(Number(pid)), { timeout: 30_000 }).toBe(false);
    expect(await ended).toBe(0);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

test('no window is tried without a screen, or as the user for whom the sandbox does not run', () => {
  expect([hasScreen('linux', {}, 1000), hasScreen('linux', { DISPLAY: '' }, 1000), hasScreen('linux', { DISPLAY: ':0' }, 0)]).toEqual([false, false, false]);
  expect([hasScreen('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000), hasScreen('darwin', {}, 501), hasScreen('win32', {}, undefined)]).toEqual([true, true, true]);
});
