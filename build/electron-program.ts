import { existsSync } from 'node:fs';
import path from 'node:path';

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * The file of the Electron program below `root`, or in the folder that Electron's own ELECTRON_OVERRIDE_DIST_PATH names; undefined where it
 * was not fetched. It is looked for by name, since `require('electron')` throws in plain Node when it is absent, or starts to fetch it.
 */
export function electronProgram(root: string, platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(root, 'node_modules/electron/dist');
  const file = path.join(folder, programs[platform] ?? 'electron');
  return existsSync(file) ? file : undefined;
}

/** Whether a window can be opened here: there is a screen, and the user is one for whom Chromium's sandbox runs. */
export function hasScreen(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, uid = process.getuid?.()): boolean {
  return platform !== 'linux' || ((env['DISPLAY'] ?? env['WAYLAND_DISPLAY'] ?? '') !== '' && uid !== 0);
}
