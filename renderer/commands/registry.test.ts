import { expect, test } from 'vitest';
import { createUiStore, openDialog } from '../store/ui.ts';
import type { Command, Place } from './registry.ts';
import { Registry } from './registry.ts';

interface TestDesk {
  readonly ui: ReturnType<typeof createUiStore>;
  readonly done: string[];
}
const desk = (): TestDesk => ({ ui: createUiStore(), done: [] });
const command = (id: string, place: Place, more: Partial<Command<TestDesk>> = {}): Command<TestDesk> =>
  ({ id, title: id, place, keys: ['a'], when: () => true, run: ({ done }) => done.push(id), ...more });

test('a key means the command of the nearest place that makes sense now', () => {
  let hasCall = true;
  const registry = new Registry([command('case:a', 'case'), command('call:a', 'call', { when: () => hasCall }), command('next:a', 'next')]);
  expect(registry.forKey(desk(), 'a')?.id).toBe('call:a');
  hasCall = false;
  expect(registry.forKey(desk(), 'a')?.id).toBe('next:a');
  expect(registry.forKey(desk(), 'b')).toBeUndefined();
});

test('in a dialog only its own keys count, and those that hide and close', () => {
  const registry = new Registry([command('case:a', 'case'), command('frame:cover', 'everywhere', { keys: ['F9'] })]);
  const one = desk();
  openDialog(one.ui, 'park');
  expect([registry.forKey(one, 'a'), registry.forKey(one, 'F9')?.id]).toEqual([undefined, 'frame:cover']);
});

test('behind the cover no key does anything but take it away', () => {
  const registry = new Registry([command('case:a', 'case'), command('frame:cover', 'everywhere', { keys: ['F9'] })]);
  const one = desk();
  one.ui.setState({ isCovered: true });
  expect([registry.forKey(one, 'a'), registry.forKey(one, 'F9')?.id]).toEqual([undefined, 'frame:cover']);
});

test('what cannot be done now is not done, and says so', () => {
  const registry = new Registry([command('task:claim', 'list', { blocked: () => 'Needs the connection.' }), command('task:open', 'list'), command('task:gone', 'list', { when: () => false })]);
  const one = desk();
  expect(['task:claim', 'task:open', 'task:gone', 'task:none'].map((id) => registry.run(one, id))).toEqual([false, true, false, false]);
  expect(one.done).toEqual(['task:open']);
});

test('two commands of one id are a mistake that ends the start', () => {
  expect(() => new Registry([command('a', 'list'), command('a', 'case')])).toThrow('same id');
});
