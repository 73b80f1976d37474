import type { CaseSheet } from '../../shared/contract/rest-case.ts';
import type { ProcessDelta } from '../../shared/journey/engine/process-state.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Looking } from '../../shared/policy/may-see.ts';
import { MASK, maySee, revealedUntil } from '../../shared/policy/may-see.ts';
import { limitDaysOf } from '../../shared/work/value-age.ts';
import { UNREADABLE } from '../store/keys/seal.ts';
import type { SheetEntry } from '../store/reads/sheet.ts';
import { defined } from './cases.ts';

/** The newest value of a variable, who or which channel gave it and when; a sealed one is named by its id. */
export interface GivenValue {
  readonly value: unknown;
  readonly sealed?: string;
  readonly source: string;
  readonly asOf: number;
}

interface SheetBody {
  readonly on?: string;
  readonly channel?: string;
  readonly delta?: ProcessDelta;
  /** What the model or the case says anyway. */
  readonly implied?: readonly string[];
  readonly report?: { readonly data?: Readonly<Record<string, unknown>> };
}

/** What a process keeps for itself. */
const internal = new Set(['case', 'customer', 'loopCounter']);

/**
 * What entries of a case, oldest first, say of its variables: what was set by its process, or reported by its source. What a process begins
 * with is nobody's statement, except for the amount, which the case repeats.
 */
export function givenValues(entries: readonly SheetEntry[], amount: string | undefined): Map<string, GivenValue> {
  const given = new Map<string, GivenValue>();
  for (const { kind, at, actor, body } of entries) {
    const isStep = kind === 'journey:stepped';
    if (!isStep && !body.includes('"report":')) continue;
    const { on, channel, delta, implied = [], report } = JSON.parse(body) as SheetBody;
    const source = channel ?? actor.slice(actor.indexOf(':') + 1);
    const set = isStep ? (delta?.set ?? []).map(([, name, value]) => [name, value] as const) : Object.entries(report?.data ?? {});
    for (const [name, value] of set) {
      if (internal.has(name) || (on === 'start' && name !== amount && implied.includes(name))) continue;
      if (value === null || value === undefined) given.delete(name);
      else given.set(name, { value, source, asOf: at, ...sealedIn(value) });
    }
  }
  return given;
}

function sealedIn(value: unknown): { sealed?: string } {
  const id = typeof value === 'object' && value !== null && '$value' in value ? value.$value : undefined;
  return typeof id === 'string' ? { sealed: id } : {};
}

/** The values as one person may see them; `texts` are opened ones by id. */
export function shownValues(given: ReadonlyMap<string, GivenValue>, looking: Looking, texts: ReadonlyMap<string, string>): CaseSheet['values'] {
  const isOpen = maySee(looking);
  const shown: CaseSheet['values'] = {};
  for (const [name, { value, sealed, source, asOf }] of given) {
    const revealed = isOpen ? undefined : revealedUntil(looking, name, true);
    const isMasked = !isOpen && revealed === undefined;
    const raw = sealed === undefined ? value : (texts.get(sealed) ?? UNREADABLE);
    shown[name] = defined<CaseSheet['values'][string]>({
      value: isMasked ? MASK : textOf(raw), isMasked, source, asOf, limitDays: limitDaysOf(name), revealedUntil: revealed,
      raw: isMasked ? undefined : (raw as NonNullable<CaseSheet['values'][string]['raw']>),
    });
  }
  return shown;
}

/** What a value reads as: lists of codes and texts as they are, anything else as JSON. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const named = /"(?:[A-Za-z]*Value|value)":"(v-[A-Za-z0-9-]{1,64})"/g;
const withTexts = /^(?:note|promise|handOff|evidence|draft|effect|task|help):/;

/** Ids of the texts that entries and rows of the case name. */
export function textIds(entries: readonly SheetEntry[], { case: row, tasks }: CaseState): string[] {
  const bodies = entries.filter(({ kind }) => withTexts.test(kind)).map(({ body }) => body);
  const all = [...bodies, JSON.stringify(row.promises), ...tasks.map(({ handOff, parked }) => JSON.stringify([handOff, parked]))];
  return [...new Set(all.flatMap((text) => [...text.matchAll(named)].map(([, id = '']) => id)))];
}
