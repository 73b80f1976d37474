import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process alone, or refuses with `folder_in_use {folder, pid?}`, at once.
 * The lock is one of the operating system (Node has no flock, SQLite's exclusive lock is one): it ends with the process
 * that holds it, however that dies, so there is no stale lock to detect and no window between looking and taking.
 */
export function lockFolder(folder: string): FolderLock | Refusal {
  const lockFile = path.join(folder, 'server.lock');
  const pidFile = path.join(folder, 'server.pid');
  const db = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    const pid = readPid(pidFile);
    return refuse('folder_in_use', pid === undefined ? { folder } : { folder, pid });
  }
  fs.chmodSync(lockFile, 0o600);
  // Only for the message of whoever is refused.
  fs.writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  return {
    release: () => {
      if (!db.isOpen) return;
      fs.rmSync(pidFile, { force: true });
      db.close();
    },
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
