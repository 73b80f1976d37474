import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { bundleSourceSchema } from '../../../shared/decision/action/bundle-source.ts';
import type { Bundle } from '../../../shared/decision/action/bundle.ts';
import { compileBundle } from '../../../shared/decision/action/compile-bundle.ts';
import type { FeatureDeclaration } from '../../../shared/decision/action/feature.ts';
import { actionFileSchema, withRests } from '../../../shared/decision/action/rests.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { refuse } from '../../../shared/model/refusal.ts';

/** What all actions share; every other file of the folder is one action. */
const lists = ['features', 'gates', 'parts', 'changes', 'levers', 'placements', 'recalls'] as const;

const listed = z.pick(bundleSourceSchema, { features: true, gates: true, parts: true, changes: true, levers: true, placements: true, recalls: true });

export const sha256 = (text: string): string => hash('sha256', text);

/**
 * Reads and compiles the actions of a folder with all that they share; `moments` are features that are declared elsewhere. Refused with
 * `catalog_invalid`, the file where it is known, why, and the id that is meant.
 */
export function loadActions(moments: readonly FeatureDeclaration[], folder: string = import.meta.dirname): Bundle | Refusal {
  const shared: Record<string, unknown> = {};
  const actions = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const name = path.basename(file, '.json');
    const json = readJson(path.join(folder, file));
    if ((lists as readonly string[]).includes(name)) {
      shared[name] = json;
      continue;
    }
    const action = z.safeParse(actionFileSchema, json);
    if (!action.success) return faulty(file, 'shape', action.error.issues[0]?.path.join('.'), action.error.issues[0]?.message);
    if (action.data.id !== name) return faulty(file, 'shape', 'id', action.data.id);
    actions.push(action.data);
  }
  const parsed = z.safeParse(listed, shared);
  if (!parsed.success) return faulty('actions', 'shape', parsed.error.issues[0]?.path.join('.'), parsed.error.issues[0]?.message);
  const { features, changes, ...rest } = parsed.data;
  const rested = withRests(actions);
  const source = { v: 1, ...rest, actions: rested.actions, features: [...features, ...moments, ...rested.features], changes: [...changes, ...rested.changes] };
  const bundle = compileBundle(source, sha256);
  if (bundle.ok) return bundle;
  const [defect] = bundle.defects;
  return faulty('actions', defect?.because, defect?.element, defect?.found);
}

function faulty(file: string, because = '', element = '', found = ''): Refusal {
  return refuse('catalog_invalid', { file, because, element, found });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
