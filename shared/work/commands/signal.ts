import { refuse } from '../../model/refusal.ts';
import { changesAt } from '../../decision/moment/moments-at.ts';
import { stateOf } from '../../decision/moment/observe.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';

/** Something that a source reports of a customer beside any case. */
export interface Signal {
  readonly source: string;
  /** The source's id of it. */
  readonly event: string;
  readonly customer: string;
  readonly type: string;
  /** When it happened, in milliseconds UTC. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Ids and codes; what people have written stays outside the log. */
const isCode = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9:._-]{0,39}$/.test(text);
const isKept = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && isCode(value));

/** Notes a signal; `not_found` where there is no such customer. */
export function decideSignal(world: World, { source, event, customer: id, type, at, data }: Signal, ctx: Context): Decision {
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  if (customer === null || customer.erasedAt !== undefined) return refuse('not_found', { customer: id });
  const kept = Object.fromEntries(Object.entries(data).flatMap(([name, value]) => (isKept(value) ? [[name, value]] : [])));
  const { moments } = ctx.settings;
  const body = { source, event, type, data: kept };
  const heard = (more: { changesAt?: number | null }): Decision => done({ kind: 'signal:heard', subject: `customer:${id}`, customer: id, at, body: { ...body, ...more } });
  if (moments?.byType.has(type) !== true) return heard({});
  const before = world.signalsOf?.(id);
  if (before === undefined) return { needs: { signalsOf: [id] } };
  return heard({ changesAt: changesAt(moments, stateOf(moments, [...before, { source, id: event, type, at, data: kept }]), ctx.now) });
}
