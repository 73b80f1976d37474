import type { ErrorCode } from '../../contract/errors.ts';
import type { Defect } from '../process.ts';

/** More of each severity than this are not listed; the last one then says so. */
export const MOST_DEFECTS = 500;

export type BpmnCode = Extract<ErrorCode, `bpmn_${string}`>;

/** Collects what is wrong with a model; each thing once, in the order found. */
export class Defects {
  readonly #found = new Set<string>();
  readonly #elements = new Set<string>();
  readonly #errors: Defect[] = [];
  readonly #warnings: Defect[] = [];

  error(code: BpmnCode, element: string, params?: Defect['params']): void {
    this.#add(this.#errors, { severity: 'error', code, element, ...(params && { params }) });
  }

  warn(code: BpmnCode, element: string, params?: Defect['params']): void {
    this.#add(this.#warnings, { severity: 'warning', code, element, ...(params && { params }) });
  }

  get hasError(): boolean {
    return this.#errors.length > 0;
  }

  /** Whether something is wrong with the element already, so that what follows from it need not be said. */
  concerns(element: string): boolean {
    return this.#elements.has(element);
  }

  /** Errors before warnings, else in the order found. */
  list(): Defect[] {
    return [...this.#errors, ...this.#warnings];
  }

  #add(list: Defect[], defect: Defect): void {
    if (list.length > MOST_DEFECTS) return;
    const key = `${defect.severity} ${defect.code} ${defect.element} ${JSON.stringify(defect.params ?? '')}`;
    if (this.#found.has(key)) return;
    this.#found.add(key);
    this.#elements.add(defect.element);
    list.push(list.length < MOST_DEFECTS ? defect : { severity: defect.severity, code: 'bpmn_more_defects' satisfies BpmnCode, element: '', params: { listed: MOST_DEFECTS } });
  }
}

/** A text of the model for a message: shortened, on one line. */
export const quoted = (text: string): string => {
  const line = text.slice(0, 400).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};
