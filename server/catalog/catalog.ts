import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import { compileMapping } from '../../shared/journey/compile-mapping.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import { parseCalendar } from '../../shared/work/calendar-definition.ts';
import type { Calendar } from '../../shared/work/calendar.ts';
import { addBusiness, compileCalendar, workingDayMs } from '../../shared/work/calendar.ts';
import type { Settings } from '../../shared/work/world.ts';
import { defaultSpans } from '../../shared/work/world.ts';

/** What a bank changes without code, compiled once at start. */
export interface Catalog {
  readonly ok: true;
  readonly mappings: ReadonlyMap<string, CompiledMapping>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly settings: Settings;
}

/** The catalog that ships with the server. */
export const catalogFolder = path.join(import.meta.dirname);

/** Reads `*.mapping.json` of every journey folder and `calendars/*.json`; refused with the file that is wrong. */
export function loadCatalog(folder: string = catalogFolder): Catalog | Refusal {
  const calendars = new Map<string, Calendar>();
  for (const file of jsonFiles(path.join(folder, 'calendars'))) {
    const calendar = parseCalendar(readJson(file));
    if (isRefusal(calendar)) return refuse('catalog_invalid', { file: path.basename(file), ...calendar.params });
    calendars.set(calendar.id, compileCalendar(calendar));
  }
  const mappings = new Map<string, CompiledMapping>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const file of jsonFiles(path.join(folder, entry.name)).filter((name) => name.endsWith('.mapping.json'))) {
      const mapping = loadMapping(file);
      if (isRefusal(mapping)) return mapping;
      mappings.set(mapping.definition.journey, mapping);
    }
  }
  return { ok: true, mappings, calendars, settings: settingsOf(calendars, mappings) };
}

/** A mapping file, compiled; `catalog_invalid` with the file's name where it cannot be. */
export function loadMapping(file: string): CompiledMapping | Refusal {
  const mapping = compileMapping(readJson(file));
  return isRefusal(mapping) ? refuse('catalog_invalid', { file: path.basename(file), because: mapping.code, ...mapping.params }) : mapping;
}

function settingsOf(calendars: ReadonlyMap<string, Calendar>, mappings: ReadonlyMap<string, CompiledMapping>): Settings {
  const standard = calendars.get('standard');
  const day = standard ? workingDayMs(standard) : 0;
  return {
    ...defaultSpans,
    calendarOf: () => standard,
    calendar: (id) => calendars.get(id),
    expectedWithin: (journey, _activity, _team, from) =>
      standard ? addBusiness(standard, from, mappings.get(journey)?.definition.expectedWithinMs ?? day) : undefined,
  };
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
