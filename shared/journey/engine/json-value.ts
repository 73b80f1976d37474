import { Decimal, numberText } from '../../decision/feel/decimal.ts';
import type { FeelValue } from '../../decision/feel/feel.ts';

/** A FEEL value as JSON keeps it: a decimal becomes the nearest number. Plain values are returned as they are. */
export function toJson(value: FeelValue): unknown {
  return typeof value === 'object' && value !== null ? plain(value) : value;
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Decimal) return Number(numberText(value));
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i += 1) {
      const one = plain(value[i]);
      if (one !== value[i] && copy === undefined) copy = value.slice(0, i) as unknown[];
      copy?.push(one);
    }
    return copy ?? value;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [name, one] of Object.entries(value)) {
    const changed = plain(one);
    if (changed === one) continue;
    copy ??= { ...value };
    copy[name] = changed;
  }
  return copy ?? value;
}
