import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SafeStorage } from 'electron';

export interface VaultParts {
  readonly safeStorage: Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;
  readonly platform: NodeJS.Platform;
  readonly folder: string;
}

/**
 * Secrets under the key store of the system. Where there is none, or on Linux only one that keeps its key beside the data, nothing is
 * written: a secret then lives as long as the program.
 */
export class Vault {
  readonly #parts: VaultParts;
  readonly #inMemory = new Map<string, string>();

  constructor(parts: VaultParts) {
    this.#parts = parts;
  }

  /** Whether it was sealed and written. */
  async keep(name: string, secret: string): Promise<boolean> {
    this.#inMemory.set(name, secret);
    if (!(await this.#canSeal())) return false;
    const sealed = await this.#parts.safeStorage.encryptStringAsync(secret);
    mkdirSync(this.#parts.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.#file(name), sealed, { mode: 0o600 });
    return true;
  }

  /** The secret; undefined where none is kept, or what lies there cannot be opened any more. */
  async read(name: string): Promise<string | undefined> {
    const known = this.#inMemory.get(name);
    if (known !== undefined) return known;
    try {
      if (!(await this.#canSeal())) return undefined;
      const { result } = await this.#parts.safeStorage.decryptStringAsync(readFileSync(this.#file(name)));
      this.#inMemory.set(name, result);
      return result;
    } catch {
      return undefined;
    }
  }

  forget(name: string): void {
    this.#inMemory.delete(name);
    rmSync(this.#file(name), { force: true });
  }

  async #canSeal(): Promise<boolean> {
    const { safeStorage, platform } = this.#parts;
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
    return safeStorage.isAsyncEncryptionAvailable();
  }

  #file(name: string): string {
    return path.join(this.#parts.folder, `${name}.sealed`);
  }
}
