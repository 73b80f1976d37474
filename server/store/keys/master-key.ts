import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { refuse } from '../../../shared/model/refusal.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';

const KEY_BYTES = 32;
const VARIABLE = 'BATON_MASTER_KEY';

/**
 * The key that wraps all others: from `text` (32 bytes as hex, base64 or base64url), else from `master.key` in `folder`,
 * made there unless `mayMake` is false. Refuses with `bad_config` or `master_key_missing`; the key is in no message.
 */
export function readMasterKey(folder: string, text: string | undefined, mayMake: boolean): Buffer | Refusal {
  if (text !== undefined) return decode(text) ?? refuse('bad_config', { variable: VARIABLE, expected: '32 bytes as hex or base64' });
  const file = path.join(folder, 'master.key');
  if (!fs.existsSync(file)) {
    if (!mayMake) return refuse('master_key_missing', { file, variable: VARIABLE });
    make(file);
  }
  return decode(fs.readFileSync(file, 'utf8').trim()) ?? refuse('bad_config', { variable: file, expected: '32 bytes as hex or base64' });
}

function decode(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  // Node takes both alphabets here, and skips what belongs to neither: hence the check of the form.
  const key = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  return key?.length === KEY_BYTES ? key : undefined;
}

function make(file: string): void {
  const draft = `${file}.${process.pid}`;
  const fd = fs.openSync(draft, 'w', 0o600);
  fs.writeSync(fd, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  try {
    // Unlike a rename, a link fails where another process was first, whose key then counts.
    fs.linkSync(draft, file);
  } catch (error) {
    if (!fs.existsSync(file)) throw error;
  } finally {
    fs.rmSync(draft);
  }
}
