import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WindowState, isReachable } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 720 };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baton-state-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function closeAt(file: string, bounds: typeof screen): void {
  const window = Object.assign(new EventEmitter(), { getNormalBounds: () => bounds, isMaximized: () => false });
  new WindowState(file).follow('main', window as never);
  window.emit('close');
}

test('a window comes back where it was', () => {
  const file = path.join(folder, 'one/state.json');
  closeAt(file, { x: 2000, y: 10, width: 1200, height: 700 });
  expect(new WindowState(file).place('main', [screen, second])).toEqual({ x: 2000, y: 10, width: 1200, height: 700, isMaximized: false });
  expect(new WindowState(file).place('wall', [screen])).toBeUndefined();
});

test('a window of a screen that was taken away comes back where it can be seen', () => {
  const file = path.join(folder, 'two.json');
  closeAt(file, { x: 2000, y: 10, width: 1200, height: 700 });
  expect(new WindowState(file).place('main', [screen])).toBeUndefined();
});

test.each([
  [{ x: 1850, y: 0, width: 1200, height: 700 }, false],
  [{ x: -1000, y: 0, width: 1200, height: 700 }, true],
  [{ x: 0, y: -50, width: 1200, height: 700 }, false],
  [{ x: 0, y: 1060, width: 1200, height: 700 }, false],
])('%j can be reached: %s', (place, can) => {
  expect(isReachable(place, [screen])).toBe(can);
});

test.each(['', 'no json', '[]', '{"main":{"x":"1"}}', '{"main":{"x":1e9,"y":0,"width":1,"height":1,"isMaximized":false}}'])('a state file that says %j is as none', (text) => {
  const file = path.join(folder, 'broken.json');
  writeFileSync(file, text);
  expect(new WindowState(file).place('main', [screen])).toBeUndefined();
});
