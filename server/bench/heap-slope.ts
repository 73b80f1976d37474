import type { CDPSession } from '@playwright/test';
import { setTimeout } from 'node:timers/promises';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences } from './benchmark.ts';
import { figure } from './report.ts';
import { openScreenBank } from './screen-bank.ts';
import { buildWorkspace, firstRow, openBrowser, openPage } from './screen-page.ts';
import { ScreenRows } from './screen-rows.ts';

const changesPerSecond = 50;
const rowsHeld = 2000;
const hours = 8;
/** Simulated seconds in one push, and pushes between two samples: five simulated minutes. */
const secondsPerPush = 10;
const pushesPerSample = 30;
const samplesPerHour = 12;
/** The control run is shorter: a leak of 1 kB per change shows at once. */
const leakHours = 2;

interface Sample {
  /** Simulated hours since the start. */
  readonly hour: number;
  readonly megabytes: number;
}

interface Soaked {
  readonly samples: readonly Sample[];
  readonly peak: number;
  readonly changes: number;
  readonly opened: number;
  readonly rows: { readonly held: number; readonly shown: number };
}

/** Megabytes per hour by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const n = samples.length;
  const meanX = samples.reduce((sum, { hour }) => sum + hour, 0) / n;
  const meanY = samples.reduce((sum, { megabytes }) => sum + megabytes, 0) / n;
  const over = samples.reduce((sum, { hour, megabytes }) => sum + (hour - meanX) * (megabytes - meanY), 0);
  return over / samples.reduce((sum, { hour }) => sum + (hour - meanX) ** 2, 0);
}

async function usedMb(devtools: CDPSession): Promise<number> {
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** A working day of a screen in compressed time; a person opens a case every five minutes. With a leak, 1 kB is kept for every change. */
async function soak(context: Context, simulatedHours: number, isLeaking: boolean): Promise<Soaked> {
  const startsAt = Date.now();
  const rows = new ScreenRows({ team: 'branch-north', me: 'ana', size: rowsHeld, startsAt });
  const bank = await openScreenBank({ workspace: buildWorkspace(context), rows, me: 'ana', team: 'branch-north', startsAt });
  context.onStop(() => bank.stop());
  const browser = await openBrowser(context);
  const page = await openPage(browser, bank.session, bank.address);
  if (isLeaking) await page.evaluate('globalThis.batonLeak = []');
  await page.getByRole('tab', { name: /^Team/ }).click();
  await page.locator(firstRow).first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  const samples: Sample[] = [];
  let peak = 0;
  let opened = 0;
  for (let sample = 1; sample <= simulatedHours * samplesPerHour; sample += 1) {
    for (let push = 0; push < pushesPerSample; push += 1) {
      const changes = changesPerSecond * secondsPerPush;
      bank.step(changes, secondsPerPush * 1000);
      if (isLeaking) await page.evaluate(`for (let n = 0; n < ${String(changes)}; n += 1) batonLeak.push(new Array(128).fill(n + 0.5))`);
      // The page answers once it has taken what came before.
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 60))');
    }
    peak = Math.max(peak, await usedMb(devtools));
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    opened += 1;
    await setTimeout(200);
    await devtools.send('HeapProfiler.collectGarbage');
    samples.push({ hour: sample / samplesPerHour, megabytes: await usedMb(devtools) });
    if (sample % samplesPerHour === 0) context.say(`${isLeaking ? 'leaking, ' : ''}hour ${String(sample / samplesPerHour)}: ${figure(samples.at(-1)?.megabytes ?? 0)} MB`);
  }
  const shown = async (): Promise<number> => Number((await page.getByRole('tab', { name: /^Team/ }).textContent())?.replaceAll(/\D/g, ''));
  for (let n = 0; n < 50 && (await shown()) !== rows.size; n += 1) await setTimeout(200);
  const soaked = { samples, peak, changes: rows.changes, opened, rows: { held: rows.size, shown: await shown() } };
  await browser.close();
  await bank.stop();
  return soaked;
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  context.say('a planted leak of 1 kB per change');
  const leaking = await soak(context, leakHours, true);
  const leakSlope = slopeOf(leaking.samples.filter(({ hour }) => hour > leakHours / 2));
  context.say(`${String(hours)} simulated hours without it`);
  const day = await soak(context, hours, false);
  const slope = slopeOf(day.samples.filter(({ hour }) => hour >= 2));
  return [{
    name: 'heap.slope', unit: 'MB per hour', value: slope, against: { name: 'goal', value: 1 }, better: 'lower',
    bars: [atMost('MB per hour over hours 2 to 8', slope, 1), atMost('MB at the peak', day.peak, 500)],
    counts: { changes: day.changes, samples: day.samples.length, 'cases opened': day.opened, rows: day.rows.held },
    mismatches: [
      ...differences({ 'rows on screen': day.rows.held, changes: hours * 3600 * changesPerSecond }, { 'rows on screen': day.rows.shown, changes: day.changes }),
      ...(leakSlope > 1 ? [] : [`a planted leak of 1 kB per change was not seen: ${figure(leakSlope)} MB per hour`]),
    ],
    beside: [
      `after garbage collection: hour 2 ${figure(day.samples.find(({ hour }) => hour >= 2)?.megabytes ?? NaN)} MB, hour 8 ${figure(day.samples.at(-1)?.megabytes ?? NaN)} MB; peak before it ${figure(day.peak)} MB`,
      `with the planted leak: ${figure(leakSlope)} MB per hour, which ${leakSlope > 1 ? 'fails as it should' : 'is not seen'} (${String(leaking.changes)} changes)`,
    ],
    calibration,
  }];
}

export const heapSlope: Benchmark = { names: ['heap.slope'], run };
