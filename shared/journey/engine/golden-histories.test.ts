import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaintsAbout, recordHistories } from './testing/golden.ts';
import type { History } from './testing/golden.ts';

const folder = path.join(import.meta.dirname, 'golden');

// A release adds a file and never changes one: `BATON_RECORD_GOLDEN=release-2 npx vitest run … golden-histories`.
const recorded = process.env['BATON_RECORD_GOLDEN'];
if (recorded !== undefined) {
  const file = path.join(folder, `${recorded}.ndjson`);
  if (existsSync(file)) throw new Error(`${file} is released and stays as it is`);
  writeFileSync(file, recordHistories().map((history) => `${JSON.stringify(history)}\n`).join(''));
}

const histories = readdirSync(folder)
  .filter((name) => name.endsWith('.ndjson'))
  .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n').map((line) => ({ release: name.replace('.ndjson', ''), history: JSON.parse(line) as History })));

describe('histories of released versions', () => {
  it.each(histories.map(({ release, history }) => [release, history.name, history] as const))('%s: %s gives the same deltas and the same state', (_, __, history) => {
    expect(complaintsAbout(history)).toEqual([]);
  });

  it('are there, for every kind of block', () => {
    expect(new Set(histories.map(({ history }) => history.name)).size).toBeGreaterThan(50);
  });

  it('fail when one delta is another, a step is left out, or the state is', () => {
    for (const { history } of histories) {
      const [first, ...rest] = history.steps;
      if (first === undefined) throw new Error(`${history.name} has steps`);
      const wrong: History[] = [
        { ...history, steps: [{ ...first, delta: { ...first.delta, next: first.delta.next + 1 } }, ...rest] },
        { ...history, steps: [{ ...first, delta: { ...first.delta, done: ['elsewhere'] } }, ...rest] },
        { ...history, state: { ...history.state, next: history.state.next + 1 } },
        ...(rest.length > 0 ? [{ ...history, steps: history.steps.slice(0, -1) }] : []),
      ];
      for (const one of wrong) expect(complaintsAbout(one)).not.toEqual([]);
    }
  });
});
