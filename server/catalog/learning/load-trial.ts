import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Trial } from '../../../shared/decision/learn/trial.ts';
import { trialSchema } from '../../../shared/decision/learn/trial.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { refuse } from '../../../shared/model/refusal.ts';

/** How the bank tries things on its customers: not at all as shipped. Refused with `catalog_invalid`. */
export function loadTrial(file: string = path.join(import.meta.dirname, 'trial.json')): Trial | Refusal {
  const read = z.safeParse(trialSchema, parsed(readFileSync(file, 'utf8')));
  return read.success ? read.data : refuse('catalog_invalid', { file: 'trial.json', because: 'shape', element: read.error.issues[0]?.path.join('.') ?? '' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
