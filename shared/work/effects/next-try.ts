import { unreachable } from '../../assert.ts';
import type { EffectFailureCode, EffectOutcome, Idempotent } from './result.ts';
import type { RetrySpans } from './retry-delay.ts';
import { retryDelayMs } from './retry-delay.ts';

/** One connector that an effect may go over. */
export interface Route extends RetrySpans {
  readonly connector: string;
  readonly idempotent: Idempotent;
}

/** What is to be sent, as far as the order of tries depends on it. */
export interface Plan {
  readonly id: string;
  /** The connector asked for, then its backups. */
  readonly routes: readonly Route[];
  readonly tries: number;
  /** From the beginning of the round until people must know that nothing can be sent, in milliseconds. */
  readonly patienceMs: number;
}

/** How far an effect is within its round. */
export interface Progress {
  readonly route: number;
  /** Those that reached the system. */
  readonly tries: number;
  /** How often nobody was there: that is no try of this effect, for who happened to look while the others were kept waiting is chance. */
  readonly missed?: number;
  /** It was sent over this route and nobody has said what became of it. */
  readonly inDoubt: boolean;
  /** Milliseconds UTC at which the round began. */
  readonly since: number;
  readonly lastFailure?: EffectFailureCode;
}

/** What a connector's state says: 0 where it may be used now, else for how long not and as what that counts. */
export interface Gate {
  readonly waitMs: number;
  readonly because: EffectFailureCode;
}

/** Longest wait for a connector that is switched off or down: then it is looked at again. */
const lookAgainMs = 30_000;

export type NextTry =
  | { readonly do: 'send' | 'ask'; readonly route: number }
  | { readonly do: 'wait'; readonly waitMs: number; readonly because: EffectFailureCode }
  | { readonly do: 'end'; readonly outcome: EffectOutcome };

/**
 * What to do with an effect now. However late it is, it is sent where it can be: what is too late only its journey knows. Before people must
 * know, it is tried once more whatever its connector's circuit says, so that what becomes of it follows from when its system is there. Another route is taken only while it is sure that none has taken the effect; what was sent to a
 * connector that neither honours keys nor can be asked is never sent again.
 */
export function nextTry(plan: Plan, progress: Progress, gate: (connector: string) => Gate, now: number): NextTry {
  const current = routeAt(plan, progress.route);
  if ((progress.inDoubt && current.idempotent === 'none') || progress.tries >= plan.tries) return { do: 'end', outcome: giveUp(plan, progress) };
  const left = progress.since + plan.patienceMs - now;
  const count = plan.routes.length;
  const candidates = progress.inDoubt ? [progress.route] : plan.routes.map((_, index) => (progress.route + index) % count);
  let least: Gate | undefined;
  for (const route of candidates) {
    const { connector, idempotent } = routeAt(plan, route);
    const found = gate(connector);
    if (found.waitMs <= 0) return { do: progress.inDoubt && idempotent === 'query' ? 'ask' : 'send', route };
    if (!least || found.waitMs < least.waitMs) least = found;
  }
  const { waitMs, because } = least ?? { waitMs: lookAgainMs, because: 'connector_down' };
  if (left <= 0 && because === 'connector_down') return { do: progress.inDoubt && current.idempotent === 'query' ? 'ask' : 'send', route: progress.route };
  if (left <= 0) return { do: 'end', outcome: giveUp(plan, { ...progress, lastFailure: because }) };
  return { do: 'wait', waitMs: Math.max(1, Math.min(waitMs, left, lookAgainMs)), because };
}

/** How far an effect is whose server has died with it in hand: it may have been sent, and that was a try, or it could kill server after server. */
export const lostInHand = (progress: Progress): Progress => ({ ...progress, tries: progress.tries + 1, inDoubt: true });

/** What came of one try. */
export type Tried =
  | { readonly how: 'answered'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly how: 'refused'; readonly error?: string }
  /** Surely not taken: nobody was there, or nobody knows it when asked. */
  | { readonly how: 'unreached' | 'notFound' }
  | { readonly how: 'slowDown'; readonly retryAfterMs: number }
  /** It may have been taken: no answer, a failure, an answer that nobody understands, or one that is not ready. */
  | { readonly how: 'lost' | 'wrong' | 'pending' };

export type AfterTry = { readonly progress: Progress; readonly waitMs: number } | { readonly outcome: EffectOutcome };

/** What follows from a try that ended at `now`. The wait is 0 where the next try may be at once. */
export function afterTry(plan: Plan, progress: Progress, tried: Tried, now: number): AfterTry {
  const tries = progress.tries + 1;
  const delay = retryDelayMs(plan.id, tries, routeAt(plan, progress.route));
  switch (tried.how) {
    case 'answered':
      return { outcome: { ok: true, data: tried.data } };
    case 'refused':
      return { outcome: { ok: false, code: 'connector_refused', applied: 'no', ...(tried.error === undefined ? {} : { error: tried.error }) } };
    case 'notFound':
      return { progress: { ...progress, inDoubt: false }, waitMs: 0 };
    case 'unreached': {
      const missed = (progress.missed ?? 0) + 1;
      const next: Progress = { ...progress, missed, lastFailure: 'connector_down' };
      const isAlone = next.inDoubt || plan.routes.length === 1;
      if ((isAlone || missed >= plan.routes.length) && now >= progress.since + plan.patienceMs) return { outcome: giveUp(plan, next) };
      const waitMs = retryDelayMs(plan.id, progress.tries + missed, routeAt(plan, progress.route));
      if (isAlone) return again(plan, next, waitMs);
      // The first time round, the backup follows at once.
      return again(plan, { ...next, route: (progress.route + 1) % plan.routes.length }, missed < plan.routes.length ? 0 : waitMs);
    }
    case 'slowDown':
      return again(plan, { ...progress, tries, lastFailure: 'connector_down' }, Math.max(delay, tried.retryAfterMs));
    case 'lost':
    case 'wrong':
    case 'pending':
      return again(plan, { ...progress, tries, inDoubt: true, lastFailure: tried.how === 'wrong' ? 'connector_wrong_answer' : 'connector_down' }, delay);
    default:
      return unreachable(tried);
  }
}

/** Whether the try says that the system fails. */
export const isSystemFailure = ({ how }: Tried): boolean => how === 'unreached' || how === 'lost' || how === 'wrong';

function again(plan: Plan, progress: Progress, waitMs: number): AfterTry {
  const isHopeless = progress.inDoubt && routeAt(plan, progress.route).idempotent === 'none';
  return isHopeless || progress.tries >= plan.tries ? { outcome: giveUp(plan, progress) } : { progress, waitMs };
}

/** Where keys are honoured the same may be sent again by anybody; else nobody may before a person has found out. */
function giveUp(plan: Plan, progress: Progress): EffectOutcome {
  const failure = progress.lastFailure ?? 'connector_down';
  if (!progress.inDoubt) return { ok: false, code: failure, applied: 'no' };
  return { ok: false, code: routeAt(plan, progress.route).idempotent === 'key' ? failure : 'effect_unknown', applied: 'maybe' };
}

function routeAt(plan: Plan, index: number): Route {
  const route = plan.routes[index];
  if (!route) throw new Error('Bug: an effect is on a route that it does not have');
  return route;
}
