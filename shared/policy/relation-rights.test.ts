import { expect, test } from 'vitest';
import { relationRights } from './relation-rights.ts';

test.each([['household', false], ['ownerOf', true], ['mayActFor', true]] as const)('somebody who is %s of a customer may act for them and be told: %s', (kind, isEntitled) => {
  expect(relationRights(kind)).toEqual({ mayAct: isEntitled, mayKnow: isEntitled });
});
