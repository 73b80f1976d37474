import { isRefusal } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { openKeyStore } from './keys/key-store.ts';
import type { KeyStore } from './keys/key-store.ts';
import { operatorText } from './operator-text.ts';
import { openToolDatabase } from './tool-database.ts';

/** Opens database and key store for a command, closes both behind it. */
export async function withStores<T>(config: Config, clock: Clock, run: (url: string, keyStore: KeyStore) => Promise<T | Refusal>): Promise<T | Refusal> {
  const keyStore = openKeyStore({ folder: config.keysFolder, masterKey: config.masterKey, clock });
  if (isRefusal(keyStore)) return keyStore;
  try {
    const database = await openToolDatabase(config, say);
    if (isRefusal(database)) return database;
    return await run(database.url, keyStore).finally(() => database.stop());
  } finally {
    keyStore.close();
  }
}

/** Messages and progress go to standard error; standard output is for the result. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Says how far the rows are, once a second, from the second one on. */
export function rowProgress(word: string): (total: number) => void {
  let lastMs: number | undefined;
  return (total) => {
    lastMs ??= performance.now();
    if (performance.now() - lastMs < 1_000) return;
    lastMs = performance.now();
    say(`${word} ${total.toLocaleString('en')} rows`);
  };
}

/** Prints the result as one line of JSON; a refusal goes to standard error in words and makes the exit status 1. */
export function finish(result: object): void {
  if (isRefusal(result)) {
    say(operatorText(result));
    process.exitCode = 1;
  } else {
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}
