import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import { isRefusal } from '../../model/refusal.ts';
import { evolveCase } from '../evolve-case.ts';
import { timersOf } from '../timers.ts';
import type { Context, World } from '../world.ts';
import { isNeeds } from '../world.ts';
import { decideTimer } from './timer.ts';
import { decideSilent, decideVisit, visitMs } from './visit.ts';

const at = (now: number): Context => ({ now, settings: { journeys: { find: () => ({ file: { sources: ['mobile', 'web'] } }) } } }) as unknown as Context;
const begin = (): CaseState => {
  const opened = { kind: 'case:opened', case: 'k-1', at: 0, recordedAt: 0, actor: 'x', subject: 'case:k-1', body: { journey: 'loan', journeyVersion: 1, party: { source: 'mobile', key: 'a' }, team: 'north', stage: 'Income', armed: true } } as unknown as EntryFact;
  const made = { ...opened, kind: 'task:made', task: 't-1', body: { activity: 'fillIn', team: 'north' } } as unknown as EntryFact;
  return evolveCase(evolveCase(undefined, opened), made) as CaseState;
};

test('however a customer comes, stays and goes, they are here exactly as long as they were heard of lately, and the log is told little of it', () => {
  const step = fc.record({ is: fc.constantFrom('here', 'here', 'here', 'gone', 'silent', 'late'), channel: fc.constantFrom('mobile', 'web'), after: fc.integer({ min: 0, max: visitMs }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    let state = begin();
    let now = 1_000_000;
    const world = { case: () => state } as unknown as World;
    let entries = 0;
    let here: { channel: string; heardAt: number } | undefined;
    const take = (decision: ReturnType<typeof decideVisit>, time: number): void => {
      if (isNeeds(decision) || isRefusal(decision)) throw new Error(JSON.stringify(decision));
      for (const draft of decision.entries) {
        entries += 1;
        state = evolveCase(state, { ...draft, at: time, recordedAt: time, actor: 'source:mobile' } as EntryFact) as CaseState;
      }
    };
    const begunAt = now;
    for (const { is, channel: name, after } of steps) {
      const channel = name as 'mobile' | 'web';
      const until = now + after;
      for (const timer of timersOf(state, 0)) if (timer.kind === 'visit' && timer.dueAt <= until) take(decideTimer(world, timer, at(timer.dueAt)), timer.dueAt);
      if (state.case.customerHere === undefined) here = undefined;
      now = until;
      if (is === 'silent') take(decideSilent(world, 'k-1', channel), now);
      else take(decideVisit(world, { source: channel, customer: undefined, ...(channel === 'web' ? { source: 'mobile' } : {}), case: 'k-1', channel, is: is === 'gone' ? 'gone' : 'here', at: is === 'late' ? now - visitMs - 1 : now }, at(now)), now);
      if (is === 'here') here = { channel, heardAt: now };
      else if (is !== 'late' && here?.channel === channel) here = undefined;
      expect(state.case.customerHere?.channel).toBe(here?.channel);
      expect(state.tasks[0]?.customerPresent).toBe(here?.channel);
      // Heard of just now, they are not forgotten before half of the time is over.
      if (here?.heardAt === now) expect(state.case.customerHere?.until).toBeGreaterThan(now + visitMs / 2 - 1);
    }
    // Between two comings of one channel that nobody ended lies half of a visit, whatever is told meanwhile.
    const turns = steps.filter(({ is, channel }, n) => is !== 'here' || channel !== steps[n - 1]?.channel).length;
    expect(entries).toBeLessThanOrEqual(2 * turns + 2 * ((now - begunAt) / (visitMs / 2)) + 2);
  }), { numRuns: 300 });
});

test('what a channel may not speak of is not there', () => {
  const state = begin();
  const world = { case: (id: string) => (id === 'k-1' ? state : null) } as unknown as World;
  const visit = { source: 'mobile', case: 'k-1', channel: 'mobile', is: 'here', at: 0 } as const;
  for (const wrong of [{ source: 'atm' }, { source: 'web' }, { case: 'k-2' }, { customer: 'cu-1' }]) expect(decideVisit(world, { ...visit, ...wrong }, at(0))).toEqual({ ok: false, code: 'case_unknown' });
});
