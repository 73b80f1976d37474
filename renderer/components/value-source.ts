import type { Say } from '../store/texts.ts';
import { spanText } from './span.ts';

const channels = new Set(['mobile', 'web', 'branch', 'phone', 'chat', 'email', 'atm', 'app']);
const dayMs = 24 * 3_600_000;

/** Where a value comes from, in words: a channel, a person by name, or a system. */
export function sourceText(say: Say, source: string, nameOf: (person: string) => string | undefined): string {
  if (channels.has(source)) return say(`valueFrom.${source}`);
  const name = nameOf(source);
  if (name !== undefined) return say('valueFrom.person', { name });
  return say('valueFrom.system', { name: say(`connector.${source}`, { defaultValue: source }) });
}

export type Freshness = 'fresh' | 'ageing' | 'stale';

/** How old a value is against the days for which it counts; without a limit it does not age. */
export function freshness(asOf: number, limitDays: number | undefined, now: number): Freshness {
  if (limitDays === undefined) return 'fresh';
  const days = (now - asOf) / dayMs;
  return days > limitDays ? 'stale' : days > limitDays * 0.75 ? 'ageing' : 'fresh';
}

/** Source and age of a value in one line: "From the app, 13 h old", and for an old one its limit and what renews it. */
export function provenance(say: Say, { source, asOf, limitDays }: { source: string; asOf: number; limitDays?: number | undefined }, now: number, nameOf: (person: string) => string | undefined): string {
  const from = sourceText(say, source, nameOf);
  const age = spanText(say, now - asOf);
  return freshness(asOf, limitDays, now) === 'stale' ? say('valueFrom.stale', { from, age, limit: limitDays }) : say('valueFrom.line', { from, age });
}
