import { hash } from 'node:crypto';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import { done } from '../../shared/work/world.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Queryable } from '../store/queryable.ts';
import { catalogActor, lastCatalog } from '../store/reads/catalog-entry.ts';
import type { Desk } from './desk.ts';
import { systemInput } from './system-input.ts';

/** Says in the log which journeys, in which versions and with which digests, decisions are made by from here on; nothing where they are the same. */
export async function noteCatalog(desk: Desk, db: Queryable, mappings: ReadonlyMap<string, CompiledMapping>, orchestrated?: JourneyCatalog): Promise<void> {
  const journeys = Object.fromEntries([
    ...[...mappings].map(([journey, { definition }]) => [journey, { version: definition.version, digest: hash('sha256', canonicalJson(definition)) }] as const),
    ...[...(orchestrated?.digests ?? [])].map(([journey, digest]) => [journey, { version: orchestrated?.newest(journey)?.file.version ?? 0, digest }] as const),
  ]);
  const last = await lastCatalog(db);
  if (last !== undefined && canonicalJson(last.journeys) === canonicalJson(journeys)) return;
  const version = (last?.version ?? 0) + 1;
  await desk.submit(
    systemInput({
      id: `catalog/${String(version)}/${hash('sha256', canonicalJson(journeys)).slice(0, 16)}`,
      lane: 'timer',
      actor: catalogActor,
      action: 'catalog:load',
      footprint: {},
      decide: () => done({ kind: 'catalog:loaded', subject: 'catalog:bank', body: { version, journeys } }),
    }),
  );
}
