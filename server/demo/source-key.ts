import { createHmac } from 'node:crypto';
import { telephonySource } from '../intake/telephony.ts';
import type { Loop } from '../loop.ts';
import type { KeyStore } from '../store/keys/key-store.ts';

/** The key that a demo source sends events with: whoever may open the key store of this installation can work it out. */
export function demoSourceKey(keys: KeyStore, source: string): string {
  const key = keys.keysFor(['demo-sources']).get('demo-sources');
  if (!key) throw new Error('Bug: the key of demo sources is never erased');
  return createHmac('sha256', key).update(source).digest('base64url');
}

/** Every source that a journey of the catalog hears, with the journey that it reports where that is one alone, and the telephone system. */
export function demoSources({ catalog, journeys }: Pick<Loop, 'catalog' | 'journeys'>): { source: string; journey: string | null }[] {
  const sources = new Map<string, string | null>([[telephonySource, null], ...[...catalog.mappings.values()].map(({ definition }) => [definition.source, definition.journey] as const)]);
  for (const { file } of journeys?.all ?? []) for (const source of file.sources) if (!sources.has(source)) sources.set(source, null);
  return [...sources].map(([source, journey]) => ({ source, journey }));
}
