import type { Field } from '../../shared/journey/orchestrated/field.ts';
import { draftText } from '../../shared/work/draft-field.ts';

/** What a field says: null for nothing, undefined for what cannot be read as its type. */
export type FieldValue = string | number | boolean | readonly string[] | null;

interface Separators {
  readonly group: string;
  readonly decimal: string;
}

const known = new Map<string, Separators>();

function separatorsOf(locale: string): Separators {
  let found = known.get(locale);
  if (!found) {
    const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    known.set(locale, (found = { group: of('group'), decimal: of('decimal') }));
  }
  return found;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * A number as people of the locale write it, with or without groups and the currency; amounts are in minor units. Groups that are not of
 * three figures are no groups: `2,45` is not 245.
 */
function numberOf(typed: string, locale: string, decimals: number): number | undefined {
  const { group, decimal } = separatorsOf(locale);
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(/^(?:[A-Z]{3}|[€$£])|(?:[A-Z]{3}|[€$£])$/, '');
  const isGroup = escaped(group);
  const found = new RegExp(`^(-?)(\\d{1,15}|\\d{1,3}(?:${isGroup}\\d{3}){1,4})(?:${escaped(decimal)}(\\d*))?$`).exec(plain);
  if (!found) return undefined;
  const [, sign = '', grouped = '', rest = ''] = found;
  const whole = grouped.replaceAll(group, '');
  if (decimals === 2) return rest.length > 2 ? undefined : Number(`${sign}${whole}${rest.padEnd(2, '0')}`);
  return Number(`${sign}${whole}.${rest === '' ? '0' : rest}`);
}

/** Reads what was typed. */
export function readTyped({ type }: Pick<Field, 'type'>, typed: string, locale: string): FieldValue | undefined {
  if (typed.trim() === '') return null;
  switch (type) {
    case 'amount':
      return numberOf(typed, locale, 2);
    case 'number':
      return numberOf(typed, locale, 0);
    case 'yesNo':
      return typed === 'yes' ? true : typed === 'no' ? false : undefined;
    case 'codes':
      return typed.split(' ').filter((code) => code !== '');
    case 'code':
    case 'date':
    case 'reference':
      return typed.trim();
    default:
      return typed;
  }
}

/** What stands in the field for a value: the reverse of `readTyped`. */
export function typedOf({ type }: Pick<Field, 'type'>, value: unknown, locale: string): string {
  if (value === null || value === undefined) return '';
  if (type === 'amount' && typeof value === 'number') return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value / 100);
  if (type === 'number' && typeof value === 'number') return new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(value);
  if (type === 'yesNo' && typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const unread = '?';

/** How a draft of the field is kept, readable in any language: texts as they are, all else as JSON, what cannot be read yet after a `?`. */
export function draftTextOf(field: Pick<Field, 'type'>, typed: string, locale: string): string {
  if (field.type === 'text') return typed;
  const value = readTyped(field, typed, locale);
  return value === undefined ? `${unread}${typed}` : draftText(field, value);
}

export function typedOfDraft(field: Pick<Field, 'type'>, text: string, locale: string): string {
  if (field.type === 'text') return text;
  if (text.startsWith(unread)) return text.slice(unread.length);
  try {
    return typedOf(field, JSON.parse(text), locale);
  } catch {
    return text;
  }
}
