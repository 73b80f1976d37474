import { expect, test } from 'vitest';
import { DeepLinks, caseOfLink, linkIn } from './deep-links.ts';

test.each([
  'baton://case/k-0192f0c4-7b1e-7c3a-9d7e-0123456789ab',
  'baton://case/k-2',
])('%s names a case', (link) => {
  expect(caseOfLink(link)).toBe(link.slice('baton://case/'.length));
});

test.each([
  '', 'baton:', 'baton://', 'baton://case', 'baton://case/', 'baton://case//k-2', 'baton://case/k-2/', 'baton://case/k-2/claim',
  'baton://case/../case/k-2', 'baton://case/%6b-2', 'baton://case/k-2?do=claim', 'baton://case/k-2#x', 'baton://case:80/k-2',
  'baton://user@case/k-2', 'baton://user:pw@case/k-2', 'baton://case.evil.test/k-2', 'baton://xn--cse-8la/k-2', 'baton://CASE/k-2', 'BATON://case/k-2',
  'baton://customer/cu-2', 'baton://task/t-2', 'baton:case/k-2', 'baton:///case/k-2', ' baton://case/k-2', 'baton://case/k-2 ', 'baton://case/k-2\r\nx: y',
  'baton://case/k-2" --inspect', 'baton://case/--inspect', 'baton://case/k-2%22%20--load-extension=x', `baton://case/${'k'.repeat(8000)}`,
  'baton://case/https://evil.test', 'baton://case/javascript:alert(1)', 'https://baton.example.test/case/k-2', 'file:///etc/passwd', 'smb://case/k-2', 'javascript:alert(1)',
])('%j opens nothing', (link) => {
  expect(caseOfLink(link)).toBeUndefined();
});

test('of the arguments of a start only one link counts', () => {
  expect(linkIn(['baton', '--flag', 'baton://case/k-2'])).toBe('baton://case/k-2');
  expect(linkIn(['baton', 'baton://case/k-2', 'baton://case/k-3'])).toBeUndefined();
  expect(linkIn(['baton', '--x=baton://case/k-2'])).toBeUndefined();
});

function links(): { links: DeepLinks; shown: string[]; later: (ms: number) => void } {
  let now = 0;
  const shown: string[] = [];
  return { links: new DeepLinks({ now: () => now, show: (id) => shown.push(id) }), shown, later: (ms) => (now += ms) };
}

test('a link that comes before somebody signed in is opened afterwards, once, and the newest counts', () => {
  const { links: one, shown } = links();
  expect([one.open('baton://case/k-1'), one.open('baton://case/k-2'), one.open('baton://x/k-3')]).toEqual([true, true, false]);
  expect(shown).toEqual([]);
  one.signedIn();
  one.signedIn();
  expect(shown).toEqual(['k-2']);
});

test('what waited is not opened for the next person', () => {
  const { links: one, shown } = links();
  one.open('baton://case/k-1');
  one.signedOut();
  one.signedIn();
  expect(shown).toEqual([]);
});

test('five hundred links in a second move the desk once', () => {
  const { links: one, shown, later } = links();
  one.signedIn();
  for (let i = 0; i < 500; i += 1) {
    one.open(`baton://case/k-${String(i)}`);
    later(1.9);
  }
  expect(shown).toEqual(['k-0']);
  later(1000);
  one.open('baton://case/k-9');
  expect(shown).toEqual(['k-0', 'k-9']);
});
