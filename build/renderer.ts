/**
 * Bundles the workspace into dist/renderer, which the server hands out. `--if-changed` does nothing where the bundle is of these very
 * files; `--out FOLDER` writes elsewhere.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { 'if-changed': { type: 'boolean' }, out: { type: 'string' } } });
const outDir = path.resolve(values.out ?? path.join(root, 'dist/renderer'));
const stampFile = path.join(outDir, '.stamp');

/** A hash over names, sizes and times of all that goes into the bundle. */
function stampOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(['renderer/**/*.{ts,tsx,css,json,html,svg}', 'shared/**/*.ts', 'package-lock.json', 'build/renderer.ts'], { cwd: root }).sort();
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file} ${String(size)} ${String(mtimeMs)}\n`);
  }
  return hash.digest('hex');
}

function stampOfBundle(): string | undefined {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

const stamp = stampOfSources();
if (values['if-changed'] !== true || stampOfBundle() !== stamp) {
  await build({
    root: path.join(root, 'renderer'),
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2024',
      // Nothing is inlined: the page's policy allows no data: scripts or fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
    },
  });
  mkdirSync(outDir, { recursive: true });
  writeFileSync(stampFile, stamp);
}
