/** One event of a source's log, the same from every file format. */
export interface SourceEvent {
  readonly caseId: string;
  /** Position in its case: as given by the file, else counted per case in file order from 0. */
  readonly seq: number;
  readonly activity: string;
  /** Upper case; COMPLETE where the file has none. */
  readonly lifecycle: string;
  readonly resource: string | null;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  /** The other attributes, without a prototype; one without a value has no key. */
  readonly data: Readonly<Record<string, DataValue>>;
  /** Line in the file (uncompressed), from 1; of a CSV row with line breaks in it the last. */
  readonly line: number;
}

export type DataValue = string | number | boolean | null;

/** Which column (CSV), key (NDJSON) or attribute (XES) holds what; what is not named keeps its default. */
export interface ColumnMapping {
  readonly caseId?: string;
  readonly seq?: string;
  readonly activity?: string;
  readonly lifecycle?: string;
  readonly resource?: string;
  readonly time?: string;
  /** Column → its name in `data`; columns not listed keep their own name. */
  readonly data?: Readonly<Record<string, string>>;
  /** CSV only: instead of the detected one. */
  readonly delimiter?: string;
}

export type RowProblemCode =
  | 'activity_missing' | 'bad_encoding' | 'bad_text' | 'bad_value' | 'case_missing' | 'columns_differ' | 'key_refused'
  | 'not_json' | 'not_object' | 'quote_broken' | 'seq_invalid' | 'seq_missing' | 'time_ahead' | 'time_invalid' | 'time_missing'
  | 'too_deep' | 'too_long' | 'too_many_attributes';

/** Why a row is not an event; never holds a value of the row, which may be personal. */
export interface RowProblem {
  readonly line: number;
  readonly code: RowProblemCode;
}

export const EVENTS_PER_CHUNK = 1000;
