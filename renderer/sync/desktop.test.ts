import { expect, test } from 'vitest';
import { desktopAskNames } from '../../shared/contract/ipc-names.ts';
import { findDesktop, sessionPlace } from './desktop.ts';

/** A bridge as the preload makes it, answering what the test says. */
function bridge(answers: Record<string, unknown> = {}) {
  const asked: [string, unknown][] = [];
  let listener: ((message: unknown) => void) | undefined;
  const functions = Object.fromEntries(desktopAskNames.map((name) => [name, (input: unknown) => {
    asked.push([name, input]);
    return answers[name] instanceof Error ? Promise.reject(answers[name]) : Promise.resolve(answers[name]);
  }]));
  return { asked, tell: (message: unknown) => listener?.(message), window: { ...functions, platform: 'linux', listen: (hear: typeof listener) => (listener = hear) } };
}
const storage = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { held: Map<string, string> } => {
  const held = new Map<string, string>();
  return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, text) => void held.set(key, text), removeItem: (key) => void held.delete(key) };
};

test.each([[undefined], [{}], ['batonDesktop'], [{ ...bridge().window, print: undefined }]])('without the whole bridge the page is in a browser, and goes on', async (value) => {
  const desktop = findDesktop(value);
  expect([desktop.isThere, await desktop.ask('readOffline', {}), await desktop.ask('print', {})]).toEqual([false, undefined, undefined]);
  const ofBrowser = storage();
  expect(await sessionPlace(desktop, ofBrowser)).toBe(ofBrowser);
});

test('on the desktop the session goes to the key store, and nothing of it to the browser’s own', async () => {
  const { window, asked } = bridge({ readSession: { ok: true, value: { session: 'kept before' } }, keepSession: { ok: true, value: { isSealed: true } } });
  const ofBrowser = storage();
  const place = await sessionPlace(findDesktop(window), ofBrowser);
  expect(place.getItem('baton.session')).toBe('kept before');
  place.setItem('baton.session', 'new');
  expect([place.getItem('baton.session'), asked.at(-1), [...ofBrowser.held]]).toEqual(['new', ['keepSession', { session: 'new' }], []]);
  place.removeItem('baton.session');
  expect(place.getItem('baton.session')).toBeNull();
});

test('what the desktop refuses, answers wrongly or fails at is no answer', async () => {
  const { window } = bridge({ print: { ok: false, code: 'forbidden' }, readOffline: { ok: true, value: { text: 7 } }, clearCopied: new Error('gone') });
  const desktop = findDesktop(window);
  expect(await Promise.all([desktop.ask('print', {}), desktop.ask('readOffline', {}), desktop.ask('clearCopied', {}), desktop.ask('openWall', {})])).toEqual([undefined, undefined, undefined, undefined]);
});

test('only what the contract knows is heard, by everybody who listens', () => {
  const { window, tell } = bridge();
  const desktop = findDesktop(window);
  const heard: unknown[] = [];
  const stop = desktop.onTell((message) => heard.push(message));
  for (const message of [{ is: 'openCase', case: 'k-1' }, { is: 'openCase', case: '../k-1' }, { is: 'claim', case: 'k-1' }, 'openCase', null]) tell(message);
  stop();
  tell({ is: 'awake' });
  expect(heard).toEqual([{ is: 'openCase', case: 'k-1' }]);
});
