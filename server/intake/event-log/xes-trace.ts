import { addValue, emptyData, EventBuilder } from './event-builder.ts';
import type { EventData, RowFields } from './event-builder.ts';
import { eventTime } from './event-time.ts';
import type { RowReport } from './row-report.ts';
import type { ColumnMapping, DataValue, RowProblemCode, SourceEvent } from './source-event.ts';

// What tools write as a default where there is none.
const PLACEHOLDERS: ReadonlySet<DataValue> = new Set(['UNKNOWN', '__INVALID__']);

interface Attributes {
  readonly values: EventData;
  problem: RowProblemCode | null;
}

const noAttributes = (): Attributes => ({ values: emptyData(), problem: null });

/** Where an attribute stands: of the log itself they are not read, of `<global>` they are defaults. */
export type XesOwner = 'event' | 'globalEvent' | 'globalTrace' | 'trace';

/** Gathers attributes of traces and events (IEEE 1849) and makes an event at each `</event>`. */
export class XesTrace {
  private readonly builder: EventBuilder;
  private readonly names: { caseId: string; seq: string | null; activity: string; lifecycle: string; resource: string; time: string };
  private readonly renamed: ReadonlyMap<string, string>;
  private readonly owners: Record<XesOwner, Attributes> = {
    event: noAttributes(), globalEvent: noAttributes(), globalTrace: noAttributes(), trace: noAttributes(),
  };

  constructor(columns: ColumnMapping, report: RowReport) {
    this.builder = new EventBuilder(report);
    this.names = {
      caseId: columns.caseId ?? 'concept:name', seq: columns.seq ?? null, activity: columns.activity ?? 'concept:name',
      lifecycle: columns.lifecycle ?? 'lifecycle:transition', resource: columns.resource ?? 'org:resource',
      time: columns.time ?? 'time:timestamp',
    };
    this.renamed = new Map(Object.entries(columns.data ?? {}));
  }

  start(owner: 'event' | 'trace'): void {
    this.owners[owner] = noAttributes();
  }

  /** `key` is the path of a nested attribute. */
  attribute(owner: XesOwner, kind: string, key: string, text: string): void {
    const attributes = this.owners[owner];
    const bad = text.includes('\uFFFD') ? 'bad_encoding' : null;
    const isTime = owner === 'event' && key === this.names.time;
    const value = isTime ? text : valueOf(kind, text);
    attributes.problem ??= bad ?? (value === undefined ? 'bad_value' : addValue(attributes.values, key, value));
  }

  tooMany(owner: XesOwner): void {
    this.owners[owner].problem ??= 'too_many_attributes';
  }

  endEvent(line: number): SourceEvent | null {
    const { event, globalEvent, globalTrace, trace } = this.owners;
    const { names } = this;
    const own = event.values;
    const fields: RowFields = {
      caseId: trace.values[names.caseId],
      seq: names.seq === null ? null : own[names.seq],
      activity: own[names.activity],
      lifecycle: own[names.lifecycle] ?? defaultOf(globalEvent, names.lifecycle),
      resource: own[names.resource] ?? defaultOf(globalEvent, names.resource),
      time: own[names.time],
    };
    const data = emptyData();
    let problem = trace.problem ?? event.problem;
    // A default never stands in for the case, the activity or the time: it would make one event of many.
    problem ??= this.copy(globalTrace.values, data, [names.caseId], true);
    problem ??= this.copy(trace.values, data, [names.caseId], false);
    const core = [names.activity, names.lifecycle, names.resource, names.time, ...(names.seq === null ? [] : [names.seq])];
    problem ??= this.copy(globalEvent.values, data, core, true);
    problem ??= this.copy(own, data, core, false);
    return this.builder.build(fields, data, line, problem);
  }

  private copy(from: EventData, to: EventData, except: readonly string[], areDefaults: boolean): RowProblemCode | null {
    for (const key in from) {
      const value = from[key];
      if (value === undefined || except.includes(key) || (areDefaults && PLACEHOLDERS.has(value))) continue;
      const problem = addValue(to, this.renamed.get(key) ?? key, value);
      if (problem !== null) return problem;
    }
    return null;
  }
}

function defaultOf(attributes: Attributes, key: string): DataValue | undefined {
  const value = attributes.values[key];
  return value === undefined || PLACEHOLDERS.has(value) ? undefined : value;
}

/** The value of an attribute by its kind; dates as ISO in UTC; undefined where the text is none of the kind. */
function valueOf(kind: string, text: string): DataValue | undefined {
  switch (kind) {
    case 'int':
    case 'float': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) return undefined;
      // A whole number beyond the safe ones keeps its digits as text.
      return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
    }
    case 'boolean':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
    case 'date': {
      const at = eventTime(text);
      return Number.isNaN(at) ? undefined : new Date(at).toISOString();
    }
    default:
      return text;
  }
}
