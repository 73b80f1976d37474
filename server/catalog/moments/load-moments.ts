import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompiledMoments } from '../../../shared/decision/moment/compile-moments.ts';
import { compileMoments } from '../../../shared/decision/moment/compile-moments.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../../shared/model/refusal.ts';

/** Reads and compiles every moment of a folder, by name of file. Refused with `catalog_invalid` and why: what ships with the server must run. */
export function loadMoments(folder: string = import.meta.dirname): CompiledMoments | Refusal {
  const sources: unknown[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    try {
      sources.push(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    } catch {
      return refuse('catalog_invalid', { file, because: 'json' });
    }
  }
  const moments = compileMoments(sources);
  return isRefusal(moments) ? refuse('catalog_invalid', { file: 'moments', because: moments.code, ...moments.params }) : moments;
}
