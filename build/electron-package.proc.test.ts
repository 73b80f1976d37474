import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuseTable } from '../electron/fuse-table.ts';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;
let app: string;

/** Where the fuses lie in Electron's program: after this mark, one byte of version, one of length, and a byte for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In place of Electron's program, which does not come from the registry: a file with fuses as they are delivered. */
function placeholder(into: string, fuses: string): void {
  mkdirSync(path.join(into, 'resources'), { recursive: true });
  const file = path.join(into, 'electron');
  writeFileSync(file, Buffer.concat([Buffer.from('\x7fELF placeholder '), Buffer.from(sentinel), Buffer.from([1, fuses.length]), Buffer.from(fuses), Buffer.alloc(64)]));
  chmodSync(file, 0o755);
}

function pack(output: string, fuses: string): { status: number | null; said: string } {
  placeholder(path.join(folder, 'electron'), fuses);
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    'node_modules/electron-builder/cli.js', '--config', 'electron-builder.yml', '--linux', 'dir', '--publish', 'never',
    `-c.electronDist=${path.join(folder, 'electron')}`, `-c.directories.output=${output}`,
  ], { cwd: root, encoding: 'utf8', env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } });
  return { status, said: `${stdout}${stderr}` };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baton-package-'));
  expect(spawnSync(process.execPath, ['build/desktop.ts', '--bundle'], { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 });
  app = path.join(folder, 'out/linux-unpacked');
  const { status, said } = pack(path.join(folder, 'out'), '101100000');
  expect(status, said).toBe(0);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what is packed is the bundle, the tray’s mark and a package.json without scripts; no source, no library, no secret', () => {
  const archive = path.join(app, 'resources/app.asar');
  const files = listPackage(archive, { isPack: false }).filter((name) => path.extname(name) !== '').map((name) => name.replaceAll('\\', '/')).sort();
  expect(files.map((name) => name.replace(/electron\/.*-part\.cjs$/, 'electron/<part>.cjs'))).toEqual(['/build/icons/tray.png', '/dist/electron/<part>.cjs', '/dist/electron/main.cjs', '/dist/electron/preload.cjs', '/package.json']);
  const own = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
  expect([own['main'], own['scripts'], own['devDependencies']]).toEqual(['dist/electron/main.cjs', undefined, undefined]);
  for (const file of files.filter((name) => name.endsWith('.cjs') || name.endsWith('.json'))) {
    const text = extractFile(archive, file.slice(1)).toString();
    expect(text, file).not.toMatch(/sourceMappingURL|BATON_MASTER_KEY|PRIVATE KEY|DATABASE_URL|x-baton-key/);
    expect(text, file).not.toContain(root);
  }
  expect(statSync(archive).size).toBeLessThan(1_500_000);
  expect(existsSync(path.join(app, 'resources/app.asar.unpacked'))).toBe(false);
});

test('every fuse of the packed program is set as the table says', async () => {
  const wire = await getCurrentFuseWire(path.join(app, 'baton'));
  const read = Object.fromEntries(Object.keys(fuseTable).map((name) => [name, wire[FuseV1Options[name as keyof typeof fuseTable]] === FuseState.ENABLE]));
  expect(read).toEqual(fuseTable);
});

test('a program with a fuse that the table does not name is not packed', () => {
  expect(pack(path.join(folder, 'newer'), '1011000001')).toMatchObject({ status: 1, said: expect.stringMatching(/fuse/i) as string });
}, 120_000);
