import { afterEach, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Case } from '../../shared/model/case.ts';
import { shippedJourneys } from '../catalog/testing/shipped.ts';
import { systemClock } from '../clock.ts';
import { connectors } from '../connectors/all.ts';
import type { DemoSystems } from '../demo/systems/all.ts';
import { startDemoSystems } from '../demo/systems/all.ts';
import { createIntake } from '../intake/cloud-events.ts';
import { verify } from '../log/verify.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop, team } from '../testing/loop.ts';
import type { Effects } from './open-effects.ts';
import { openEffects } from './open-effects.ts';
import type { EffectWorker } from './worker.ts';

let loop: TestLoop;
let effects: Effects;
let worker: EffectWorker;
let systems: DemoSystems;
afterEach(async () => {
  await worker.stop();
  await effects.stop();
  await loop.end();
  await systems.stop();
});

it('the end of onboarding begins the activation of each card that was issued, once, and who reports the card again begins no other', async () => {
  const journeys = await shippedJourneys();
  systems = await startDemoSystems(1);
  loop = await openTestLoop({ journeys, enqueue: (...given) => effects.outbox.enqueue(...given) });
  effects = await openEffects({ url: loop.database.url, clock: systemClock, connectors, report: (error, context) => loop.reported.push({ error, context }) });
  worker = effects.start({ desk: loop.desk, keys: loop.keys, journeys, onResult: loop.onEffectResult, addressOf: (name) => systems.addresses.get(name), takesInputs: () => true });
  await loop.enter(...['branch-north', 'back-office', 'second-line', 'call-centre'].map(team));
  const intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, journeys });
  const tell = (source: string, type: string, subject: string, data: Record<string, string | boolean>) =>
    intake.report(source, [{ specversion: '1.0', id: `${type}/${subject}`, source, type, subject, time: new Date(loop.clock.now()).toISOString(), data }]);
  const all = async (): Promise<Case[]> => (await loop.db.query<{ state: string }>('select state from cases order by id')).rows.map(({ state }) => JSON.parse(state) as Case);
  const issued = (): string[] => must(systems.systems.find(({ name }) => name === 'cards'), 'it runs').applied().filter(({ path }) => path === '/cards').map(({ case: id }) => id);
  const subjects = Array.from({ length: 12 }, (_, n) => `applicant-${String(n)}`);
  for (const subject of subjects) expect(await tell('mobile', 'retail-onboarding.onboardingStarted', subject, { name: 'Robin Sample', product: 'current', wantsCard: true })).toMatchObject([{ ok: true }]);
  await expect.poll(async () => (await loop.db.query(`select 1 from effects where state in ('waiting', 'sending')`)).rows.length, { timeout: 25_000 }).toBe(0);

  const opened = (await all()).filter(({ journey, outcome }) => journey === 'retail-onboarding' && outcome === 'opened');
  expect(opened.length).toBeGreaterThan(0);
  expect(opened.map(({ id }) => id).sort()).toEqual(issued().sort());
  const activations = (await all()).filter(({ journey }) => journey === 'card-activation');
  expect(activations).toHaveLength(opened.length);
  const cards = activations.map(({ party }) => party.key);
  expect(new Set(cards).size).toBe(cards.length);
  expect(activations.map(({ party: { source }, status, stage, journeyVersion }) => ({ source, status, stage, journeyVersion }))).toEqual(activations.map(() => ({ source: 'journey', status: 'open', stage: 'Waiting', journeyVersion: 2 })));

  const [card = ''] = cards;
  expect(await tell('card-processor', 'card-activation.cardDelivered', card, { card })).toMatchObject([{ ok: true }]);
  expect(await tell('card-processor', 'card-activation.cardDelivered', 'its-own-key', { card })).toMatchObject([{ ok: false, code: 'field_invalid' }]);
  expect((await all()).filter(({ journey }) => journey === 'card-activation')).toHaveLength(activations.length);
  expect(await tell('card-processor', 'card-activation.cardActivated', card, {})).toMatchObject([{ ok: true }]);
  expect((await all()).find(({ party }) => party.key === card)?.outcome).toBe('activated');
  expect(loop.reported).toEqual([]);
  expect(await loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).toMatchObject({ ok: true, problems: [] });
});
