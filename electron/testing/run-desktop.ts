import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { Browser } from '@playwright/test';
import type { DoubleMachine } from './electron-double.ts';
import { ElectronDouble } from './electron-double.ts';

export interface DesktopRun {
  /** Where the compiled main and preload lie. */
  readonly bundle: string;
  readonly browser: Browser;
  readonly machine: DoubleMachine;
  readonly userData: string;
  readonly url: string;
  readonly args?: readonly string[];
}

/** Runs the compiled main process, unchanged, with a double of `electron` in place of the module and a process of its own making. */
export function runDesktop({ bundle, browser, machine, userData, url, args = [] }: DesktopRun): ElectronDouble {
  const argv = ['/opt/baton/baton', ...args];
  const double: ElectronDouble = new ElectronDouble({
    browser, machine, userData, argv, appPath: bundle,
    runPreload: (electron) => runFile(path.join(bundle, 'preload.cjs'), electron, programOf(argv, url)),
  });
  runFile(path.join(bundle, 'main.cjs'), double.module, programOf(argv, url));
  return double;
}

/** What of `process` a program of Electron sees; the rest is that of the test. */
const programOf = (argv: readonly string[], url: string): object => ({
  argv, env: { BATON_URL: url, BATON_UPDATES: 'off' }, platform: process.platform, execPath: argv[0], stderr: { write: () => true }, versions: process.versions,
});

function runFile(filename: string, electron: object, program: object): void {
  const requireReal = createRequire(filename);
  const require = (id: string): unknown => (id === 'electron' ? electron : requireReal(id));
  const module = { exports: {} };
  const run = compileFunction(readFileSync(filename, 'utf8'), ['require', 'module', 'exports', '__filename', '__dirname', 'process'], { filename });
  (run as (...given: unknown[]) => void)(require, module, module.exports, filename, path.dirname(filename), program);
}
