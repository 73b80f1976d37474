import { describe, expect, it } from 'vitest';
import type { EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import { must } from '../../assert.ts';
import { evolveCase } from '../evolve-case.ts';
import type { Context, World } from '../world.ts';
import { done, isNeeds } from '../world.ts';
import type { OnEffectResult, ReportedResult } from './decide-result.ts';
import { decideEffectResult } from './decide-result.ts';
import type { EffectOutcome } from './result.ts';

const opened = { kind: 'case:opened', subject: 'case:k-1', case: 'k-1', at: 1, recordedAt: 1, actor: 'system' } as const;
const state = must(
  evolveCase(undefined, { ...opened, body: { journey: 'j', journeyVersion: 1, party: { source: 's', key: '1' }, team: 'loans', stage: 'A', armed: true } }), 'it is opened',
);
const worldOf = (known: CaseState | null | undefined): World => ({ case: () => known }) as unknown as World;
let ids = 0;
const ctx = { now: 10, newId: (prefix: string) => `${prefix}-${String((ids += 1))}`, actor: 'connector:kyc', input: 'f:e-1' } as unknown as Context;
const reported = (outcome: EffectOutcome, part: Partial<ReportedResult> = {}): ReportedResult => ({
  result: { effect: 'e-1', case: 'k-1', ref: 't-1', connector: 'kyc', operation: 'identify', route: 'kyc', attempts: 2, round: 0, outcome },
  personal: [], connectorOwner: 'administrator', ...part,
});
const refused: EffectOutcome = { ok: false, code: 'connector_refused', error: 'no_document', applied: 'no' };
const goesOn: OnEffectResult = () => () => done({ kind: 'case:moved', subject: 'case:k-1', case: 'k-1', body: { stage: 'B' } });

function decide(one: ReportedResult, onResult: OnEffectResult = goesOn, known: CaseState | null = state) {
  const decision = decideEffectResult(worldOf(known), one, ctx, onResult);
  if (isNeeds(decision)) throw new Error('it has all it needs');
  return { ...decision, kinds: decision.entries.map(({ kind }) => kind) };
}

describe('the result of an effect', () => {
  it('is an entry, then what the journey does, and closes the effect', () => {
    const { kinds, effectOrders } = decide(reported({ ok: true, data: { result: 'verified' } }));
    expect([kinds, effectOrders]).toEqual([['effect:done', 'case:moved'], [{ do: 'close', effect: 'e-1' }]]);
  });

  it('that failed stands with its case until it is resolved, with an owner, and the effect is kept', () => {
    const { kinds, effectOrders, entries } = decide(reported(refused));
    expect([kinds, effectOrders]).toEqual([['effect:failed', 'exception:raised', 'case:moved'], [{ do: 'keep', effect: 'e-1' }]]);
    const facts = entries.map((entry) => ({ ...entry, at: 10, recordedAt: 10, actor: 'x' }) as EntryFact);
    const after = facts.reduce<CaseState | undefined>(evolveCase, state);
    expect(after?.case.exceptions).toEqual([
      { reference: expect.stringMatching(/^x-/), code: 'connector_refused', owner: 'team:loans', since: 10, effect: 'e-1', connector: 'kyc', operation: 'identify' },
    ]);
  });

  it('that the journey deals with itself is nobody’s to look at', () => {
    const { kinds, effectOrders } = decide(reported(refused), (result) => (world, given) => ({ ...(goesOn(result)(world, given) as ReturnType<typeof done>), isCaught: true }));
    expect([kinds, effectOrders]).toEqual([['effect:failed', 'case:moved'], [{ do: 'close', effect: 'e-1' }]]);
  });

  it('holds personal values by id alone, and they belong to whom the case belongs to', () => {
    let heard: unknown;
    const { entries, values } = decide(
      reported({ ok: true, data: { result: 'verified' } }, { personal: [{ field: 'name', value: 'A. Example' }] }),
      (result) => () => {
        heard = result.outcome;
        return done();
      },
    );
    const id = must(values?.[0], 'there is one').id;
    expect(values).toEqual([{ id, holder: 'k-1', field: 'stated.name', value: 'A. Example', source: 'connector:kyc', asOf: 10 }]);
    expect(heard).toEqual({ ok: true, data: { result: 'verified', name: { $value: id } } });
    expect(JSON.stringify(entries)).not.toContain('A. Example');
  });

  it('asks for its case where it was not loaded, and is noted where there is none', () => {
    expect(decideEffectResult(worldOf(undefined), reported(refused), ctx, goesOn)).toEqual({ needs: { cases: ['k-1'] } });
    expect(decide(reported(refused), () => () => done(), null).entries[0]).toMatchObject({ kind: 'effect:failed', subject: 'system:effects' });
  });
});
