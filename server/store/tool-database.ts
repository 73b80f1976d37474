import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Config } from '../config.ts';
import { startEmbedded } from './embedded.ts';
import { runningUrl } from './embedded-folder.ts';

export interface ToolDatabase {
  /** May hold a password: never log it. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The database for a command beside the server: the configured one, else the embedded one, which is started for the
 * command's time unless a server has it running already. Refuses as `startEmbedded` does.
 */
export async function openToolDatabase(config: Config, log: (message: string) => void): Promise<ToolDatabase | Refusal> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  const embedded = await startEmbedded({ folder: config.dataFolder, log });
  if (!isRefusal(embedded) || embedded.code !== 'folder_in_use') return embedded;
  // The server that has the folder may be starting just now.
  for (const end = performance.now() + 15_000; performance.now() < end; await wait(50)) {
    const url = runningUrl(config.dataFolder);
    if (url !== undefined) return { url, stop: () => Promise.resolve() };
  }
  return embedded;
}
