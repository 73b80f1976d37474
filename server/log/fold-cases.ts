import type { Case, CaseState } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { canonicalJson } from '../../shared/canonical.ts';

/** A case in the fold, with when the last entry that changed it was recorded. */
export interface FoldedCase {
  readonly state: CaseState;
  readonly recordedAt: number;
}

/** How many cases stay as objects; a bank's morning touches fewer. */
const hotLimit = 4096;

/**
 * The cases of a fold. The least recently used are kept as one line of canonical text each, so that hundreds of thousands of closed
 * cases cost little more than their text.
 */
export class FoldCases {
  readonly #hot = new Map<string, FoldedCase>();
  readonly #cold = new Map<string, string>();

  has(id: string): boolean {
    return this.#hot.has(id) || this.#cold.has(id);
  }

  get(id: string): FoldedCase | undefined {
    const hot = this.#hot.get(id);
    if (hot) return hot;
    const text = this.#cold.get(id);
    return text === undefined ? undefined : thaw(text);
  }

  set(id: string, folded: FoldedCase): void {
    // Taken out and put back, the map's order is the order of use.
    if (!this.#hot.delete(id)) this.#cold.delete(id);
    this.#hot.set(id, folded);
    if (this.#hot.size > hotLimit) this.#cool();
  }

  #cool(): void {
    let left = hotLimit / 4;
    for (const [id, folded] of this.#hot) {
      if (left-- === 0) return;
      this.#hot.delete(id);
      this.#cold.set(id, freeze(folded));
    }
  }

  /** Every case with its canonical texts: the row first, then its open tasks. */
  *texts(): Generator<{ id: string; caseText: string; taskTexts: string[] }> {
    for (const [id, folded] of this.#hot) yield { id, ...lines(freeze(folded)) };
    for (const [id, text] of this.#cold) yield { id, ...lines(text) };
  }

  *states(): Generator<CaseState> {
    for (const { state } of this.#hot.values()) yield state;
    for (const text of this.#cold.values()) yield thaw(text).state;
  }

  /** The cases that may have timers. */
  *armed(): Generator<CaseState> {
    for (const { state } of this.#hot.values()) if (state.case.armed) yield state;
    for (const text of this.#cold.values()) if (text.includes('"armed":true')) yield thaw(text).state;
  }
}

// Canonical JSON holds no line break, so a line break can separate.
const freeze = ({ state, recordedAt }: FoldedCase): string =>
  [String(recordedAt), canonicalJson(state.case), ...state.tasks.map(canonicalJson)].join('\n');

function lines(text: string): { caseText: string; taskTexts: string[] } {
  const [, caseText = '', ...taskTexts] = text.split('\n');
  return { caseText, taskTexts };
}

function thaw(text: string): FoldedCase {
  const { caseText, taskTexts } = lines(text);
  const recordedAt = Number(text.slice(0, text.indexOf('\n')));
  return { recordedAt, state: { case: JSON.parse(caseText) as Case, tasks: taskTexts.map((task) => JSON.parse(task) as Task) } };
}
