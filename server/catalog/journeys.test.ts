import { expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadCatalog } from './catalog.ts';
import { catalogOf, withJourneys } from './journeys.ts';
import { shippedJourneys } from './testing/shipped.ts';

const hour = 3_600_000;
const monday = Date.UTC(2026, 0, 5, 9);

it('a case counts as stalled as its own version of the journey says, not as the newest does', async () => {
  const { file, process } = must((await shippedJourneys()).all[0], 'there are journeys');
  const version = (number: number) => ({ file: { ...file, version: number, expectedWithinMs: number * hour }, process });
  const catalog = loadCatalog();
  if (isRefusal(catalog)) throw new Error(JSON.stringify(catalog));
  const { expectedWithin } = withJourneys(catalog.settings, catalogOf([version(1), version(2)]));
  const { journey, team } = file;
  const after = [1, 2, undefined].map((one) => must(expectedWithin(journey, undefined, team, monday, one), 'the team has a calendar') - monday);
  expect(after).toEqual([hour, 2 * hour, 2 * hour]);
});
