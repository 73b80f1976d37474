import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');

export interface Bank {
  readonly url: string;
  /** Keys of the bank's sources, as the server prints them. */
  readonly keys: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A real server with a demo bank in a throwaway folder, which hands out the bundle of the workspace in `workspace`. */
export async function startBank(workspace: string): Promise<Bank> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-desktop-bank-'));
  const env = { ...process.env, BATON_DATA: path.join(folder, 'data'), BATON_DEMO: 'still', BATON_LOG: 'error', PORT: '0', DATABASE_URL: '', BATON_WORKSPACE: workspace };
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const keys: Record<string, string> = {};
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const key = /^ {2}(\S+)\s+(\S{20,})$/.exec(line);
      if (key) keys[key[1] ?? ''] = key[2] ?? '';
      const address = /running at (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return {
    url,
    keys,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A line to a server that can be cut and mended. */
export class Line {
  readonly #to: URL;
  readonly #sockets = new Set<net.Socket>();
  #server: net.Server | undefined;
  #port = 0;

  constructor(to: string) {
    this.#to = new URL(to);
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  async mend(): Promise<void> {
    this.#server = net.createServer((near) => {
      const far = net.connect(Number(this.#to.port), this.#to.hostname);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as net.AddressInfo).port;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }
}
