import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GridChanges } from './grid-feed.ts';
import { GridFeed } from './grid-feed.ts';

interface Row {
  readonly id: string;
  readonly n: number;
}

/** Records what it was given. */
class Sink {
  readonly loads: (readonly Row[])[] = [];
  readonly changes: GridChanges<Row>[] = [];
  load(rows: readonly Row[]): void {
    this.loads.push(rows);
  }
  apply(changes: GridChanges<Row>): void {
    this.changes.push(changes);
  }
}

const feedWith = (...rows: Row[]): { feed: GridFeed<Row>; sink: Sink; stop: () => void } => {
  const feed = new GridFeed<Row>({ idOf: ({ id }) => id, flushMs: 80 });
  feed.show(rows);
  const sink = new Sink();
  return { feed, sink, stop: feed.attach(sink) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a row that changes many times is drawn once, as it is last', () => {
  const { feed, sink } = feedWith({ id: 'a', n: 0 });
  for (let n = 1; n <= 100; n += 1) feed.put({ id: 'a', n });
  expect(sink.changes).toEqual([]);
  vi.advanceTimersByTime(80);
  expect(sink.changes).toEqual([{ put: [{ id: 'a', n: 100 }], drop: [] }]);
  vi.advanceTimersByTime(1000);
  expect(sink.changes).toHaveLength(1);
});

test('what a person waits for is drawn at once', () => {
  const { feed, sink } = feedWith({ id: 'a', n: 0 });
  feed.put({ id: 'a', n: 1 });
  feed.flush();
  expect(sink.changes).toEqual([{ put: [{ id: 'a', n: 1 }], drop: [] }]);
});

test('a table that opens later gets all rows as they are', () => {
  const { feed, stop } = feedWith({ id: 'a', n: 0 });
  stop();
  feed.put({ id: 'b', n: 1 });
  feed.drop('a');
  vi.advanceTimersByTime(1000);
  const later = new Sink();
  feed.attach(later);
  expect(later.loads).toEqual([[{ id: 'b', n: 1 }]]);
});

test('a feed that follows a list tells only what is new in it', () => {
  const same = { id: 'a', n: 0 };
  const { feed, sink } = feedWith(same, { id: 'b', n: 0 });
  feed.follow([{ id: 'c', n: 1 }, same]);
  feed.flush();
  expect(sink.changes).toEqual([{ put: [{ id: 'c', n: 1 }], drop: ['b'] }]);
});

test('a row that goes and comes back before the flush is there', () => {
  const { feed, sink } = feedWith({ id: 'a', n: 0 });
  feed.drop('a');
  feed.put({ id: 'a', n: 2 });
  feed.flush();
  expect(sink.changes).toEqual([{ put: [{ id: 'a', n: 2 }], drop: [] }]);
});
