import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { catalogFolder } from '../catalog.ts';
import { faultOfGolden } from './golden.ts';
import { shippedJourneys } from './shipped.ts';

const journeys = await shippedJourneys();
const files = readdirSync(catalogFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.golden.ndjson')).sort();

const journeyOf = (file: string) => {
  const [name = '', version = ''] = path.basename(file).split('.');
  return must(journeys.find(name, Number(version.slice(1))), `${name} ${version} is in the catalog`);
};

describe('golden histories of released versions', () => {
  test('every journey that ships has one', () => {
    const kept = files.map((file) => path.basename(file));
    for (const { file } of journeys.all) expect(kept).toContain(`${file.journey}.v${String(file.version)}.golden.ndjson`);
  });

  test.each(files)('%s folds to its end, and the engine of today does the same', (file) => {
    expect(faultOfGolden(journeyOf(file), readFileSync(path.join(catalogFolder, file), 'utf8'))).toBeUndefined();
  });

  test.each(files)('%s with any one line changed is noticed', (file) => {
    const lines = readFileSync(path.join(catalogFolder, file), 'utf8').trimEnd().split('\n');
    for (const [at, line] of lines.entries()) {
      const wrong = line.replace(/"next":(\d+)/, (_, next: string) => `"next":${String(Number(next) + 1)}`);
      if (wrong === line) continue;
      expect(faultOfGolden(journeyOf(file), lines.with(at, wrong).join('\n')), `line ${String(at + 1)}`).toBeDefined();
    }
    expect(faultOfGolden(journeyOf(file), lines.slice(0, -2).concat(lines.slice(-1)).join('\n'))).toBeDefined();
  });
});
