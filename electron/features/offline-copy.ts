import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Vault } from './vault.ts';

const keyName = 'offline-key';
/** A copy is readable for so long. */
const lifeMs = 24 * 3_600_000;
/** So far a machine may set its clock back without losing the copy. */
const clockStepMs = 60_000;
const ivBytes = 12;
const tagBytes = 16;

export interface OfflineCopyParts {
  readonly vault: Vault;
  readonly folder: string;
  /** Milliseconds UTC. */
  readonly now: () => number;
}

/**
 * What a person's window keeps for the time without a connection: one file per person, AES-256-GCM under a key that lies in the vault
 * and is drawn anew after each sign-out, bound to the person and to when it was written. It is readable for a day.
 */
export class OfflineCopy {
  readonly #parts: OfflineCopyParts;

  constructor(parts: OfflineCopyParts) {
    this.#parts = parts;
  }

  /** False where there is no key store: then nothing is written. */
  async write(person: string, text: string): Promise<boolean> {
    const key = await this.#key('make');
    if (key === undefined) return false;
    const header = Buffer.alloc(8);
    header.writeBigInt64BE(BigInt(this.#parts.now()));
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.concat([header, Buffer.from(person)]));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    mkdirSync(this.#parts.folder, { recursive: true, mode: 0o700 });
    // Whole or not at all: a machine may be switched off in the middle.
    const file = this.#file(person);
    writeFileSync(`${file}.new`, Buffer.concat([header, iv, cipher.getAuthTag(), sealed]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return true;
  }

  /** What was written, or undefined where nothing is, it is older than a day, or somebody changed it; the last two are wiped. */
  async read(person: string): Promise<string | undefined> {
    let content: Buffer;
    try {
      content = readFileSync(this.#file(person));
    } catch {
      return undefined;
    }
    const text = await this.#open(person, content);
    if (text === undefined) rmSync(this.#file(person), { force: true });
    return text;
  }

  /** Every copy, and the key that opened them. */
  wipe(): void {
    rmSync(this.#parts.folder, { recursive: true, force: true });
    this.#parts.vault.forget(keyName);
  }

  async #open(person: string, content: Buffer): Promise<string | undefined> {
    const key = await this.#key('find');
    if (key === undefined || content.length < 8 + ivBytes + tagBytes) return undefined;
    const header = content.subarray(0, 8);
    const age = this.#parts.now() - Number(header.readBigInt64BE());
    if (age < -clockStepMs || age > lifeMs) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, content.subarray(8, 8 + ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.concat([header, Buffer.from(person)]))
        .setAuthTag(content.subarray(8 + ivBytes, 8 + ivBytes + tagBytes));
      return Buffer.concat([decipher.update(content.subarray(8 + ivBytes + tagBytes)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }

  async #key(how: 'make' | 'find'): Promise<Buffer | undefined> {
    const { vault } = this.#parts;
    const found = await vault.read(keyName);
    if (found !== undefined) return Buffer.from(found, 'base64');
    if (how === 'find') return undefined;
    const key = randomBytes(32);
    // A key that ends with the program would leave a file that nobody can open.
    if (await vault.keep(keyName, key.toString('base64'))) return key;
    vault.forget(keyName);
    return undefined;
  }

  /** Names of people are not names of files. */
  #file(person: string): string {
    return path.join(this.#parts.folder, `${createHash('sha256').update(person).digest('hex').slice(0, 32)}.sealed`);
  }
}
