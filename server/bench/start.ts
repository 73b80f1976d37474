import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { routes } from '../../shared/contract/rest.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { CannotRun, atMost, percentile } from './benchmark.ts';
import { figure } from './report.ts';
import { buildWorkspace, firstRow, openBrowser } from './screen-page.ts';

const starts = 9;
const goalSeconds = 3;
const goalKb = 700;
const settleMs = 10_000;
const person = 'ben';

/** A server as `npm start` starts it, with the demo bank, on a database of the run; its address. */
async function startServer(context: Context, workspace: string): Promise<string> {
  const { url } = await context.newDatabase();
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url, BATON_DATA: path.join(context.folder, 'start-data'), BATON_WORKSPACE: workspace, PORT: '0', BATON_LOG: 'warn' },
  });
  const ended = once(child, 'close');
  context.onStop(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new CannotRun(`the server did not start: ${said.slice(0, 300)}`)));
  });
}

async function signIn(address: string): Promise<string> {
  const { method, path: place } = routes.openDemoSession;
  for (let n = 0; n < 50; n += 1) {
    const response = await fetch(`${address}${place}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
    if (response.ok) return await response.text();
    await setTimeout(200);
  }
  throw new CannotRun('nobody can sign in: the demo bank is not there');
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const address = await startServer(context, buildWorkspace(context));
  const { token, person: row } = JSON.parse(await signIn(address)) as { token: string; person: object };
  // The demo bank's first events are behind it; an agent's morning is no first start.
  await setTimeout(settleMs);
  const browser = await openBrowser(context);
  const seconds: number[] = [];
  let scriptBytes = 0;
  let plainBytes = 0;
  let scripts = 0;
  for (let n = 0; n < starts; n += 1) {
    // A context of its own has nothing in its caches.
    const fresh = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await fresh.newPage();
    await page.addInitScript(([kept]) => {
      sessionStorage.setItem('baton.session', kept ?? '');
    }, [JSON.stringify({ token, person: row })]);
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body());
    });
    const startedAt = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByRole('tab', { name: /^Team/ }).click();
    await page.locator(firstRow).first().waitFor();
    // Usable: a key is answered.
    await page.keyboard.press('j');
    await page.locator('[data-queue-list] .ag-cell:focus').waitFor();
    seconds.push((performance.now() - startedAt) / 1000);
    await setTimeout(500);
    const all = await Promise.all(bodies);
    scripts = all.length;
    plainBytes = all.reduce((sum, body) => sum + body.length, 0);
    scriptBytes = all.reduce((sum, body) => sum + gzipSync(body).length, 0);
    await fresh.close();
  }
  await browser.close();
  const [slowest, median, kb] = [Math.max(...seconds), percentile(seconds, 0.5), scriptBytes / 1000];
  return [
    {
      name: 'start.time', unit: 's (slowest)', value: slowest, against: { name: 'goal', value: goalSeconds }, better: 'lower', bars: [atMost('seconds to a queue that answers a key', slowest, goalSeconds)],
      counts: { starts, scripts }, mismatches: [], beside: [`median ${figure(median)} s, fastest ${figure(Math.min(...seconds))} s; nothing cached, the real server with its demo bank`], calibration,
    },
    {
      name: 'start.script-gzip', unit: 'kB', value: kb, against: { name: 'goal', value: goalKb }, better: 'lower', bars: [atMost('kB of gzipped script until the queue is usable', kb, goalKb)],
      counts: { scripts }, mismatches: scripts > 0 ? [] : ['no script was loaded'], beside: [`${figure(plainBytes / 1000)} kB before compression`], calibration,
    },
  ];
}

export const start: Benchmark = { names: ['start.time', 'start.script-gzip'], run };
