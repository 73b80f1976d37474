/**
 * `npm run check`: what a change must pass. Static checks, two at a time, then `npm test`. Prints what failed in full and
 * one line with its time for the rest; the exit status is 1 if anything failed. `-- --static` leaves the tests out.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { tooLongFiles } from './checks/file-size.ts';
import { nameComplaints, topLevelComplaints } from './checks/layout.ts';
import { lockFileComplaints } from './checks/lock-file.ts';
import type { LockFile } from './checks/lock-file.ts';
import { sides, sourceFiles } from './checks/source-files.ts';

type Outcome = { isRed: boolean; output: string };
type Step = { name: string; run: () => Promise<Outcome> };

const root = path.resolve(import.meta.dirname, '..');
const stepsAtOnce = 2;

function runNode(args: string[], stdio: 'collect' | 'show' = 'collect'): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: stdio === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ isRed: true, output: String(error) }));
    child.on('close', (code) => resolve({ isRed: code !== 0, output }));
  });
}

const tool = (name: string, file: string, ...args: string[]): Step => ({ name, run: () => runNode([`node_modules/${file}`, ...args]) });

const look = (name: string, complaints: () => string[]): Step => ({
  name,
  run: async () => {
    const found = complaints();
    return { isRed: found.length > 0, output: found.join('\n') };
  },
});

function lockComplaints(): string[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const own = read('package.json') as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>;
  const direct = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
  return lockFileComplaints(read('package-lock.json') as LockFile, direct);
}

const steps: Step[] = [
  look('layout', () => [...topLevelComplaints(readdirSync(root)), ...nameComplaints(sourceFiles(root))]),
  look('file size', () => tooLongFiles(root, sourceFiles(root))),
  look('lock file', lockComplaints),
  tool('lint', 'eslint/bin/eslint.js', '--config', 'build/eslint.config.js', '--max-warnings', '0', '.'),
  // the fast compiler; typescript 6 stays for the linter, which refuses 7
  ...['shared', 'server', 'renderer', 'electron', 'build'].map((side) => tool(`types of ${side}`, 'ts7/bin/tsc', '-p', `${side}/tsconfig.json`)),
  // Tests may use Node where what they test may not.
  ...['shared', 'renderer'].map((side) => tool(`types of the tests of ${side}`, 'ts7/bin/tsc', '-p', `${side}/tsconfig.test.json`)),
  tool('boundaries and circles', 'dependency-cruiser/bin/dependency-cruiser.mjs', '--config', 'build/dependency-cruiser.cjs', '--output-type', 'err-long', ...sides),
  tool('dead code', 'knip/bin/knip.js', '--config', 'build/knip.json', '--no-progress', '--no-config-hints'),
];

const red: string[] = [];

async function runStep(step: Step): Promise<void> {
  const startedAt = performance.now();
  const { isRed, output } = await step.run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (isRed) red.push(step.name);
  console.log(`${isRed ? 'FAILED' : 'ok    '} ${step.name} (${seconds} s)${isRed ? `\n\n${output.trim()}\n` : ''}`);
}

const waiting = [...steps];
async function runWaiting(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
}
await Promise.all(Array.from({ length: stepsAtOnce }, runWaiting));

if (red.length > 0) console.log(`\nStatic checks failed: ${red.join(', ')}.`);
// The tests last, and also after a red check: one run shows all that is wrong, and their closing line is the last.
const tests: Outcome = process.argv.includes('--static') ? { isRed: false, output: '' } : await runNode(['build/run-tests.ts'], 'show');
process.exit(red.length > 0 || tests.isRed ? 1 : 0);
