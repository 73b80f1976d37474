import { expect, test } from 'vitest';
import { commandSchemas } from '../contract/commands.ts';
import type { CommandType } from '../contract/commands.ts';
import { isOffline, mayWait, offlineAfterMs, refusedOffline } from './offline.ts';

test('only notes wait for the connection; claims, decisions, promises and moves need it', () => {
  expect((Object.keys(commandSchemas) as CommandType[]).filter(mayWait)).toEqual(['note:add']);
});

test('a blink is not offline, ten seconds are', () => {
  const away = { is: 'connecting', since: 1000 };
  expect(refusedOffline('task:claim', away, 1000 + offlineAfterMs - 1)).toBeUndefined();
  expect(refusedOffline('task:claim', away, 1000 + offlineAfterMs)).toMatchObject({ ok: false, code: 'offline' });
  expect(refusedOffline('note:add', away, 1000 + offlineAfterMs)).toBeUndefined();
});

test.each(['live', 'catchingUp'])('a link that is %s is there, however long it has been so', (is) => {
  expect(isOffline({ is, since: 0 }, 1e12)).toBe(false);
});
