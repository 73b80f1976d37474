import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { openKeyStore } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { newKey, openValue, sealValue } from './seal.ts';

let top: string;
let store: KeyStore;
const opened: KeyStore[] = [];
const clock = new FixedClock(1_000);

beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-keys-'));
  store = openStore('keys');
});

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  fs.rmSync(top, { recursive: true, force: true });
});

test('a value opens with its key and at its place only, and reads unreadable otherwise', () => {
  const key = newKey();
  const sealed = sealValue(key, 'Grüße', 'v-1');
  expect(openValue(key, sealed, 'v-1')).toBe('Grüße');
  expect(openValue(key, sealValue(key, '', 'v-1'), 'v-1')).toBe('');
  const cut = sealed.subarray(0, -1);
  const changed = Buffer.from(sealed.map((byte, index) => (index === 15 ? byte ^ 1 : byte)));
  const wrong = [openValue(undefined, sealed, 'v-1'), openValue(newKey(), sealed, 'v-1'), openValue(key, sealed, 'v-2')];
  const broken = [openValue(key, cut, 'v-1'), openValue(key, changed, 'v-1'), openValue(key, Buffer.alloc(0), 'v-1')];
  expect([...wrong, ...broken]).toEqual(Array(6).fill('unreadable'));
  expect(sealValue(key, 'Grüße', 'v-1')).not.toEqual(sealed);
});

test('a holder keeps its key over a restart, and looking makes none', () => {
  expect(store.peek(['customer-1'])).toEqual(new Map());
  const made = store.keysFor(['customer-1', 'customer-2', 'customer-1']);
  expect([...made.keys()]).toEqual(['customer-1', 'customer-2']);
  expect(made.get('customer-1')).not.toEqual(made.get('customer-2'));
  store.close();
  opened.length = 0;
  expect(openStore('keys').peek(['customer-2', 'customer-1', 'customer-3'])).toEqual(made);
});

test('keys are on disk only in wrapped form, open to their owner alone', () => {
  const key = store.keysFor(['customer-1']).get('customer-1');
  for (const name of fs.readdirSync(path.join(top, 'keys'))) {
    const file = path.join(top, 'keys', name);
    expect([name, fs.statSync(file).mode & 0o777]).toEqual([name, 0o600]);
    expect(fs.readFileSync(file).includes(key ?? '')).toBe(false);
  }
});

test('two servers on one store give the same key to the same new holder', () => {
  const other = openStore('keys');
  expect(other.keysFor(['customer-1'])).toEqual(store.keysFor(['customer-1']));
});

test('an erased holder has no key on any server, gets none again, and the bytes are gone', () => {
  const other = openStore('keys');
  store.keysFor(['customer-1', 'customer-2']);
  const wrapped = Buffer.from(store.exportWrapped().keys[0]?.wrapped ?? '', 'base64');
  other.peek(['customer-1']);
  store.erase('customer-1', 5, 77);
  store.erase('customer-1', 6, 78);
  expect([...store.keysFor(['customer-1', 'customer-2']).keys()]).toEqual(['customer-2']);
  expect([...other.keysFor(['customer-1', 'customer-2']).keys()]).toEqual(['customer-2']);
  expect(store.erased()).toEqual([{ holder: 'customer-1', at: 5, seq: 77 }]);
  const files = fs.readdirSync(path.join(top, 'keys')).map((name) => fs.readFileSync(path.join(top, 'keys', name)));
  expect(files.some((content) => content.includes(wrapped))).toBe(false);
});

test('keys from before an erasure do not bring the erased holder back', () => {
  const before = store.keysFor(['customer-1', 'customer-2']);
  const old = store.exportWrapped();
  store.erase('customer-1', 5, 77);
  expect(store.importWrapped(old)).toBeUndefined();
  expect(store.peek(['customer-1', 'customer-2'])).toEqual(new Map([['customer-2', before.get('customer-2')]]));

  const elsewhere = openStore('elsewhere', masterOf('keys'));
  elsewhere.importWrapped(store.exportWrapped());
  elsewhere.importWrapped(old);
  expect([...elsewhere.peek(['customer-1', 'customer-2']).keys()]).toEqual(['customer-2']);
});

test('keys of another master key are refused and nothing is taken over', () => {
  store.keysFor(['customer-1']);
  const elsewhere = openStore('elsewhere');
  expect(elsewhere.importWrapped(store.exportWrapped())).toMatchObject({ code: 'wrong_master_key' });
  expect(elsewhere.exportWrapped()).toEqual({ keys: [], erasures: [] });
});

test('a store does not open with another master key, nor makes a new one where its own is missing', () => {
  const folder = path.join(top, 'keys');
  store.keysFor(['customer-1']);
  expect(openKeyStore({ folder, masterKey: 'ab'.repeat(32), clock })).toMatchObject({ code: 'wrong_master_key' });
  fs.rmSync(path.join(folder, 'master.key'));
  expect(openKeyStore({ folder, masterKey: undefined, clock })).toMatchObject({ code: 'master_key_missing' });
});

test('a store that holds no key yet takes another master key', () => {
  openStore('keys', 'cd'.repeat(32)).keysFor(['customer-1']);
  expect([...openStore('keys', 'cd'.repeat(32)).peek(['customer-1']).keys()]).toEqual(['customer-1']);
});

test.each(['hunter2', 'zz'.repeat(32), Buffer.alloc(31).toString('base64')])('the master key %s is refused without being repeated', (masterKey) => {
  const answer = openKeyStore({ folder: path.join(top, 'new'), masterKey, clock });
  expect(answer).toMatchObject({ code: 'bad_config', params: { variable: 'BATON_MASTER_KEY' } });
  expect(JSON.stringify(answer)).not.toContain(masterKey);
});

test('hex and base64 name the same master key', () => {
  const master = newKey();
  openStore('given', master.toString('hex')).keysFor(['customer-1']);
  expect([...openStore('given', master.toString('base64')).peek(['customer-1']).keys()]).toEqual(['customer-1']);
  expect(fs.existsSync(path.join(top, 'given', 'master.key'))).toBe(false);
});

function openStore(name: string, masterKey?: string): KeyStore {
  const answer = openKeyStore({ folder: path.join(top, name), masterKey, clock });
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  opened.push(answer);
  return answer;
}

function masterOf(name: string): string {
  return fs.readFileSync(path.join(top, name, 'master.key'), 'utf8').trim();
}
