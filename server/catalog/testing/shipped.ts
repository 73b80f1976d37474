import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { must } from '../../../shared/assert.ts';
import type { Settings } from '../../../shared/work/world.ts';
import { loadCatalog } from '../catalog.ts';
import { loadDecisions } from '../decisions.ts';
import type { JourneyCatalog } from '../journeys.ts';
import { loadJourneys, withJourneys } from '../journeys.ts';

/** Every journey that ships, read as the server reads it. */
export async function shippedJourneys(): Promise<JourneyCatalog> {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) throw new Error(`the catalog is refused: ${JSON.stringify(journeys)}`);
  return journeys;
}

/** One of them. */
export async function shipped(name: string): Promise<Journey> {
  const journeys = await shippedJourneys();
  return must(journeys.newest(name), `the journey ${name} ships`);
}

const catalog = loadCatalog();
const decisions = await loadDecisions();

/** The catalog's settings with these journeys and every decision that ships. */
export function settingsWith(journeys: JourneyCatalog): Settings {
  if (isRefusal(catalog)) throw new Error(`the catalog is refused: ${JSON.stringify(catalog)}`);
  if (isRefusal(decisions)) throw new Error(`the decisions are refused: ${JSON.stringify(decisions)}`);
  return withJourneys(catalog.settings, { ...journeys, decide: decisions.decide });
}
