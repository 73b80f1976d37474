import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '../../shared/assert.ts';
import { OfflineCopy } from './offline-copy.ts';
import { Vault } from './vault.ts';
import type { VaultParts } from './vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baton-offline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A key store that turns the text round; `basic_text` is the one of Linux that keeps its key beside the data. */
const keyStore = (backend: 'gnome_libsecret' | 'basic_text' = 'gnome_libsecret'): VaultParts['safeStorage'] => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from([...text].reverse().join(''))),
  decryptStringAsync: (sealed) => Promise.resolve({ result: [...sealed.toString()].reverse().join(''), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => backend,
});

let now = 1_000_000;
function machine(safeStorage = keyStore()): { vault: Vault; copy: OfflineCopy } {
  const vault = new Vault({ safeStorage, platform: 'linux', folder: path.join(folder, 'vault') });
  return { vault, copy: new OfflineCopy({ vault, folder: path.join(folder, 'offline'), now: () => now }) };
}
const onlyFile = (): string => path.join(folder, 'offline', must(readdirSync(path.join(folder, 'offline'))[0], 'a copy was written'));

test('what was kept is read again after a restart, by the same person, for a day', async () => {
  expect(await machine().copy.write('ana', 'a note about Bo')).toBe(true);
  expect(await machine().copy.read('ana')).toBe('a note about Bo');
  expect(await machine().copy.read('ben')).toBeUndefined();
  now += 24 * 3_600_000 + 1;
  expect(await machine().copy.read('ana')).toBeUndefined();
  expect(readdirSync(path.join(folder, 'offline'))).toEqual([]);
});

test('the file says nothing, neither whose it is nor what is in it, and a changed or copied one is refused', async () => {
  const { copy } = machine();
  await copy.write('ana', 'a note about Bo');
  const content = readFileSync(onlyFile());
  expect(content.toString('latin1')).not.toMatch(/note|Bo|ana/);
  expect(onlyFile()).not.toContain('ana');
  for (const at of [0, 9, 25, content.length - 1]) {
    await copy.write('ana', 'a note about Bo');
    const changed = readFileSync(onlyFile());
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(onlyFile(), changed);
    expect(await copy.read('ana'), `byte ${String(at)} changed`).toBeUndefined();
  }
  // On another machine, with a key store of its own.
  await copy.write('ana', 'a note about Bo');
  rmSync(path.join(folder, 'vault'), { recursive: true });
  expect(await machine().copy.read('ana')).toBeUndefined();
});

test('a sign-out leaves nothing, and what somebody had copied away stays shut', async () => {
  const { copy } = machine();
  await copy.write('ana', 'a note about Bo');
  const taken = readFileSync(onlyFile());
  const file = onlyFile();
  copy.wipe();
  expect(readdirSync(folder).flatMap((name) => readdirSync(path.join(folder, name)))).toEqual([]);
  await copy.write('ana', 'new');
  writeFileSync(file, taken);
  expect(await copy.read('ana')).toBeUndefined();
});

test('without a key store worth the name nothing reaches the disk', async () => {
  const { copy, vault } = machine(keyStore('basic_text'));
  expect(await copy.write('ana', 'a note about Bo')).toBe(false);
  expect(await vault.keep('session', 'secret')).toBe(false);
  expect(await vault.read('session')).toBe('secret');
  expect(readdirSync(folder)).toEqual([]);
  vault.forget('session');
  expect(await vault.read('session')).toBeUndefined();
});

test('a secret is sealed, is there after a restart, and is gone when it is forgotten', async () => {
  const { vault } = machine();
  expect(await vault.keep('session', 'secret')).toBe(true);
  expect(readFileSync(path.join(folder, 'vault/session.sealed'), 'utf8')).not.toContain('secret');
  expect(await machine().vault.read('session')).toBe('secret');
  vault.forget('session');
  expect(await machine().vault.read('session')).toBeUndefined();
});
