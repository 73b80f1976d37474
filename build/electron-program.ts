import { existsSync } from 'node:fs';
import path from 'node:path';

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * The file of the Electron program below `root`, or undefined where it was not fetched. It is looked for by name, since
 * `require('electron')` throws in plain Node when it is absent, or starts to fetch it.
 */
export function electronProgram(root: string, platform: NodeJS.Platform = process.platform): string | undefined {
  const file = path.join(root, 'node_modules/electron/dist', programs[platform] ?? 'electron');
  return existsSync(file) ? file : undefined;
}
