import type { RightsClass } from '../../shared/policy/rights-class.ts';
import { mayClass } from '../../shared/policy/rights-class.ts';
import type { ProjectedRow } from '../queries/project.ts';
import { withMay } from '../queries/project.ts';
import type { Frame } from './frame.ts';
import { encodeFrame } from './frame.ts';
import type { Scope, ScopeChange } from './scope.ts';
import { wireName } from './scope.ts';

/** What a frame may hold of rows, in characters of JSON: a frame is at most 64 kB with all around it. */
const roomPerFrame = 56_000;

const mayTexts = new Map<string, string>();
function mayText(rights: RightsClass, kind: string): string {
  const name = `${rights.key} ${kind}`;
  let text = mayTexts.get(name);
  if (text === undefined) mayTexts.set(name, (text = JSON.stringify(mayClass(rights, kind))));
  return text;
}

const putJson = (row: ProjectedRow, rights: RightsClass): string => `{"put":"${row.kind}","row":${withMay(row.json, mayText(rights, row.kind))}}`;

function changeJson(change: ScopeChange, rights: RightsClass): string {
  if (change.row) return putJson(change.row, rights);
  const space = change.key.indexOf(' ');
  return `{"drop":"${change.key.slice(0, space)}","id":${JSON.stringify(change.key.slice(space + 1))}}`;
}

/**
 * The pushes of changes in order of their seq; `prev` is where the scope stood before. Cut between seqs where they outgrow a frame.
 * What one entry alone did and does not fit is told as a gap, so the client asks and gets it in chunks.
 */
export function pushFrames(scope: Scope, rights: RightsClass, prev: number, changes: readonly ScopeChange[]): Frame[] {
  const frames: Frame[] = [];
  let from = prev;
  let parts: string[] = [];
  let size = 0;
  const push = (seq: number): void => {
    frames.push(encodeFrame('push', `{"scope":${JSON.stringify(wireName(scope.name))},"prev":${String(from)},"seq":${String(seq)},"changes":[${parts.join(',')}]}`));
    [from, parts, size] = [seq, [], 0];
  };
  let seq = prev;
  for (const group of bySeq(changes)) {
    const texts = group.map((change) => changeJson(change, rights));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (size > 0 && size + length > roomPerFrame) push(seq);
    seq = group[0]?.seq ?? seq;
    if (length > roomPerFrame) {
      from = seq;
      push(seq);
      continue;
    }
    parts.push(...texts);
    size += length;
  }
  if (parts.length > 0) push(seq);
  return frames;
}

function bySeq(changes: readonly ScopeChange[]): ScopeChange[][] {
  const groups: ScopeChange[][] = [];
  for (const change of [...changes].sort((a, b) => a.seq - b.seq)) {
    const last = groups.at(-1);
    if (last?.[0]?.seq === change.seq) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** Rows of a scope in frames; the last one carries the cursor. Without `keys` it is a snapshot; else what was missed. */
export function chunkFrames(scope: Scope, rights: RightsClass, cursor: string, keys?: ReadonlySet<string>): Frame[] {
  const texts = keys
    ? [...keys].map((key) => changeJson({ seq: 0, key, ...rowOf(scope, key) }, rights))
    : [...scope.rows.values()].map((row) => putJson(row, rights));
  const parts: string[] = [];
  let part: string[] = [];
  let size = 0;
  for (const text of texts) {
    if (size > 0 && size + text.length > roomPerFrame) {
      parts.push(part.join(','));
      [part, size] = [[], 0];
    }
    part.push(text);
    size += text.length;
  }
  parts.push(part.join(','));
  const head = `"scope":${JSON.stringify(wireName(scope.name))},"mode":"${keys ? 'since' : 'snapshot'}"`;
  return parts.map((changes, index) => {
    const isLast = index === parts.length - 1;
    const place = `"part":${String(index + 1)},"parts":${String(parts.length)}${isLast ? `,"cursor":"${cursor}"` : ''}`;
    return encodeFrame('chunk', `{${head},${place},"changes":[${changes}]}`);
  });
}

function rowOf(scope: Scope, key: string): { row?: ProjectedRow } {
  const row = scope.rows.get(key);
  return row ? { row } : {};
}
