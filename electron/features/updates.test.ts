import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Updates } from './updates.ts';
import type { Updater } from './updates.ts';

/** An updater that finds a version at each look, and writes down what it was asked. */
class Feed extends EventEmitter {
  readonly asked: string[] = [];
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowDowngrade = false;
  isBroken = false;
  #channel: string | null = null;
  get channel(): string | null {
    return this.#channel;
  }
  setFeedURL({ url, channel }: { url: string; channel?: string }): void {
    this.asked.push(`feed ${url} ${channel ?? ''}`);
    this.#channel = channel ?? null;
    this.allowDowngrade = true;
  }
  checkForUpdates(): Promise<{ isUpdateAvailable: boolean }> {
    this.asked.push('check');
    return this.isBroken ? Promise.reject(Object.assign(new Error('no answer'), { code: 'ENOTFOUND' })) : Promise.resolve({ isUpdateAvailable: true });
  }
  downloadUpdate(): Promise<string[]> {
    this.asked.push('download');
    this.emit('update-downloaded');
    return Promise.resolve([]);
  }
  quitAndInstall(): void {
    this.asked.push('install');
  }
}

function updates(settings: ConstructorParameters<typeof Updates>[0]['settings'] = { feed: 'https://updates.bank.test', ring: 'pilot' }) {
  const feed = new Feed();
  const logged: string[] = [];
  const seen = { ready: 0, tick: () => undefined as void };
  const one = new Updates({
    settings, updater: () => Promise.resolve(feed as unknown as Updater), onReady: () => (seen.ready += 1), log: (code) => logged.push(code),
    every: (_, run) => ((seen.tick = run), () => undefined),
  });
  return { one, feed, seen, logged };
}

test('a new version of the ring is fetched, said to be ready, and installed when the person says', async () => {
  const { one, feed, seen } = updates();
  await one.start();
  expect([feed.asked, seen.ready, feed.allowDowngrade]).toEqual([['feed https://updates.bank.test pilot', 'check', 'download'], 1, false]);
  expect([one.install(), feed.asked.at(-1)]).toEqual([true, 'install']);
});

test('where IT switched updates off nothing is asked', async () => {
  const { one, feed } = updates('off');
  await one.start();
  await one.look();
  expect([feed.asked, one.install()]).toEqual([[], false]);
});

test('during a call nothing is looked for, fetched or installed; afterwards it is', async () => {
  const { one, feed } = updates();
  one.onCall(true);
  await one.start();
  expect([feed.asked, feed.autoInstallOnAppQuit]).toEqual([['feed https://updates.bank.test pilot'], false]);
  one.onCall(false);
  await expect.poll(() => feed.asked).toContain('download');
  expect(feed.autoInstallOnAppQuit).toBe(true);
  one.onCall(true);
  expect([one.install(), feed.autoInstallOnAppQuit]).toEqual([false, false]);
});

test('a feed that does not answer is logged by its code and asked again later', async () => {
  const { one, feed, seen, logged } = updates();
  feed.isBroken = true;
  await one.start();
  expect(logged).toEqual(['update_failed ENOTFOUND']);
  feed.isBroken = false;
  seen.tick();
  await expect.poll(() => feed.asked.at(-1)).toBe('download');
});
