import { expect, test } from 'vitest';
import type { EntryPut } from '../../shared/contract/rows.ts';
import { EditLease, leasedElsewhere } from './edit-lease.ts';

const stint = { task: 't-1', fence: 2 };

function desk() {
  let now = 1_000_000;
  const timers: { at: number; then: () => void }[] = [];
  const taken: number[] = [];
  let held: readonly string[] = [];
  const lease = new EditLease({
    take: () => taken.push(now), hold: (tasks) => (held = tasks), now: () => now,
    later: (ms, then) => timers.push({ at: now + ms, then }),
  });
  const pass = (ms: number): void => {
    const until = now + ms;
    for (let next = timers.findIndex(({ at }) => at <= until); next >= 0; next = timers.findIndex(({ at }) => at <= until)) {
      const [timer] = timers.splice(next, 1);
      now = Math.max(now, timer?.at ?? now);
      timer?.then();
    }
    now = until;
  };
  return { lease, taken, pass, held: () => held, endsIn: () => (lease.store.getState()['t-1']?.endsAt ?? 0) - now };
}

test('the first letter takes the lease, the next ones keep it', () => {
  const { lease, taken, pass, held, endsIn } = desk();
  lease.typed(stint, false);
  for (let n = 0; n < 30; n += 1) {
    pass(4000);
    expect(held()).toEqual(['t-1']);
    lease.typed(stint, false);
  }
  expect(taken).toHaveLength(1);
  expect(endsIn()).toBe(60_000);
});

test('who stops typing lets it run out, and the next letter takes it again', () => {
  const { lease, taken, pass, held, endsIn } = desk();
  lease.typed(stint, false);
  pass(20_000);
  expect([held(), endsIn()]).toEqual([[], 40_000]);
  pass(30_000);
  lease.typed(stint, false);
  expect([taken.length, endsIn()]).toEqual([1, 60_000]);
  pass(61_000);
  lease.typed(stint, false);
  expect([taken.length, held()]).toEqual([2, ['t-1']]);
});

test('what another device took is taken back by typing, but not with every letter', () => {
  const { lease, taken, pass } = desk();
  lease.typed(stint, false);
  pass(6000);
  lease.typed(stint, true);
  lease.typed(stint, true);
  expect(taken).toHaveLength(2);
});

test('a task that came back to its owner is leased anew', () => {
  const { lease, taken } = desk();
  lease.typed(stint, false);
  lease.typed({ task: 't-1', fence: 3 }, false);
  expect(taken).toHaveLength(2);
});

test('the other device of the same owner is told which one writes', () => {
  const granted = (device: string, at: number): EntryPut =>
    ({ id: `e-${String(at)}`, version: at, seq: at, at, recordedAt: at, kind: 'lease:granted', v: 1, subject: 'case:k-1', task: 't-1', actor: 'ana', body: { by: 'ana', device, fence: 2 } }) as unknown as EntryPut;
  expect(leasedElsewhere([], stint, 'desk')).toBeUndefined();
  expect(leasedElsewhere([granted('tablet', 20), granted('desk', 10)], stint, 'desk')).toBe(20);
  expect(leasedElsewhere([granted('desk', 30), granted('tablet', 20)], stint, 'desk')).toBeUndefined();
  expect(leasedElsewhere([granted('tablet', 20)], { ...stint, fence: 3 }, 'desk')).toBeUndefined();
});
