/**
 * `npm run desktop`: bundles electron/ into dist/electron and opens it on BATON_URL; `-- --bundle` stops after bundling, `--out FOLDER`
 * bundles elsewhere.
 * Electron's own program does not come with npm ci: where it is absent, this says so and ends with status 1.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { electronProgram } from './electron-program.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { bundle: { type: 'boolean' }, out: { type: 'string' } } });
const outDir = path.resolve(values.out ?? path.join(root, 'dist/electron'));

/** One file each, CommonJS: a sandboxed preload can load nothing else. */
async function bundle(name: 'main' | 'preload'): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: `electron/${name}.ts`,
      outDir,
      emptyOutDir: name === 'main',
      target: 'node24',
      minify: false,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: `${name}.cjs`, chunkFileNames: '[name]-part.cjs' } },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
}

await bundle('main');
await bundle('preload');
if (values.bundle === true) process.exit(0);

const program = electronProgram(root);
if (program === undefined) {
  console.error(
    'Electron itself is not installed here: npm brings its package, and the program is fetched at first use ' +
      '(npx install-electron, which needs the network). Without it, open the address of the server in a browser.',
  );
  process.exit(1);
}
const child = spawn(program, [root], { stdio: 'inherit' });
child.on('error', (error) => {
  console.error(`Electron could not be started: ${error.message}`);
  process.exit(1);
});
child.on('close', (code) => process.exit(code ?? 1));
