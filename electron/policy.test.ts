import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyFile, readPolicy, settingsOf } from './policy.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baton-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function policyThatSays(text: string): ReturnType<typeof readPolicy> {
  const file = path.join(folder, 'policy.json');
  writeFileSync(file, text);
  return readPolicy(file);
}
const feed = 'https://updates.bank.test/baton';

test('what IT lays down holds over what the person’s environment says', () => {
  const policy = policyThatSays(JSON.stringify({ server: 'https://baton.bank.test', updates: { feed, ring: 'pilot' } }));
  expect(settingsOf(policy, { BATON_URL: 'https://evil.test' })).toEqual({ server: new URL('https://baton.bank.test'), updates: { feed, ring: 'pilot' } });
});

test('updates are off without a feed, by policy, and by the environment; nobody switches them on past the policy', () => {
  const isOff = (text: string, env = {}): boolean => settingsOf(policyThatSays(text), env).updates === 'off';
  expect(settingsOf(readPolicy(path.join(folder, 'none.json')), {})).toEqual({ server: new URL('http://127.0.0.1:4380'), updates: 'off' });
  expect([isOff('{}'), isOff('{"updates":"off"}'), isOff(JSON.stringify({ updates: { feed } }), { BATON_UPDATES: 'off' }), isOff(JSON.stringify({ updates: { feed } }))]).toEqual([true, true, true, false]);
});

test.each(['no json', '[]', '{"server":"http://baton.bank.test"}', '{"updates":{"feed":"http://updates.bank.test"}}', '{"updates":"on"}', '{"other":1}'])('a policy that says %s is not half obeyed: updates are off', (text) => {
  expect(policyThatSays(text)).toBe('unreadable');
  expect(settingsOf('unreadable', {}).updates).toBe('off');
});

test('the file lies where only an administrator writes', () => {
  expect([policyFile('linux', {}), policyFile('darwin', {}), policyFile('win32', { ProgramData: 'D:\\Data' })]).toEqual(['/etc/baton/policy.json', '/Library/Application Support/Baton/policy.json', 'D:\\Data\\Baton\\policy.json']);
});
