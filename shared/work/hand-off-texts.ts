import type { Case } from '../model/case.ts';
import type { Task } from '../model/task.ts';

/** One sentence: a code of the locale files and what is filled in. Times are milliseconds UTC. */
export interface TextPart {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A line of the timeline, as far as it tells what was done. */
export interface ToldEntry {
  readonly kind: string;
  readonly at: number;
  readonly actor: string;
  readonly task?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface HandOffFacts {
  readonly case: Pick<Case, 'journey' | 'stage' | 'waitsFor' | 'lastChannel' | 'promises' | 'flags' | 'clocks'>;
  readonly stages: readonly string[];
  readonly task: Pick<Task, 'id' | 'activity' | 'clocks'>;
  /** Of the case, oldest first. */
  readonly entries: readonly ToldEntry[];
  readonly me: string;
  readonly now: number;
}

export interface HandOffTexts {
  readonly situation: readonly TextPart[];
  readonly done: readonly TextPart[];
  /** One for each promise that is open or broken: none may be left out. */
  readonly promised: readonly TextPart[];
  readonly next: readonly TextPart[];
  /** How many entries it was made of. */
  readonly events: number;
}

/** What tells a colleague what has been done; all else is how the bank works. */
const told = new Set(['contact:made', 'note:added', 'evidence:added', 'promise:made', 'task:completed', 'handOff:accepted', 'journey:stepped']);
const toldAtMost = 6;

/** The four fields of a hand-off as its sender finds them, from what the log says. */
export function handOffTexts({ case: row, stages, task, entries, me, now }: HandOffFacts): HandOffTexts {
  const step = stages.indexOf(row.stage) + 1;
  const situation: TextPart[] = [
    step > 0 ? { code: 'stage', params: { journey: row.journey, stage: row.stage, step, of: stages.length } } : { code: 'journey', params: { journey: row.journey, stage: row.stage } },
    ...(row.waitsFor ? [{ code: 'waits', params: { whom: row.waitsFor.whom, since: row.waitsFor.since } }] : []),
    ...(row.lastChannel ? [{ code: 'lastChannel', params: { channel: row.lastChannel } }] : []),
    ...(row.flags ?? []).map((flag) => ({ code: 'flag', params: { flag } })),
  ];
  const own = entries.filter(({ kind, actor }) => actor === me && told.has(kind)).slice(-toldAtMost);
  const promises = row.promises.filter(({ state }) => state === 'open' || state === 'broken');
  return {
    situation,
    done: own.map(({ kind, at, body }) => ({ code: kind.replace(':', '_'), params: { at, ...plainOf(body) } })),
    promised: promises.map(({ state, channel, dueAt, madeBy, textValue }) => ({ code: state, params: { channel, dueAt, by: madeBy, text: textValue } })),
    next: nextOf(task, row.clocks, now),
    events: own.length + promises.length,
  };
}

/** Of an entry what a sentence may need: kinds and channels are codes, never personal. */
function plainOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name of ['kind', 'channel', 'stage', 'outcome'] as const) {
    const value = body[name];
    if (typeof value === 'string') shown[name] = value;
  }
  return shown;
}

function nextOf(task: HandOffFacts['task'], clocks: HandOffFacts['case']['clocks'], now: number): TextPart[] {
  const running = clocks.filter((clock) => clock.metAt === undefined).map(({ dueAt, kind }) => ({ dueAt, kind: kind as string }));
  const [nearest] = [...running, ...(task.clocks ?? []).map(({ dueAt }) => ({ dueAt, kind: 'step' }))].sort((a, b) => a.dueAt - b.dueAt);
  return [
    { code: 'activity', params: { activity: task.activity } },
    ...(nearest ? [{ code: nearest.dueAt <= now ? 'late' : 'before', params: { clock: nearest.kind, dueAt: nearest.dueAt } }] : []),
  ];
}
