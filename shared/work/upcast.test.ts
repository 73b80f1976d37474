import { describe, expect, it } from 'vitest';
import { entryBodies, versionOf } from '../contract/entries.ts';
import type { EntryKind } from '../contract/entries.ts';
import type { Upcasters } from './upcast.ts';
import { upcast, upcasters } from './upcast.ts';

const steps: Upcasters = {
  'note:added': [(body) => ({ ...body, second: true }), ({ second: _, ...body }) => ({ ...body, third: true })],
};
const newest = (kind: EntryKind): number => (kind === 'note:added' ? 3 : 1);

describe('an old version of an entry', () => {
  it('is lifted step by step to the version of today', () => {
    const old = { value: 'v-1' };
    expect(upcast('note:added', 1, old, steps, newest)).toEqual({ value: 'v-1', third: true });
    expect(upcast('note:added', 2, { ...old, second: true }, steps, newest)).toEqual({ value: 'v-1', third: true });
    expect(old).toEqual({ value: 'v-1' });
  });

  it('is the same where it is of today', () => {
    const body = { value: 'v-1' };
    expect(upcast('note:added', 3, body, steps, newest)).toBe(body);
  });

  it.each([0, -1, 1.5, 4, Number.NaN])('is refused where no release wrote it: %s', (v) => {
    expect(upcast('note:added', v, {}, steps, newest)).toMatchObject({ ok: false, code: 'entry_version_unknown' });
  });

  it('is refused where its kind is unknown', () => {
    expect(upcast('note:removed', 1, {})).toMatchObject({ ok: false, code: 'entry_kind_unknown', params: { kind: 'note:removed' } });
    expect(upcast('toString', 1, {})).toMatchObject({ ok: false, code: 'entry_kind_unknown' });
  });

  it('can be lifted for every kind and version that was ever written', () => {
    const lacking = (Object.keys(entryBodies) as EntryKind[]).filter((kind) => (upcasters[kind]?.length ?? 0) !== versionOf(kind) - 1);
    expect(lacking).toEqual([]);
  });
});
