import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isExploring, noTrial, roleOf } from '../../../shared/decision/learn/trial.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { loadTrial } from './load-trial.ts';

test('as shipped nothing is tried on anybody', () => {
  const trial = loadTrial();
  if (isRefusal(trial)) throw new Error(JSON.stringify(trial));
  expect(trial).toEqual(noTrial);
  expect([roleOf(trial, { customerHash: 'a' }), isExploring(trial, { isVulnerable: false }, 0)]).toEqual(['champion', false]);
});

test('whoever is not known to be otherwise counts as vulnerable', () => {
  const trial = { ...noTrial, exploring: 1 };
  expect([false, true, null].map((isVulnerable) => isExploring(trial, { isVulnerable }, 0.5))).toEqual([true, false, false]);
});

test('a share above one, or a file that is none, is refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trial-'));
  const file = path.join(folder, 'trial.json');
  for (const text of [JSON.stringify({ ...noTrial, exploring: 1.2 }), '{']) {
    writeFileSync(file, text);
    expect(loadTrial(file)).toMatchObject({ ok: false, code: 'catalog_invalid' });
  }
  rmSync(folder, { recursive: true });
});
