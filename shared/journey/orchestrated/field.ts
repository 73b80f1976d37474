import * as z from 'zod/mini';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';

/**
 * One thing that a form, a message or a start may say. `text` is personal or free text: it is sealed with its customer, and the
 * process only knows its id. Everything else stands in the log, so it is a number, a code from a list, a date or an id.
 */
export const fieldSchema = z.strictObject({
  type: z.enum(['number', 'amount', 'yesNo', 'code', 'codes', 'date', 'reference', 'text']),
  label: z.exactOptional(z.string()),
  required: z.exactOptional(z.boolean()),
  /** Codes that may be chosen. */
  choices: z.exactOptional(z.array(z.string())),
  minimum: z.exactOptional(z.number()),
  maximum: z.exactOptional(z.number()),
});
export type Field = z.infer<typeof fieldSchema>;
export type Fields = Readonly<Record<string, Field>>;

/**
 * The name under which something that was stated in a case is sealed. It is not what the bank knows of its customer: an applicant's
 * phone number must not become the one that a caller is verified by.
 */
export const statedField = (name: string): string => `stated.${name}`;

/** What was given, taken apart: what the process may know, and what is sealed. */
export interface Taken {
  readonly ok: true;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sealed: readonly { readonly field: string; readonly value: string; readonly id: string }[];
}

const codePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const referencePattern = /^[A-Za-z0-9][A-Za-z0-9:._/@#-]{0,127}$/;
const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const longestText = 4000;

/**
 * Takes values by their fields; `newId` draws the id of a sealed one, which stands in `data` as `{$value: id}`. Refused with
 * `field_invalid` and the field: one that is not declared, of another type, out of its bounds, or required and not there.
 */
export function takeFields(fields: Fields, given: Readonly<Record<string, unknown>>, newId: () => string): Taken | Refusal {
  const data: Record<string, unknown> = {};
  const sealed: Taken['sealed'][number][] = [];
  for (const name of Object.keys(given)) if (!Object.hasOwn(fields, name)) return refuse('field_invalid', { field: name, because: 'unknown' });
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name] ?? null;
    if (value === null) {
      if (field.required === true) return refuse('field_invalid', { field: name, because: 'missing' });
      continue;
    }
    const because = faultOf(field, value);
    if (because !== undefined) return refuse('field_invalid', { field: name, because });
    if (field.type === 'text') {
      const id = newId();
      sealed.push({ field: statedField(name), value: String(value), id });
      data[name] = { $value: id };
    } else data[name] = value;
  }
  return { ok: true, data, sealed };
}

function faultOf(field: Field, value: unknown): string | undefined {
  switch (field.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? outside(field, value) : 'number';
    case 'amount':
      return typeof value === 'number' && Number.isSafeInteger(value) ? outside(field, value) : 'amount';
    case 'yesNo':
      return typeof value === 'boolean' ? undefined : 'yesNo';
    case 'code':
      return isChoice(field, value) ? undefined : 'code';
    case 'codes':
      return Array.isArray(value) && value.length <= 100 && value.every((one) => isChoice(field, one)) ? undefined : 'codes';
    case 'date':
      return typeof value === 'string' && datePattern.test(value) ? undefined : 'date';
    case 'reference':
      return typeof value === 'string' && referencePattern.test(value) ? undefined : 'reference';
    case 'text':
      return typeof value === 'string' && value !== '' && value.length <= longestText && value.isWellFormed() ? undefined : 'text';
    default:
      return 'type';
  }
}

const isChoice = ({ choices }: Field, value: unknown): boolean =>
  typeof value === 'string' && codePattern.test(value) && (choices === undefined || choices.includes(value));

const outside = ({ minimum, maximum }: Field, value: number): string | undefined =>
  (minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum) ? 'range' : undefined;
