import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const clerk = { home: '/home/clerk', isRoot: false };

test('an empty environment gives a folder of the user and the default port', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, clerk)).toEqual({
    dataFolder: '/home/clerk/.local/share/baton',
    keysFolder: '/home/clerk/.local/share/baton-keys',
    port: 4380,
    host: '127.0.0.1',
  });
  expect(readConfig({}, { home: '/root', isRoot: true })).toMatchObject({ dataFolder: '/var/lib/baton' });
});

test('what is set is taken over', () => {
  const env = {
    PORT: '0',
    DATABASE_URL: 'postgres://baton@db.bank.example/baton',
    BATON_DATA: '/srv/baton',
    BATON_EVENT_LOGS: '/srv/logs',
    BATON_MASTER_KEY: 'k',
    BATON_URL: 'http://127.0.0.1:4380',
    BATON_DEMO: 'still',
  };
  expect(readConfig(env, clerk)).toEqual({
    databaseUrl: env.DATABASE_URL,
    dataFolder: '/srv/baton',
    keysFolder: '/srv/baton-keys',
    port: 0,
    host: '127.0.0.1',
    eventLogs: '/srv/logs',
    masterKey: 'k',
    batonUrl: env.BATON_URL,
    demo: 'still',
  });
});

test.each([
  ['PORT', '99999'],
  ['PORT', '43x'],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
  ['DATABASE_URL', 'hunter2'],
  ['BATON_URL', 'ftp://hunter2'],
  ['BATON_DEMO', 'hunter2'],
])('a bad %s is refused by name and never repeated', (variable, value) => {
  const answer = readConfig({ [variable]: value }, clerk);
  expect(answer).toMatchObject({ ok: false, code: 'bad_config', params: { variable } });
  expect(JSON.stringify(answer)).not.toContain(value);
});
