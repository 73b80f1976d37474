import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, atMost, differences, percentile } from './benchmark.ts';
import { figure } from './report.ts';
import type { ScreenBank } from './screen-bank.ts';
import { openScreenBank } from './screen-bank.ts';
import { buildWorkspace, firstRow, openBrowser, openPage } from './screen-page.ts';
import { ScreenRows } from './screen-rows.ts';

const rowsShown = 20_000;
const perSecond = 500;
const pushMs = 100;
const keysPressed = 80;

/** As `renderer/bench/probe.ts` reports. */
interface ProbeReport {
  readonly seconds: number;
  readonly framesPerSecond: readonly number[];
  readonly longTasks: readonly number[];
  readonly inputToPaint: readonly number[];
  readonly moved: number;
  readonly looks: number;
}

const probe = stripTypeScriptTypes(readFileSync(path.resolve(import.meta.dirname, '../../renderer/bench/probe.ts'), 'utf8'));

const start = (page: Page, point?: { x: number; y: number }): Promise<unknown> => page.evaluate(`batonProbe.start(${point ? JSON.stringify(point) : ''})`);
const stop = (page: Page): Promise<ProbeReport> => page.evaluate('batonProbe.stop()');

/** Changes at an even pace until the returned function is called. */
function streaming(bank: ScreenBank): () => void {
  const startedAt = performance.now();
  let told = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1000) - told;
    if (due > 0) bank.step(due, pushMs);
    told += due;
  }, pushMs);
  return () => clearInterval(timer);
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const startsAt = Date.now();
  const rows = new ScreenRows({ team: 'branch-north', me: 'ana', size: rowsShown, startsAt });
  const bank = await openScreenBank({ workspace: buildWorkspace(context), rows, me: 'ana', team: 'branch-north', startsAt });
  context.onStop(() => bank.stop());
  const browser = await openBrowser(context);
  const page = await openPage(browser, bank.session, bank.address);
  await page.evaluate(probe);
  await page.getByRole('tab', { name: /^Team/ }).click();
  await page.getByRole('tab', { name: `Team ${String(rowsShown)}` }).waitFor({ timeout: 60_000 });
  const row = page.locator(firstRow).nth(4);
  await row.waitFor();
  const box = await row.boundingBox();
  const point = { x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + 20 };

  context.say(`${String(rowsShown)} rows, ${String(perSecond)} changes a second, the pointer on a row`);
  const stopChanges = streaming(bank);
  await page.mouse.move(point.x, point.y);
  await setTimeout(1500);
  await start(page, point);
  await setTimeout(context.loadSeconds * 500);
  const pointed = await stop(page);

  context.say('keys pressed');
  await start(page);
  for (let n = 0; n < keysPressed; n += 1) {
    await page.keyboard.press(['j', 'j', 'j', 'Space', 'k', 'ArrowDown', 'c', 'ArrowUp'][n % 8] as string);
    await setTimeout((context.loadSeconds * 500) / keysPressed);
  }
  const pressed = await stop(page);

  // The check must be able to fail: ranking the list on request does move rows under the pointer.
  await start(page, point);
  await page.getByRole('button', { name: /Most urgent first|Rank again/ }).press('Enter');
  await setTimeout(1500);
  const ranked = await stop(page);
  stopChanges();

  const shown = async (): Promise<number> => Number((await page.getByRole('tab', { name: /^Team/ }).textContent())?.replaceAll(/\D/g, ''));
  for (let n = 0; n < 50 && (await shown()) !== rows.size; n += 1) await setTimeout(200);
  const counts = { rows: rows.size, changes: rows.changes, commands: bank.commands(), frames: pointed.framesPerSecond.reduce((sum, one) => sum + one, 0), looks: pointed.looks };
  const mismatches = [
    ...differences({ 'rows on screen': rows.size, 'rows that moved under the pointer': 0 }, { 'rows on screen': await shown(), 'rows that moved under the pointer': pointed.moved }),
    ...(ranked.moved > 0 ? [] : ['a list that was ranked anew was not seen to move: the check sees nothing']),
    ...(pressed.inputToPaint.length === keysPressed ? [] : [`${String(pressed.inputToPaint.length)} of ${String(keysPressed)} keys were seen`]),
  ];
  await browser.close();
  await bank.stop();

  const fps = percentile([...pointed.framesPerSecond, ...pressed.framesPerSecond], 0.5);
  const longest = Math.max(0, ...pointed.longTasks, ...pressed.longTasks);
  const toPaint = percentile(pressed.inputToPaint, 0.95);
  const same = { counts, calibration };
  return [
    {
      name: 'grid.fps', unit: 'frames/s (median second)', value: fps, against: { name: 'goal', value: 50 }, better: 'higher', bars: [atLeast('frames per second', fps, 50)], mismatches,
      beside: [`slowest second ${figure(Math.min(...pointed.framesPerSecond, ...pressed.framesPerSecond))}; rows under the pointer moved ${String(pointed.moved)} times in ${String(pointed.looks)} looks, and ${String(ranked.moved)} times when asked to`],
      ...same,
    },
    {
      name: 'grid.longest-task', unit: 'ms', value: longest, against: { name: 'goal', value: 200 }, better: 'lower', bars: [atMost('ms of the longest task', longest, 200)], mismatches: [],
      beside: [`${String(pointed.longTasks.length + pressed.longTasks.length)} tasks over 50 ms in ${figure(pointed.seconds + pressed.seconds)} s; ranking anew ${figure(Math.max(0, ...ranked.longTasks))} ms`], ...same,
    },
    {
      name: 'grid.input-to-paint', unit: 'ms (p95)', value: toPaint, against: { name: 'goal', value: 100 }, better: 'lower', bars: [atMost('ms from a key to its paint', toPaint, 100)], mismatches: [],
      beside: [`p50 ${figure(percentile(pressed.inputToPaint, 0.5))}, longest ${figure(Math.max(...pressed.inputToPaint))} ms of ${String(keysPressed)} keys`], ...same,
    },
  ];
}

export const grid: Benchmark = { names: ['grid.fps', 'grid.longest-task', 'grid.input-to-paint'], run };
