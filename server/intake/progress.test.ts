import { expect, test, vi } from 'vitest';
import { pace, startProgress } from './progress.ts';

function recorder(isTTY: boolean): { isTTY: boolean; text: string; write(text: string): boolean } {
  return {
    isTTY,
    text: '',
    write(text) {
      this.text += text;
      return true;
    },
  };
}

test('where there is no terminal a line is printed every five seconds and at the end', () => {
  let now = 0;
  const target = recorder(false);
  const progress = startProgress({ label: 'import', unit: 'events', total: 1000, now: () => now, target });
  for (; now <= 11_000; now += 1000) progress.update(now / 20);
  progress.stop();
  expect(target.text.split('\n')).toEqual([
    'import 25% | 250/1000 events | 50/s | 15 s left',
    'import 50% | 500/1000 events | 50/s | 10 s left',
    'import 55% | 550/1000 events | 46/s | 10 s left',
    '',
  ]);
});

test('on a terminal the bar is drawn on the given stream and nothing reaches standard output', () => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    let now = 0;
    const stream = Object.assign(recorder(true), { cursorTo: () => true, clearLine: () => true, moveCursor: () => true, on: () => stream, columns: 100 });
    const progress = startProgress({ label: 'import', unit: 'events', total: 10, now: () => now, target: stream });
    now = 1000;
    progress.update(10);
    progress.stop();
    expect(stream.text).toContain('10/10 events');
    expect(out).not.toHaveBeenCalled();
  } finally {
    out.mockRestore();
  }
});

test('time left is told in the unit a person would use', () => {
  expect([pace(0, 10, 0), pace(1, 10, 1000), pace(1, 200, 1000), pace(1, 10_000, 1000), pace(5, 5, 1000)].map((p) => p.left)).toEqual([
    '?', '9 s', '3 min 19 s', '2 h 46 min', '0 s',
  ]);
});
