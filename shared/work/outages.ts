/** What the log says of effects, as far as outages are read off it; oldest first. */
export interface EffectEntry {
  readonly kind: string;
  readonly case: string | null;
  readonly recordedAt: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A span in which a system did not do what it was asked for. */
export interface Outage {
  readonly connector: string;
  /** The first try in vain, milliseconds UTC. */
  readonly from: number;
  /** The first success after it; absent where there was none yet. */
  readonly until?: number;
  /** Cases that asked it for something in vain. */
  readonly cases: readonly string[];
  /** Of these the ones for which all came through since, without a person. */
  readonly recovered: readonly string[];
}

interface InVain {
  readonly case: string;
  readonly effect: string;
  readonly operation: string;
  readonly from: number;
  readonly at: number;
  /** It came through in the end, within its own tries. */
  readonly isDone: boolean;
}

/** A shorter one that left nothing undone is a try more, of which nobody need know. */
const toldFromMs = 5 * 60_000;

const text = ({ body }: EffectEntry, field: string): string => String(body[field]);
const isDone = ({ kind }: EffectEntry): boolean => kind === 'effect:done';
const isByPerson = ({ body }: EffectEntry): boolean => body['by'] !== undefined;

/**
 * When systems were down, from the results of effects (`effect:done`, `effect:failed`, `effect:retried`): from the first try in vain to
 * the first success after it. By connector, then by time; what was over within minutes and left nothing undone is left out.
 */
export function outagesOf(entries: readonly EffectEntry[]): Outage[] {
  const inVain = Map.groupBy(entries.filter(({ case: of, body }) => of !== null && typeof body['failedFrom'] === 'number'), (entry) => text(entry, 'connector'));
  const affected = new Set([...inVain.values()].flatMap((some) => some.map((entry) => entry.case)));
  const ofCase = Map.groupBy(entries.filter((entry) => affected.has(entry.case)), (entry) => entry.case ?? '');
  return [...inVain].flatMap(([connector, some]) => {
    const tries = some.map((entry): InVain => ({
      case: entry.case ?? '', effect: text(entry, 'effect'), operation: text(entry, 'operation'), from: Number(entry.body['failedFrom']), at: entry.recordedAt, isDone: isDone(entry) && !isByPerson(entry),
    })).sort((a, b) => a.from - b.from);
    const answers = entries.filter((entry) => isDone(entry) && !isByPerson(entry) && text(entry, 'route') === connector).map(({ recordedAt }) => recordedAt);
    return spans(tries, answers).filter(({ from, until, of }) => until === undefined || until - from >= toldFromMs || of.some((one) => !one.isDone)).map(({ from, until, of }): Outage => {
      const byCase = Map.groupBy(of, (one) => one.case);
      const recovered = [...byCase].filter(([id, all]) => all.every((one) => isThrough(ofCase.get(id) ?? [], connector, one))).map(([id]) => id);
      return { connector, from, ...(until === undefined ? {} : { until }), cases: [...byCase.keys()], recovered };
    });
  });
}

/** What was tried in vain by the outage in which it began. */
function spans(tries: readonly InVain[], answers: readonly number[]): { from: number; until: number | undefined; of: InVain[] }[] {
  const found: { from: number; until: number | undefined; of: InVain[] }[] = [];
  let answer = 0;
  for (const one of tries) {
    const last = found.at(-1);
    if (last && (last.until === undefined || one.from < last.until)) {
      last.of.push(one);
      continue;
    }
    while ((answers[answer] ?? Infinity) <= one.from) answer += 1;
    found.push({ from: one.from, until: answers[answer], of: [one] });
  }
  return found;
}

/** Whether it was done by itself: in its own tries, or asked for once more by its case, whose entries these are; not where a person let it be sent again. */
function isThrough(entries: readonly EffectEntry[], connector: string, { effect, operation, at, isDone: wasDone }: InVain): boolean {
  if (wasDone) return true;
  const later = entries.filter(({ recordedAt }) => recordedAt >= at);
  if (later.some((entry) => entry.kind === 'effect:retried' && text(entry, 'effect') === effect)) return false;
  return later.some((entry) => isDone(entry) && !isByPerson(entry) && text(entry, 'connector') === connector && text(entry, 'operation') === operation);
}
