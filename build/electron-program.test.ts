import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { electronProgram } from './electron-program.ts';

test('the Electron program is found by its file, and its absence is an answer', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'baton-electron-'));
  try {
    const folder = path.join(root, 'node_modules/electron/dist');
    expect(electronProgram(root, 'linux')).toBeUndefined();
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'electron'), '');
    expect(electronProgram(root, 'linux')).toBe(path.join(folder, 'electron'));
    expect(electronProgram(root, 'win32')).toBeUndefined();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
