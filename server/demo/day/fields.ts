import { unreachable } from '../../../shared/assert.ts';
import type { Field, Fields } from '../../../shared/journey/orchestrated/field.ts';
import type { Luck } from './luck.ts';

export type Values = Readonly<Record<string, string | number | boolean | string[]>>;

/** Optional fields that somebody fills in, of all. */
const filledShare = 0.8;

/**
 * What somebody says by these fields: within their bounds, the first of several codes rather than the others, yes rather than no.
 * Lists of codes only where they may be sent (`lists`).
 */
export function drawFields(fields: Fields | undefined, luck: Luck, { lists = true } = {}): Values {
  const values: Record<string, string | number | boolean | string[]> = {};
  for (const [name, field] of Object.entries(fields ?? {})) {
    if (field.type === 'codes' && !lists) continue;
    if (field.required !== true && !luck.chance(`${name}/filled`, filledShare)) continue;
    const value = drawField(name, field, luck);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function drawField(name: string, field: Field, luck: Luck): string | number | boolean | string[] | undefined {
  const { minimum, maximum, choices } = field;
  switch (field.type) {
    case 'amount': {
      // Most sums are small: drawn evenly over orders of magnitude, in whole units.
      const [low, high] = [Math.max(minimum ?? 1000, 1000), Math.min(maximum ?? 500_000, 100_000_000)];
      const drawn = Math.round(low * (Math.max(high, low) / low) ** luck.of(name));
      return Math.min(Math.max(drawn, minimum ?? 0), maximum ?? drawn);
    }
    case 'number':
      return luck.between(name, Math.ceil(minimum ?? 0), Math.floor(maximum ?? (minimum ?? 0) + 10));
    case 'yesNo':
      return luck.chance(name, 0.75);
    case 'code':
      return choices === undefined || choices.length === 0 ? 'other' : luck.pickFirst(name, choices, 0.7);
    case 'codes':
      return choices === undefined ? [] : choices.filter((choice) => luck.chance(`${name}/${choice}`, 0.3));
    case 'date':
      return `2026-0${String(luck.between(`${name}/month`, 1, 9))}-1${String(luck.between(`${name}/day`, 0, 9))}`;
    case 'reference':
      return `ref-${String(luck.between(name, 100_000, 999_999))}`;
    case 'text':
      return `Said on the day (${String(luck.between(name, 1, 99))}).`;
    default:
      return unreachable(field.type);
  }
}
