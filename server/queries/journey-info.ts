import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JourneyInfo } from '../../shared/contract/rest-case.ts';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import type { Journey } from '../../shared/journey/orchestrated/journey.ts';
import type { Mapping } from '../../shared/journey/mapping.ts';
import { catalogFolder } from '../catalog/catalog.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import { defined } from './cases.ts';

/** Every journey in every version that the catalog holds, by name and version. */
export function listJourneys(journeys: JourneyCatalog | undefined, mappings: ReadonlyMap<string, CompiledMapping>): JourneyInfo[] {
  const rows = [...(journeys?.all ?? []).map(orchestrated), ...[...mappings.values()].map(({ definition }) => observed(definition))];
  return rows.sort((a, b) => (a.journey < b.journey ? -1 : a.journey > b.journey ? 1 : a.version - b.version));
}

function orchestrated({ file, process }: Journey): JourneyInfo {
  const { journey, version, name, stages, product, forms = {}, start, messages } = file;
  const activities: JourneyInfo['activities'] = {};
  for (const { id, definition } of process.nodes)
    if ('work' in definition && definition.work !== undefined) activities[id] = defined({ name: definition.name ?? id, form: definition.work.form });
  return defined<JourneyInfo>({ journey, version, name, kind: 'orchestrated', stages, product, activities, forms, start, messages });
}

/** What its rules name, in the order in which they name it. */
function observed({ journey, version, name, firstStage, rules, activities = {}, titles }: Mapping): JourneyInfo {
  const stages = [...new Set([firstStage, ...rules.flatMap(({ stage }) => stage ?? [])])];
  return defined<JourneyInfo>({ journey, version, name, kind: 'observed', stages, activities: Object.fromEntries(Object.keys(activities).map((id) => [id, { name: id }])), forms: {}, titles });
}

/** The BPMN of a journey; the newest version without one. Undefined where no process drives it. */
export async function readModel(journeys: JourneyCatalog | undefined, id: string, version: number | undefined): Promise<{ xml: string } | undefined> {
  const journey = version === undefined ? journeys?.newest(id) : journeys?.find(id, version);
  if (journey === undefined) return undefined;
  // Names from the catalog itself, never from who asks.
  return { xml: await readFile(path.join(catalogFolder, journey.file.journey, journey.file.model), 'utf8') };
}
