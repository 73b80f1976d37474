import { refuse } from '../../../shared/model/refusal.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';

export type EventLogRefusalCode =
  | 'log_changed' | 'log_columns_missing' | 'log_damaged' | 'log_doctype' | 'log_empty' | 'log_encoding' | 'log_format'
  | 'log_header_duplicate' | 'log_header_refused' | 'log_header_too_wide' | 'log_inflates' | 'log_line_too_long'
  | 'log_not_found' | 'log_quote_broken' | 'log_too_deep' | 'log_too_large_to_sort' | 'log_xml_broken';

/** Carries the refusal of a whole file out of the streams; `params` hold line and column names, never values. */
export class EventLogRefused extends Error {
  readonly refusal: Refusal;

  constructor(code: EventLogRefusalCode, params?: Record<string, unknown>) {
    super(code);
    this.name = 'EventLogRefused';
    this.refusal = refuse(code, params);
  }
}
