import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gate, Plan, Progress, Tried } from './next-try.ts';
import { afterTry, lostInHand, nextTry } from './next-try.ts';
import type { Idempotent } from './result.ts';
import { retryDelayMs } from './retry-delay.ts';

const route = (connector: string, idempotent: Idempotent = 'key') => ({ connector, idempotent, firstDelayMs: 1000, maxDelayMs: 60_000 });
const plan = (...routes: ReturnType<typeof route>[]): Plan => ({ id: 'e-1', routes, tries: 5, patienceMs: 600_000 });
const fresh: Progress = { route: 0, tries: 0, inDoubt: false, since: 0 };
const open = (): Gate => ({ waitMs: 0, because: 'connector_down' });
const shut = (...names: string[]) => (name: string): Gate => ({ waitMs: names.includes(name) ? 5000 : 0, because: 'connector_down' });

describe('the next try', () => {
  it.each<[string, Plan, Progress, (name: string) => Gate, object]>([
    ['sends what is new', plan(route('a')), fresh, open, { do: 'send', route: 0 }],
    ['repeats what may have been taken where keys are honoured', plan(route('a')), { ...fresh, inDoubt: true }, open, { do: 'send', route: 0 }],
    ['asks where it can be asked', plan(route('a', 'query')), { ...fresh, inDoubt: true }, open, { do: 'ask', route: 0 }],
    ['never repeats what nobody can tell', plan(route('a', 'none')), { ...fresh, inDoubt: true }, open, { do: 'end', outcome: { ok: false, code: 'effect_unknown', applied: 'maybe' } }],
    ['waits while its connector is down', plan(route('a')), fresh, shut('a'), { do: 'wait', waitMs: 5000, because: 'connector_down' }],
    ['takes the backup while its connector is down', plan(route('a'), route('b')), fresh, shut('a'), { do: 'send', route: 1 }],
    ['comes back to the first where the backup is down', plan(route('a'), route('b')), { ...fresh, route: 1 }, shut('b'), { do: 'send', route: 0 }],
    ['never takes the backup for what the first may have taken', plan(route('a'), route('b')), { ...fresh, inDoubt: true }, shut('a'), { do: 'wait', waitMs: 5000, because: 'connector_down' }],
  ])('%s', (_, whole, progress, gate, next) => {
    expect(nextTry(whole, progress, gate, 1000)).toEqual(next);
  });

  it('gives up when people must know, whether it is down, switched off or in doubt', () => {
    const late = 600_000;
    const off = (): Gate => ({ waitMs: 5000, because: 'connector_off' });
    const missed: Tried = { how: 'unreached' };
    expect(nextTry(plan(route('a')), fresh, off, late)).toEqual({ do: 'end', outcome: { ok: false, code: 'connector_off', applied: 'no' } });
    expect(afterTry(plan(route('a')), fresh, missed, late)).toEqual({ outcome: { ok: false, code: 'connector_down', applied: 'no' } });
    expect(afterTry(plan(route('a', 'query')), { ...fresh, inDoubt: true }, missed, late)).toEqual({ outcome: { ok: false, code: 'effect_unknown', applied: 'maybe' } });
    expect(afterTry(plan(route('a'), route('b')), fresh, missed, late)).toMatchObject({ progress: { route: 1 }, waitMs: 0 });
    expect(afterTry(plan(route('a'), route('b')), { ...fresh, route: 1, missed: 1 }, missed, late)).toMatchObject({ outcome: { code: 'connector_down' } });
  });
});

it('once before people must know it is tried whoever holds it back, so that it is done where its system is there by then', () => {
  const [late, soon] = [600_000, 599_999];
  expect(nextTry(plan(route('a')), fresh, shut('a'), soon)).toEqual({ do: 'wait', waitMs: 1, because: 'connector_down' });
  expect(nextTry(plan(route('a')), fresh, shut('a'), late)).toEqual({ do: 'send', route: 0 });
  expect(nextTry(plan(route('a', 'query')), { ...fresh, inDoubt: true }, shut('a'), late)).toEqual({ do: 'ask', route: 0 });
});

it('an outage uses up the time of an effect, not its tries', () => {
  const whole = plan(route('a'));
  let progress = fresh;
  let now = 0;
  for (let missed = 1; missed <= 12; missed += 1) {
    const after = afterTry(whole, progress, { how: 'unreached' }, now);
    if (!('progress' in after)) throw new Error('it still has time');
    expect(after.progress).toEqual({ ...fresh, missed, lastFailure: 'connector_down' });
    [progress, now] = [after.progress, now + after.waitMs];
    if (now >= whole.patienceMs) return;
  }
});

it('what is late is sent all the same where it can be', () => {
  expect(nextTry(plan(route('a')), fresh, open, 10_000_000)).toEqual({ do: 'send', route: 0 });
});

describe('after a try', () => {
  const lost: Tried = { how: 'lost' };
  it('a lost answer leaves it in doubt and is tried again later', () => {
    expect(afterTry(plan(route('a')), fresh, lost, 0)).toEqual({
      progress: { ...fresh, tries: 1, inDoubt: true, lastFailure: 'connector_down' }, waitMs: retryDelayMs('e-1', 1, { firstDelayMs: 1000, maxDelayMs: 60_000 }),
    });
  });

  it('what surely was not taken goes to the backup at once', () => {
    expect(afterTry(plan(route('a'), route('b')), fresh, { how: 'unreached' }, 0)).toEqual({ progress: { ...fresh, route: 1, missed: 1, lastFailure: 'connector_down' }, waitMs: 0 });
  });

  it('a refusal ends it with the code of the system', () => {
    expect(afterTry(plan(route('a')), fresh, { how: 'refused', error: 'no_funds' }, 0)).toEqual({ outcome: { ok: false, code: 'connector_refused', error: 'no_funds', applied: 'no' } });
  });

  it('who knows nothing of it when asked may be sent it', () => {
    expect(afterTry(plan(route('a', 'query')), { ...fresh, inDoubt: true }, { how: 'notFound' }, 0)).toEqual({ progress: fresh, waitMs: 0 });
  });

  it('the last try ends it: with keys as down, else as unknown', () => {
    const last = { ...fresh, tries: 4 };
    expect(afterTry(plan(route('a')), last, lost, 0)).toEqual({ outcome: { ok: false, code: 'connector_down', applied: 'maybe' } });
    expect(afterTry(plan(route('a')), last, { how: 'wrong' }, 0)).toEqual({ outcome: { ok: false, code: 'connector_wrong_answer', applied: 'maybe' } });
    expect(afterTry(plan(route('a', 'query')), last, lost, 0)).toEqual({ outcome: { ok: false, code: 'effect_unknown', applied: 'maybe' } });
  });
});

/** A world of systems that honour what they say; whatever happens to the connection, nothing may be done twice. */
describe('an effect over any routes and through any trouble', () => {
  const trouble = fc.constantFrom('fine', 'unreached', 'lostBefore', 'lostAfter', 'wrong', 'slowDown', 'crash');
  it('is done at most once, always ends, and is never called undone when it was done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Idempotent>('key', 'query', 'none'), { minLength: 1, maxLength: 3 }),
        fc.array(trouble, { minLength: 1, maxLength: 40 }),
        (kinds, troubles) => {
          const whole: Plan = { ...plan(...kinds.map((kind, n) => route(`r${String(n)}`, kind))), tries: 8 };
          const times = kinds.map(() => 0);
          let progress = fresh;
          let now = 0;
          let outcome: { ok: boolean; applied?: string } | undefined;
          for (let n = 0; outcome === undefined; n += 1) {
            expect(n).toBeLessThan(1000);
            const next = nextTry(whole, progress, open, now);
            if (next.do === 'end') outcome = next.outcome;
            if (next.do === 'wait') now += next.waitMs;
            if (next.do === 'end' || next.do === 'wait') continue;
            progress = { ...progress, route: next.route };
            const what = troubles[n % troubles.length];
            const isThere = (times[next.route] ?? 0) > 0;
            const does = what === 'fine' || what === 'lostAfter' || what === 'wrong' || what === 'crash';
            if (next.do === 'send' && does && !(isThere && kinds[next.route] === 'key')) times[next.route] = (times[next.route] ?? 0) + 1;
            if (what === 'crash') {
              progress = lostInHand(progress);
              now += 10_000;
              continue;
            }
            const answered: Tried = next.do === 'ask' && !isThere ? { how: 'notFound' } : { how: 'answered', data: {} };
            const tried: Tried =
              what === 'fine' ? answered : what === 'unreached' ? { how: next.do === 'ask' ? 'lost' : 'unreached' } : what === 'wrong' ? { how: 'wrong' }
              : what === 'slowDown' ? { how: 'slowDown', retryAfterMs: 1000 } : { how: 'lost' };
            const after = afterTry(whole, progress, tried, now);
            if ('outcome' in after) outcome = after.outcome;
            else {
              progress = after.progress;
              now += after.waitMs;
            }
          }
          const total = times.reduce((sum, one) => sum + one, 0);
          expect(total).toBeLessThanOrEqual(1);
          if (outcome.ok) expect(total).toBe(1);
          if (outcome.applied === 'no') expect(total).toBe(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the wait before the next try', () => {
  const spans = { firstDelayMs: 1000, maxDelayMs: 60_000 };
  it('doubles up to its maximum, differs between effects and is the same for the same one', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => retryDelayMs('e-1', tries, spans));
    for (const [index, wait] of waits.entries()) {
      const full = Math.min(60_000, 1000 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(full / 2);
      expect(wait).toBeLessThanOrEqual(full);
    }
    expect(retryDelayMs('e-1', 3, spans)).toBe(waits[2]);
    expect(new Set(Array.from({ length: 50 }, (_, n) => retryDelayMs(`e-${String(n)}`, 3, spans))).size).toBeGreaterThan(40);
  });
});
