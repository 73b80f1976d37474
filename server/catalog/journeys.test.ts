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

it('a message is heard by cases of every version, and starts only the newest', async () => {
  const { all } = await shippedJourneys();
  const named = (name: string) => must(all.find(({ file }) => file.journey === name), 'it ships');
  const [loan, dispute] = [named('consumer-loan'), named('card-dispute')];
  const later = { ...dispute, file: { ...loan.file, version: 2 } };
  const heard = (journeys: Parameters<typeof catalogOf>[0], message: string) => catalogOf(journeys).hearing?.(message).map(({ journey: { file }, starts }) => `${file.journey} ${String(file.version)} ${String(starts)}`);
  expect(heard([loan], 'loanApplication')).toEqual(['consumer-loan 1 true']);
  expect(heard([loan, later], 'loanApplication')).toEqual(['consumer-loan 2 false']);
  expect(heard([loan, dispute], 'cardLost')).toEqual(['card-dispute 1 false']);
  expect(heard([loan, dispute], 'customerNotice')).toEqual([]);
});

it('a signal is heard by other cases unless its file keeps it within its own', async () => {
  const { all } = await shippedJourneys();
  const own = all.flatMap(({ process }) => process.nodes.flatMap(({ triggers }) => triggers.flatMap((trigger) => (trigger.on === 'signal' && trigger.isOwn ? [trigger.name] : []))));
  expect(new Set(own)).toEqual(new Set(['activationOver', 'invoiceRefused']));
  expect([...own, 'unheardOf'].flatMap((name) => catalogOf(all).hearingSignal?.(name) ?? [])).toEqual([]);
});
