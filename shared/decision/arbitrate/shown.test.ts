import fc from 'fast-check';
import { expect, test } from 'vitest';
import { request } from '../action/testing/small-bundle.ts';
import { priorOf } from '../action/propensity.ts';
import { Reading } from '../gate/reading.ts';
import { decide } from './decide.ts';
import { shownOf } from './shown.ts';
import { anyCustomer, anyDraft } from '../../testing/any-draft.ts';

function holdAgainstDeciding(shown: typeof shownOf): void {
  fc.assert(
    fc.property(anyDraft, anyCustomer, fc.constantFrom('phone' as const, 'web' as const, 'atm' as const), fc.constantFrom('desk', 'nowhere'), (bundle, features, channel, placement) => {
      const asked = request(features, { channel, placement });
      expect(shown(bundle, asked, new Reading(bundle, features), priorOf)).toEqual(decide(bundle, asked).shown);
    }),
    { numRuns: 600, endOnFailure: true },
  );
}

test('what is shown is found class by class as if all had been judged', () => {
  holdAgainstDeciding(shownOf);
});

test('one that stops after the first class in which anything is open is found out', () => {
  const hasty: typeof shownOf = (bundle, asked, reading, likely) => {
    const shown = shownOf(bundle, asked, reading, likely);
    const first = bundle.actions.get(shown[0] ?? '')?.rank;
    return shown.filter((id) => bundle.actions.get(id)?.rank === first);
  };
  expect(() => {
    holdAgainstDeciding(hasty);
  }).toThrow();
});
