import type { ErrorCode } from '../../contract/errors.ts';

export type DmnCode = Extract<ErrorCode, `dmn_${string}` | `bpmn_${string}`>;

/** What is wrong with a file of decisions, and where: `element` is an id of the file. */
export interface DmnDefect {
  readonly code: DmnCode;
  readonly element: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** More than these are not listed. */
const MOST_DEFECTS = 500;

/** Collects defects, each once, in the order found. */
export class DmnDefects {
  readonly list: DmnDefect[] = [];
  readonly #found = new Set<string>();

  add(code: DmnCode, element: string, params?: DmnDefect['params']): void {
    const key = JSON.stringify([code, element, params]);
    if (this.#found.has(key)) return;
    this.#found.add(key);
    if (this.list.length < MOST_DEFECTS) this.list.push({ code, element, ...(params === undefined ? {} : { params }) });
  }
}
