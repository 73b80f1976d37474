import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileModel, type CompiledModel } from '../../shared/decision/dmn/compile-model.ts';
import { decide, type FailedDecision, type MadeDecision } from '../../shared/decision/dmn/decide.ts';
import type { DmnDefect } from '../../shared/decision/dmn/defects.ts';
import type { FindModel } from '../../shared/decision/dmn/link-models.ts';
import type { DmnModel } from '../../shared/decision/dmn/model.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { catalogFolder } from './catalog.ts';
import { readDmn } from './dmn/read-dmn.ts';

/** A table in a loop may be asked very often: the log keeps how it began. */
const mostHits = 100;

/** Every decision of a catalog, by id. */
export interface DecisionCatalog {
  readonly ok: true;
  readonly names: readonly string[];
  /** The decision with which rules said it, or why it was not made; `decision_missing` where there is none. */
  make(decision: string, inputs: Readonly<Record<string, unknown>>, now: number): MadeDecision | FailedDecision;
  /** As a business rule task wants it. */
  readonly decide: NonNullable<Journeys['decide']>;
}

/**
 * Reads and compiles every `*.dmn` of every journey's folder. A file may import others of the catalog: the one at its `locationURI`, else the
 * one of its namespace. Refused with `catalog_invalid`, the file and the first defect; also where two files have a decision of the same id.
 */
export async function loadDecisions(folder: string = catalogFolder): Promise<DecisionCatalog | Refusal> {
  const files = new Map<string, DmnModel>();
  const texts = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const file of (await readdir(path.join(folder, entry.name))).filter((name) => name.endsWith('.dmn')).sort()) {
      const text = await readFile(path.join(folder, entry.name, file), 'utf8');
      const reading = await readDmn(text);
      if (!reading.ok) return faulty(file, reading.defects);
      files.set(path.posix.join(entry.name, file), reading.model);
      texts.set(path.posix.join(entry.name, file), text);
    }
  }
  const models = new Map<string, CompiledModel>();
  /** Of each decision's file and what it imports. */
  const digests = new Map<string, string>();
  for (const [file, read] of files) {
    const used = new Set([file]);
    const find = findImported(files, file);
    const model = compileModel(read, (wanted, from) => {
      const found = find(wanted, from);
      if (found && found.key !== '') used.add(found.key);
      return found;
    });
    if (!model.ok) return faulty(path.posix.basename(file), model.defects);
    for (const { id } of model.askable) {
      if (models.has(id)) return refuse('catalog_invalid', { file: path.posix.basename(file), because: 'dmn_name_twice', element: id });
      models.set(id, model);
      digests.set(id, hash('sha256', [...used].map((one) => texts.get(one)).join('\0')));
    }
  }
  const make: DecisionCatalog['make'] = (decision, inputs, now) => {
    const model = models.get(decision);
    return model === undefined ? { ok: false, code: 'decision_missing', decision } : decide(model, decision, inputs, now);
  };
  return {
    ok: true,
    names: [...models.keys()],
    make,
    decide: (decision, inputs, now) => {
      const digest = digests.get(decision);
      if (digest === undefined) return undefined;
      const made = make(decision, inputs, now);
      if (!made.ok) return { ok: false, code: made.code, basis: { id: decision, digest, hits: [], failed: made.code } };
      const hits = made.hits.slice(0, mostHits).map(({ decision: of, rules }) => ({ decision: of, rules: [...rules] }));
      return { ok: true, data: { result: made.value }, basis: { id: decision, digest, hits } };
    },
  };
}

const faulty = (file: string, [first]: readonly DmnDefect[]): Refusal => refuse('catalog_invalid', { file, because: first?.code ?? 'unknown', element: first?.element ?? '', ...first?.params });

/** Finds what files import among those of a catalog, by their paths in it; `first` is the path of the one that is compiled. */
export function findImported(files: ReadonlyMap<string, DmnModel>, first: string): FindModel {
  return ({ namespace, location }, from) => {
    const at = location === undefined ? undefined : path.posix.join(path.posix.dirname(from === '' ? first : from), location);
    const there = at === undefined ? undefined : files.get(at);
    const found = there && at !== undefined ? ([at, there] as const) : [...files].find(([, model]) => model.namespace === namespace);
    if (!found) return undefined;
    const [key, model] = found;
    return { key: key === first ? '' : key, model };
  };
}
