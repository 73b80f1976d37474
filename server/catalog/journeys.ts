import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { compileProcess } from '../../shared/journey/engine/compile-process.ts';
import { startsOf } from '../../shared/journey/engine/start.ts';
import type { Node } from '../../shared/journey/engine/tables.ts';
import { isConditional } from '../../shared/journey/orchestrated/conditional-start.ts';
import type { Hearing, Journey, Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { JourneyFile } from '../../shared/journey/orchestrated/journey-file.ts';
import { journeyFileSchema } from '../../shared/journey/orchestrated/journey-file.ts';
import type { Defect, ProcessDefinition } from '../../shared/journey/process.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import { addBusiness } from '../../shared/work/calendar.ts';
import type { Settings } from '../../shared/work/world.ts';
import { readBpmn } from './bpmn/read-bpmn.ts';
import { catalogFolder } from './catalog.ts';
import { loadDecisions } from './decisions.ts';

/** Orchestrated journeys of a catalog, in all their versions. */
export interface JourneyCatalog extends Journeys {
  readonly ok: true;
  readonly all: readonly Journey[];
  /** SHA-256 of the files of each newest version, by journey. */
  readonly digests: ReadonlyMap<string, string>;
}

/**
 * Reads and compiles every `*.journey.json` with the model it names, and every decision. Refused with `catalog_invalid`, the file and the first defect: what
 * ships with the server must run.
 */
export async function loadJourneys(folder: string = catalogFolder): Promise<JourneyCatalog | Refusal> {
  const files: { file: string; folder: string }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory())
      for (const name of await readdir(path.join(folder, entry.name))) if (name.endsWith('.journey.json')) files.push({ file: name, folder: path.join(folder, entry.name) });
  const known = new Map<string, ProcessDefinition>();
  const all: Journey[] = [];
  const digests = new Map<string, string>();
  for (const one of files.sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const journey = await loadJourney(one.folder, one.file, known);
    if (isRefusal(journey)) return journey;
    all.push(journey.journey);
    digests.set(versioned(journey.journey.file), journey.digest);
  }
  const decisions = await loadDecisions(folder);
  return isRefusal(decisions) ? decisions : { ...catalogOf(all, digests), decide: decisions.decide };
}

/** A catalog of journeys that are compiled already. */
export function catalogOf(all: readonly Journey[], digests: ReadonlyMap<string, string> = new Map()): JourneyCatalog {
  const byVersion = new Map(all.map((journey) => [versioned(journey.file), journey]));
  const newest = new Map<string, Journey>();
  for (const journey of all) {
    const before = newest.get(journey.file.journey);
    if (before === undefined || before.file.version < journey.file.version) newest.set(journey.file.journey, journey);
  }
  const hearing = hearingOf(all, newest, 'message');
  const hearingSignal = hearingOf(all, newest, 'signal');
  return {
    ok: true,
    all,
    digests: new Map([...newest.values()].map(({ file }) => [file.journey, digests.get(versioned(file)) ?? ''])),
    find: (journey, version) => byVersion.get(`${journey}@${String(version)}`),
    newest: (journey) => newest.get(journey),
    hearing: (message) => hearing.get(message) ?? [],
    conditional: [...newest.values()].filter(isConditional),
    hearingSignal: (name) => hearingSignal.get(name) ?? [],
  };
}

/** Who hears a message or a signal: cases in any version, and the newest where it starts one. */
function hearingOf(all: readonly Journey[], newest: ReadonlyMap<string, Journey>, on: 'message' | 'signal'): Map<string, Hearing[]> {
  const found = new Map<string, Map<string, Hearing>>();
  for (const one of all)
    for (const [name, starts] of namesOf(one, on)) {
      const { journey: of } = one.file;
      const journey = newest.get(of) ?? one;
      const byJourney = found.get(name) ?? new Map<string, Hearing>();
      found.set(name, byJourney.set(of, { journey, starts: (byJourney.get(of)?.starts ?? false) || (starts && journey === one) }));
    }
  return new Map([...found].map(([name, byJourney]) => [name, [...byJourney.values()]]));
}

/** Messages, or signals from other cases, that something in a journey waits for, with whether they start it. */
function namesOf({ process }: Journey, on: 'message' | 'signal'): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const starts = new Set(startsOf(process));
  for (const node of process.nodes)
    for (const trigger of node.triggers)
      if (trigger.on === on && !('isOwn' in trigger && trigger.isOwn) && isHeard(node)) found.set(trigger.name, (found.get(trigger.name) ?? false) || starts.has(node));
  return found;
}

/** An event that is thrown hears nothing. */
const isHeard = ({ definition }: Node): boolean => definition.kind !== 'event' || (definition.place !== 'throw' && definition.place !== 'end');

/** Settings that know these journeys; their cases stall as the journey says. */
export function withJourneys(settings: Settings, journeys: JourneyCatalog): Settings {
  return {
    ...settings,
    journeys,
    expectedWithin: (journey, activity, team, from, version) => {
      const expectedWithinMs = (version === undefined ? journeys.newest(journey) : journeys.find(journey, version))?.file.expectedWithinMs;
      const calendar = settings.calendarOf(team);
      return expectedWithinMs === undefined || calendar === undefined ? settings.expectedWithin(journey, activity, team, from) : addBusiness(calendar, from, expectedWithinMs);
    },
  };
}

const versioned = ({ journey, version }: JourneyFile): string => `${journey}@${String(version)}`;

async function loadJourney(folder: string, name: string, known: Map<string, ProcessDefinition>): Promise<{ journey: Journey; digest: string } | Refusal> {
  const text = await readFile(path.join(folder, name), 'utf8');
  const parsed = z.safeParse(journeyFileSchema, JSON.parse(text));
  if (!parsed.success) return refuse('catalog_invalid', { file: name, because: parsed.error.issues[0]?.path.join('.') ?? '' });
  const file: JourneyFile = parsed.data;
  const model = await readFile(path.join(folder, file.model), 'utf8');
  const reading = await readBpmn(model, (id) => known.get(id));
  const [defect] = reading.defects;
  if (!reading.ok || defect !== undefined) return faulty(file.model, defect);
  const definition = reading.processes.find(({ id }) => id === file.process);
  if (definition === undefined) return refuse('catalog_invalid', { file: file.model, because: 'process', element: file.process });
  for (const process of reading.processes) known.set(process.id, process);
  const process = compileProcess(definition);
  return process.ok ? { journey: { file, process }, digest: hash('sha256', `${text}\u0000${model}`) } : faulty(file.model, process.defects[0]);
}

const faulty = (file: string, defect: Defect | undefined): Refusal =>
  refuse('catalog_invalid', { file, because: defect?.code ?? 'unknown', element: defect?.element ?? '', ...defect?.params });
