import fc from 'fast-check';
import type { CaseState } from '../model/case.ts';
import { ownerOf } from '../model/task.ts';
import { evolveCase, dropEnded } from '../work/evolve-case.ts';
import type { scopesOf } from '../work/scopes.ts';
import { wholeDay } from './any-command.ts';
import { anySteps, play } from './play.ts';
import { checkProperty, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { workPart } from './work-bank.ts';

/** Where a changed task must be heard of: its queue, and who answers for it. */
const heardBy = (state: CaseState | undefined, other: CaseState | undefined): string[] =>
  (state?.tasks ?? []).filter((task) => !other?.tasks.includes(task)).flatMap((task) => {
    const owner = ownerOf(task);
    return [`queue:${task.team}`, ...(owner === undefined ? [] : [`me:${owner}`])];
  });

/** Every row that an entry changes is heard of by all who see it, before and after: also rows that the entry does not name (invariant 4). */
export const scopesSuite = (scopes: typeof scopesOf, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'scopes of an entry', 'I4',
    fc.property(anySteps(40), (steps) => {
      const bank = play(workPart, wholeDay, steps, () => undefined);
      const states = new Map<string, CaseState>();
      for (const { fact } of bank.history) {
        if (fact.case === undefined || !fact.subject.startsWith('case:')) continue;
        const before = states.get(fact.case);
        const after = evolveCase(before, fact);
        const told = scopes(fact, before, after, (person) => bank.person(person)?.team);
        expectThat(told.includes(fact.subject), `${fact.kind} is not told to its case`);
        for (const scope of [...heardBy(before, after), ...heardBy(after, before)]) expectThat(told.includes(scope), `${scope} does not hear of ${fact.kind}`);
        expectThat([...new Set(told)].sort().join() === told.join(), 'scopes are sorted and each is there once');
        if (after) states.set(fact.case, dropEnded(after));
      }
    }),
    options,
  );
