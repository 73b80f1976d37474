import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportCounts } from '../store/reads/import-summary.ts';
import type { Context } from './benchmark.ts';
import { CannotRun } from './benchmark.ts';

export const journey = 'loan-log';

export type Imported = ImportCounts & {
  readonly events: number;
  readonly duplicates: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly rssMb: number;
  /** From the start of the process to its end. */
  readonly processSeconds: number;
};

/** The event log, or `CannotRun` saying where it was looked for. */
export function eventLogOf(context: Context): string {
  if (context.eventLog !== undefined) return context.eventLog;
  throw new CannotRun('the event log bpi2012.ndjson.gz is not there; name it, or its folder, in BATON_EVENT_LOGS');
}

/** Runs the importer as the process that `npm run import` starts, on a database, and returns what it prints. */
export async function runImporter(context: Context, url: string, preload?: { file: string; env: Record<string, string> }): Promise<Imported> {
  const file = eventLogOf(context);
  const root = path.resolve(import.meta.dirname, '../..');
  // `node FLAGS FILE`, as a user's `npm run import` has it.
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { import: string } };
  const [, ...command] = scripts.import.split(' ');
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...(preload ? ['--import', preload.file] : []), ...command, file, '--journey', journey, '--json'],
    {
      cwd: root,
      env: { ...process.env, ...preload?.env, DATABASE_URL: url, BATON_DATA: path.join(context.folder, 'importer') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  context.onStop(() => void child.kill('SIGKILL'));
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the importer ended with ${String(code)}: ${said}`);
  return { ...(JSON.parse(out) as Imported), processSeconds: (performance.now() - startedAt) / 1000 };
}
