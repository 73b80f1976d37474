/**
 * Before `npm start`: where Electron's program, a screen and a fixed port are, starts a watcher that opens the window once the server
 * answers, and closes it when the server is gone. Where one of them is missing the server prints its address, as always.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { electronProgram, hasScreen } from './electron-program.ts';

const root = path.resolve(import.meta.dirname, '..');
const address = `http://127.0.0.1:${process.env['PORT']?.trim() || '4380'}`;
const [isWatcher] = process.argv.slice(2).map((arg) => arg === '--watch');
/** A first start fills a bank and may take a while. */
const mostLooks = 600;
const lookMs = 500;
const missesToEnd = 6;

const isUp = (): Promise<boolean> => fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) }).then(({ ok }) => ok, () => false);

async function watch(program: string): Promise<void> {
  for (let looks = 0; !(await isUp()); looks += 1) {
    if (looks >= mostLooks) return;
    await wait(lookMs);
  }
  const window = spawn(program, [root], { stdio: 'ignore', env: { ...process.env, BATON_URL: address } });
  const closed = new Promise<void>((resolve) => window.once('close', () => resolve()));
  // A window that cannot be opened leaves the address that the server printed.
  window.once('error', () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void window.kill());
  void closed.then(() => process.exit(0));
  for (let misses = 0; misses < missesToEnd; misses = (await isUp()) ? 0 : misses + 1) await wait(lookMs);
  window.kill();
  await closed;
}

const program = process.env['BATON_WINDOW'] === 'off' || address.endsWith(':0') || !hasScreen() ? undefined : electronProgram(root);
if (program !== undefined && isWatcher === true) {
  await watch(program);
} else if (program !== undefined && spawnSync(process.execPath, ['build/desktop.ts', '--bundle'], { cwd: root, stdio: 'inherit' }).status === 0) {
  // In the same group as npm, so that Ctrl+C ends both.
  spawn(process.execPath, [import.meta.filename, '--watch'], { cwd: root, stdio: 'ignore' }).unref();
}
