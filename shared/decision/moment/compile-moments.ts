import * as z from 'zod/mini';
import { compileCondition } from '../feel/feel.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import type { MomentEvent, MomentFile, Sign } from './moment.ts';
import { momentSchema } from './moment.ts';

export interface CompiledMoment {
  readonly file: MomentFile;
  /** The bits of the steps, one for each event that is needed, in order. */
  readonly needed: readonly number[];
  /** The bit of `unless`. */
  readonly unless: number;
  /** Milliseconds after which an event matters no more. */
  readonly horizonMs: number;
  /** The signs that an event is, as bits; 0 if it is none. A condition that cannot be told, as a field is missing, is not met. */
  signsOf(event: MomentEvent): number;
}

/** The moments of a catalog, with their conditions as closures. */
export interface CompiledMoments {
  readonly ok: true;
  readonly all: readonly CompiledMoment[];
  readonly byId: ReadonlyMap<string, CompiledMoment>;
  /** Who listens to a type of event. */
  readonly byType: ReadonlyMap<string, readonly CompiledMoment[]>;
}

const eventFields = new Set(['type', 'source', 'data']);

/** Compiles the moment files of a catalog once. Refused with `moment_invalid`, the moment and where, or the code of the FEEL condition. */
export function compileMoments(sources: readonly unknown[]): CompiledMoments | Refusal {
  const byId = new Map<string, CompiledMoment>();
  const byType = new Map<string, CompiledMoment[]>();
  for (const source of sources) {
    const moment = compileMoment(source);
    if (isRefusal(moment)) return moment;
    const { file } = moment;
    if (byId.has(file.id)) return refuse('moment_invalid', { moment: file.id, at: 'id' });
    byId.set(file.id, moment);
    for (const type of new Set([...file.steps, ...(file.unless === undefined ? [] : [file.unless])].flatMap(({ types }) => types))) byType.set(type, [...(byType.get(type) ?? []), moment]);
  }
  return { ok: true, all: [...byId.values()], byId, byType };
}

function compileMoment(source: unknown): CompiledMoment | Refusal {
  const parsed = z.safeParse(momentSchema, source);
  if (!parsed.success) return refuse('moment_invalid', { moment: '', at: parsed.error.issues[0]?.path.join('.') ?? '' });
  const file = parsed.data;
  const needed = file.steps.flatMap(({ times }, step) => Array.from({ length: times ?? 1 }, () => 1 << step));
  if (needed.length > 1 && file.withinMs === undefined) return refuse('moment_invalid', { moment: file.id, at: 'withinMs' });
  if (file.afterMs !== undefined && file.unless === undefined) return refuse('moment_invalid', { moment: file.id, at: 'unless' });
  const unless = 1 << file.steps.length;
  const signs: { bit: number; meets: (event: MomentEvent) => boolean }[] = [];
  for (const [index, sign] of [...file.steps, ...(file.unless === undefined ? [] : [file.unless])].entries()) {
    const meets = compileSign(sign);
    if (isRefusal(meets)) return { ...meets, params: { ...meets.params, moment: file.id, sign: index } };
    signs.push({ bit: 1 << index, meets });
  }
  return {
    file, needed, unless,
    horizonMs: (file.withinMs ?? 0) + (file.afterMs ?? 0) + file.lastsMs,
    signsOf: (event) => signs.reduce((bits, { bit, meets }) => (meets(event) ? bits | bit : bits), 0),
  };
}

function compileSign({ types, when }: Sign): ((event: MomentEvent) => boolean) | Refusal {
  const known = new Set(types);
  if (when === undefined) return ({ type }) => known.has(type);
  const condition = compileCondition(when, eventFields);
  if (isRefusal(condition)) return condition;
  return ({ type, source, data }) => known.has(type) && condition.run({ type, source, data }) === true;
}
