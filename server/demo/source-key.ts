import { createHmac } from 'node:crypto';
import type { KeyStore } from '../store/keys/key-store.ts';

/** The key that a demo source sends events with: whoever may open the key store of this installation can work it out. */
export function demoSourceKey(keys: KeyStore, source: string): string {
  const key = keys.keysFor(['demo-sources']).get('demo-sources');
  if (!key) throw new Error('Bug: the key of demo sources is never erased');
  return createHmac('sha256', key).update(source).digest('base64url');
}
