// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { Desk } from '../desk.ts';
import { createUiStore } from '../store/ui.ts';
import type { DeskCommand } from './command.ts';
import { listenToKeys } from './keys.ts';
import { Registry } from './registry.ts';

const pressed: string[] = [];
const command = (id: string, key: string): DeskCommand => ({ id, title: id, place: 'case', keys: [key], when: () => true, run: () => void pressed.push(id) });

let stop = (): void => undefined;
afterEach(() => stop());

/** A page with a text field that has the focus. */
function inField(): HTMLInputElement {
  pressed.length = 0;
  const desk = { ui: createUiStore(), commands: new Registry([command('claim', 'c'), command('complete', '$mod+Enter'), command('cover', 'F9'), command('undo', '$mod+z'), command('down', 'ArrowDown')]) };
  stop = listenToKeys(desk as unknown as Desk, window);
  document.body.innerHTML = '<input id="field"><button id="other"></button>';
  const field = document.querySelector<HTMLInputElement>('#field') as HTMLInputElement;
  field.focus();
  return field;
}
const press = (target: Element, key: string, more: KeyboardEventInit = {}): void => void target.dispatchEvent(new KeyboardEvent('keydown', { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, bubbles: true, cancelable: true, ...more }));

test('with the caret in a text a letter is a letter, and what has Ctrl or is a function key still works', () => {
  const field = inField();
  press(field, 'c');
  press(field, 'z', { ctrlKey: true });
  expect(pressed).toEqual([]);
  press(field, 'Enter', { ctrlKey: true });
  press(field, 'F9');
  expect(pressed).toEqual(['complete', 'cover']);
});

test('a key that is held down does its work once; only steps through a list go on', () => {
  inField();
  const other = document.querySelector('#other') as Element;
  press(other, 'c');
  press(other, 'c', { repeat: true });
  press(other, 'ArrowDown');
  press(other, 'ArrowDown', { repeat: true });
  expect(pressed).toEqual(['claim', 'down', 'down']);
});

test('two places typed one after the other are both heard, whichever comes first in the list', () => {
  for (const order of [['w', 'n'], ['n', 'w']]) {
    pressed.length = 0;
    const desk = { ui: createUiStore(), commands: new Registry([command('wall', 'g w'), command('numbers', 'g n'), command('next', 'n')]) };
    stop();
    stop = listenToKeys(desk as unknown as Desk, window);
    for (const letter of order) for (const key of ['g', letter]) press(document.body, key);
    expect(pressed).toEqual(order.map((letter) => (letter === 'w' ? 'wall' : 'numbers')));
  }
});
