import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The part under test of processes: as it is, or with a module loaded before it that makes it wrong. */
export interface Part {
  /** More environment of the processes that are the part. */
  readonly env: Readonly<Record<string, string>>;
  /** How long the suite waits for what must come, in milliseconds: a wrong part is not given as long. */
  readonly patienceMs: number;
}

export const asItIs: Part = { env: {}, patienceMs: 30_000 };

/** Made wrong by a module of `server/testing/wrong/process/`, which each of its threads loads first. */
export const wrongBy = (module: string): Part => ({
  env: { NODE_OPTIONS: `--import=${pathToFileURL(path.resolve(import.meta.dirname, '../wrong/process', `${module}.ts`)).href}` },
  patienceMs: 6000,
});
