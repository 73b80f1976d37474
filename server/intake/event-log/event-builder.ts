import { eventTime } from './event-time.ts';
import type { RowReport } from './row-report.ts';
import type { DataValue, RowProblemCode, SourceEvent } from './source-event.ts';

const MAX_NAME_CHARS = 200;
const MAX_ATTRIBUTES = 1000;
const MAX_DEPTH = 64;
// They never name a business field, and every careless copy of such a key is a way in.
const REFUSED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type EventData = Record<string, DataValue>;

export function emptyData(): EventData {
  return Object.create(null) as EventData;
}

export function isRefusedKey(key: string): boolean {
  return REFUSED_KEYS.has(key);
}

/** The problem of a text that a database or a reader after us would choke on, or null. */
export function textProblem(text: string): RowProblemCode | null {
  if (text.includes('\uFFFD')) return 'bad_encoding';
  return text.includes('\0') || !text.isWellFormed() ? 'bad_text' : null;
}

/** Adds one attribute, nested ones as `parent/child`; returns the problem that makes the row no event, or null. */
export function addValue(data: EventData, key: string, value: unknown, depth = 1): RowProblemCode | null {
  switch (typeof value) {
    case 'string':
      if (value === '') return null;
      break;
    case 'number':
      // A whole number beyond the safe ones has lost digits by the time it is a number; readers that know its text keep that instead.
      if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return 'bad_value';
      break;
    case 'boolean':
      break;
    case 'object':
      if (value === null) return null;
      return addNested(data, key, value, depth);
    default:
      return null;
  }
  if (REFUSED_KEYS.has(key)) return 'key_refused';
  if (key.length > MAX_NAME_CHARS * 5) return 'too_long';
  data[key] = value;
  return null;
}

function addNested(data: EventData, key: string, value: object, depth: number): RowProblemCode | null {
  if (depth > MAX_DEPTH) return 'too_deep';
  if (REFUSED_KEYS.has(key)) return 'key_refused';
  let left = MAX_ATTRIBUTES;
  for (const [child, inner] of Object.entries(value)) {
    if (left-- === 0) return 'too_many_attributes';
    if (REFUSED_KEYS.has(child)) return 'key_refused';
    const problem = addValue(data, `${key}/${child}`, inner, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

/** How many attributes one event may have. */
export function hasTooMany(data: EventData): boolean {
  let count = 0;
  for (const _key in data) {
    count += 1;
    if (count > MAX_ATTRIBUTES) return true;
  }
  return false;
}

export interface RowFields {
  caseId: unknown;
  seq: unknown;
  activity: unknown;
  lifecycle: unknown;
  resource: unknown;
  time: unknown;
}

/** Turns the fields of one row into an event or a reported problem; knows the running number of each case. */
export class EventBuilder {
  private readonly report: RowReport;
  private counted: boolean | null = null;
  private readonly nextSeq = new Map<string, number>();

  constructor(report: RowReport) {
    this.report = report;
  }

  problem(line: number, code: RowProblemCode): null {
    this.report.add(line, code);
    return null;
  }

  build(fields: RowFields, data: EventData, line: number, problem: RowProblemCode | null): SourceEvent | null {
    const caseId = nameOf(fields.caseId);
    if (caseId === null) return this.problem(line, problem ?? 'case_missing');
    if (caseId.length > MAX_NAME_CHARS) return this.problem(line, 'too_long');
    // Before the other checks: a row that is mended later must not shift the numbers, and so the ids, of those after it.
    const seq = this.seqOf(caseId, fields.seq);
    if (problem !== null) return this.problem(line, problem);
    if (typeof seq !== 'number') return this.problem(line, seq);
    const activity = nameOf(fields.activity);
    if (activity === null) return this.problem(line, 'activity_missing');
    const lifecycle = nameOf(fields.lifecycle);
    const resource = nameOf(fields.resource);
    if (fields.time === null || fields.time === undefined || fields.time === '') return this.problem(line, 'time_missing');
    const at = typeof fields.time === 'string' ? eventTime(fields.time) : NaN;
    if (Number.isNaN(at)) return this.problem(line, 'time_invalid');
    if (activity.length > MAX_NAME_CHARS || (lifecycle?.length ?? 0) > MAX_NAME_CHARS || (resource?.length ?? 0) > MAX_NAME_CHARS) {
      return this.problem(line, 'too_long');
    }
    if (hasTooMany(data)) return this.problem(line, 'too_many_attributes');
    return { caseId, seq, activity, lifecycle: lifecycle === null ? 'COMPLETE' : lifecycle.toUpperCase(), resource, at, data, line };
  }

  /** The first row decides whether this file gives numbers; a mixture of given and counted ones could name two events alike. */
  private seqOf(caseId: string, given: unknown): number | RowProblemCode {
    const isGiven = given !== null && given !== undefined && given !== '';
    this.counted ??= !isGiven;
    if (this.counted) {
      const seq = this.nextSeq.get(caseId) ?? 0;
      this.nextSeq.set(caseId, seq + 1);
      return seq;
    }
    if (!isGiven) return 'seq_missing';
    const seq = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given;
    return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 && seq <= 2_147_483_647 ? seq : 'seq_invalid';
  }
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}
