import fc from 'fast-check';
import type { EntryFact, EntryKind } from '../contract/entries.ts';
import { entryBodies } from '../contract/entries.ts';
import type { CaseState } from '../model/case.ts';
import { isRefusal } from '../model/refusal.ts';
import { dropEnded, evolveCase } from '../work/evolve-case.ts';
import { evolvePerson } from '../work/evolve-others.ts';
import { upcast } from '../work/upcast.ts';
import { wholeDay } from './any-command.ts';
import { anySteps, play } from './play.ts';
import { checkProperty, expectSame, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { workPart } from './work-bank.ts';

/** What reads a log: the upcasts and the fold. */
export interface FoldPart {
  readonly evolveCase: typeof evolveCase;
  readonly evolvePerson: typeof evolvePerson;
  readonly upcast: typeof upcast;
}

export const foldPart: FoldPart = { evolveCase, evolvePerson, upcast };

type Lift = (fact: EntryFact) => EntryFact;

function foldCases(part: FoldPart, facts: readonly EntryFact[], lift: Lift): Map<string, CaseState> {
  const cases = new Map<string, CaseState>();
  for (const fact of facts) {
    if (fact.case === undefined || !fact.subject.startsWith('case:')) continue;
    const before = cases.get(fact.case);
    const frozen = JSON.stringify(before);
    const after = part.evolveCase(before, lift(fact));
    expectThat(JSON.stringify(before) === frozen, `${fact.kind} changes the state it was given`);
    if (after) cases.set(fact.case, dropEnded(after));
  }
  return cases;
}

const throughJson: Lift = (fact) => JSON.parse(JSON.stringify(fact)) as EntryFact;

/** Entries, written and read again, fold to the very rows that the commands left (invariant 9), and every body is one its schema takes. */
export const foldSuite = (part: FoldPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'fold of the entries', 'I9 I15',
    fc.property(anySteps(50), (steps) => {
      const bank = play(workPart, wholeDay, steps, () => undefined);
      const facts = bank.history.map(({ fact }) => fact);
      for (const fact of facts) expectThat(entryBodies[fact.kind].safeParse(fact.body).success, `${fact.kind} is not what its schema says: ${JSON.stringify(fact.body)}`);
      const cases = foldCases(part, facts, throughJson);
      expectSame([...cases.values()], [...bank.cases.values()], 'cases');
      for (const [id, person] of bank.people) {
        const start = play(workPart, [], [], () => undefined).person(id) ?? undefined;
        const folded = facts.filter((fact) => fact.subject === `person:${id}`).reduce((state, fact) => part.evolvePerson(state, throughJson(fact)), start);
        expectSame(folded, person, id);
      }
    }),
    options,
  );

/** The only lift of a planted release: its entries of version 1 did not say why a task was put back. */
const planted = { 'task:released': [(body: Readonly<Record<string, unknown>>) => ({ because: 'notSaid', ...body })] } as const;

/**
 * Old entries read as if they had been written today: one whose version lacks a field is lifted first (T36), and one of a newer
 * release with a field nobody knows yet folds the same (T37); an unknown version is refused, not guessed.
 */
export const upcastSuite = (part: FoldPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'entries of other releases', 'T36 T37',
    fc.property(anySteps(40), (steps) => {
      const bank = play(workPart, ['task:claim', 'task:claim', 'task:release', 'task:release', 'note:add', 'promise:make', 'handOff:offer', 'handOff:accept'], steps, () => undefined);
      const facts = bank.history.map(({ fact }) => fact);
      const newest = (kind: EntryKind): number => (kind === 'task:released' ? 2 : 1);
      const today = facts.map((fact) => (fact.kind === 'task:released' ? { ...fact, body: { ...fact.body, because: 'notSaid' } } : fact));
      const old: Lift = (fact) => {
        if (fact.kind !== 'task:released') return fact;
        const { because: _, ...body } = fact.body;
        const lifted = part.upcast(fact.kind, 1, body, planted, newest);
        expectThat(!isRefusal(lifted), 'an old entry is refused');
        return { ...fact, body: lifted } as unknown as EntryFact;
      };
      const expected = [...foldCases(foldPart, today, throughJson).values()];
      expectSame([...foldCases(part, facts, old).values()], expected, 'the fold of the old entries');
      const newer: Lift = (fact) => ({ ...fact, body: { ...fact.body, addedLater: { by: 'a newer release' } } }) as unknown as EntryFact;
      expectSame([...foldCases(part, today, newer).values()], expected, 'the fold of entries with a field added later');
      expectThat(isRefusal(part.upcast('task:released', 3, {}, planted, newest)), 'a version of the future is read as if it were known');
    }),
    options,
  );
