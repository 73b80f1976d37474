/** Why a decision cannot be relied on. */
export type WarningCode =
  | 'decision_two_hits' | 'decision_hits_differ' | 'decision_no_hit' | 'decision_unclear'
  | 'decision_null' | 'decision_type' | 'decision_not_allowed' | 'decision_input_missing';

export interface Warning {
  readonly code: WarningCode;
  /** The decision, by id. */
  readonly decision: string;
  /** The element that it is about: a table, a rule's cell, an expression. */
  readonly element: string;
  readonly rule?: string;
  /** The name of the input, output or type. */
  readonly because?: string;
}

/** Rules that one run of a table took, in the order of the table. */
export interface Hit {
  readonly decision: string;
  readonly table: string;
  readonly rules: readonly string[];
}

/** A table in a loop may run many times. */
const LINES_LIMIT = 1000;

/** What one run of a decision leaves behind beside its value; cleared by whoever starts a run. */
export class Trace {
  hits: Hit[] = [];
  warnings: Warning[] = [];
  /** The decision that is being made, by id. */
  decision = '';

  clear(): void {
    this.hits = [];
    this.warnings = [];
    this.decision = '';
  }

  hit(table: string, rules: readonly string[]): void {
    if (this.hits.length < LINES_LIMIT) this.hits.push({ decision: this.decision, table, rules });
  }

  /** The value is null then. */
  warn(code: WarningCode, element: string, because?: string, rule?: string): null {
    if (this.warnings.length < LINES_LIMIT) this.warnings.push({ code, decision: this.decision, element, ...(rule === undefined ? {} : { rule }), ...(because === undefined ? {} : { because }) });
    return null;
  }
}
