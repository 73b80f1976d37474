import { expect, test } from 'vitest';
import { changeOf } from './trail.ts';

test('a move says who had the work and who has it, as the entry before it says', () => {
  const moved = { holder: { by: 'person', person: 'dana' }, because: 'owner_absent' };
  expect(changeOf('task:reassigned', moved, { kind: 'task:claimed', body: { by: 'ben' } })).toEqual({ what: 'owner', before: 'ben', after: 'dana' });
  expect(changeOf('task:reassigned', moved, { kind: 'task:released', body: {} })).toEqual({ what: 'owner', before: 'queue', after: 'dana' });
  expect(changeOf('task:restored', { holder: { by: 'queue' } }, { kind: 'task:reassigned', body: moved })).toEqual({ what: 'owner', before: 'dana', after: 'queue' });
  expect(changeOf('task:claimed', { by: null })).toEqual({ what: 'owner', before: 'queue', after: 'source' });
});

test('a change of a person says what was set, and what changes nobody’s work says nothing', () => {
  expect(changeOf('person:changed', { capacity: 30, because: 'workload' })).toEqual({ what: 'capacity', after: 30 });
  expect(changeOf('person:availabilitySet', { availability: 'away', because: 'coverage' })).toEqual({ what: 'availability', after: 'away' });
  expect(changeOf('person:absent', { from: 1, until: 9, because: 'ill' })).toEqual({ what: 'absence', after: 9 });
  expect(changeOf('person:returned', { because: 'back' })).toEqual({ what: 'absence' });
  expect(changeOf('note:added', { value: 'v-1' })).toBeUndefined();
});
