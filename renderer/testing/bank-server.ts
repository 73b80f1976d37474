import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');

/** A server of its own with a demo bank of its own, as `npm start` starts it. */
export interface BankServer {
  readonly url: string;
  readonly folder: string;
  /** Keys of the bank's sources, as the server prints them. */
  readonly keys: Readonly<Record<string, string>>;
  /** Runs a scenario of `npm run demo` against it and returns what it printed. */
  demo(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts it as it is after its past has been staged: the first bank of a run stages it and keeps a copy in `kept`, those after it begin with
 * that, which takes a third of the time. Where folders cannot be copied with their owners, each stages its own.
 */
export async function startStagedBank(kept: string | undefined): Promise<BankServer> {
  if (kept === undefined || process.platform === 'win32') return startBankServer();
  const keysFile = path.join(kept, 'keys.json');
  if (!existsSync(keysFile)) {
    const first = await startBankServer({ BATON_DATA: path.join(kept, 'data') });
    await first.stop();
    // Last of all: only a bank that came to its end is whole.
    writeFileSync(keysFile, JSON.stringify(first.keys));
  }
  const bank = await startBankServer({}, (folder) => {
    const from = ['data', 'data-keys'].map((name) => path.join(kept, name));
    const { status } = spawnSync('cp', ['-a', ...from, folder], { stdio: 'inherit' });
    if (status !== 0) throw new Error('the staged bank cannot be copied');
  });
  // Said only by the start that made them.
  return { ...bank, keys: JSON.parse(readFileSync(keysFile, 'utf8')) as BankServer['keys'] };
}

/** Starts it in a throwaway folder; the bank has its past, and stands still unless it is told something. */
export async function startBankServer(environment: Readonly<Record<string, string>> = {}, prepare?: (folder: string) => void): Promise<BankServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-bank-'));
  prepare?.(folder);
  const env = { ...process.env, BATON_DATA: path.join(folder, 'data'), BATON_DEMO: 'staged', BATON_LOG: 'error', PORT: '0', DATABASE_URL: '', ...environment };
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const keys: Record<string, string> = {};
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const key = /^ {2}(\S+)\s+(\S{20,})$/.exec(line);
      if (key) keys[key[1] ?? ''] = key[2] ?? '';
      const address = /running at (http:\S+)/.exec(line);
      if (address) resolve(address[1] ?? '');
    });
  });
  return {
    url, folder, keys,
    demo: (...args) =>
      new Promise((resolve, reject) => {
        const player = spawn(process.execPath, ['server/demo/main.ts', ...args], { cwd: root, env: { ...env, BATON_URL: url }, stdio: ['ignore', 'pipe', 'pipe'] });
        let output = '';
        for (const stream of [player.stdout, player.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
        player.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
      }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      rmSync(`${path.join(folder, 'data')}-keys`, { recursive: true, force: true });
    },
  };
}
