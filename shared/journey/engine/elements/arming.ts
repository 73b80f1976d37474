import type { Subscription, Timer } from '../process-state.ts';
import { FAILED } from '../run.ts';
import type { LiveScope, Run } from '../run.ts';
import type { Data } from '../process-state.ts';
import { readTimer } from '../timers.ts';
import type { Node, Trigger } from '../tables.ts';
import { correlationKey } from '../correlation.ts';

/** What a holder waits for. */
export interface Armed {
  on: Subscription[];
  timers: Timer[];
}

const NOTHING: Armed = { on: [], timers: [] };

/** What the token of an activity listens to besides its own work: its boundary events. Undefined, with the failure kept, where one cannot be armed. */
export function armBoundaries(run: Run, node: Node, scope: LiveScope): Armed | undefined {
  if (!node.hasArmedBoundaries) return NOTHING;
  const armed: Armed = { on: [], timers: [] };
  for (const boundary of node.boundaries) if (!arm(run, boundary, scope, undefined, armed)) return undefined;
  return armed;
}

/** Adds what an event's triggers wait for. False, with the failure kept, where a key or time cannot be found out. */
export function arm(run: Run, event: Node, scope: LiveScope, local: Data | undefined, into: Armed): boolean {
  const { triggers } = event;
  for (let at = 0; at < triggers.length; at += 1) {
    const trigger = triggers[at] as Trigger;
    const { id } = event;
    switch (trigger.on) {
      case 'message': {
        const key = keyOf(run, trigger, scope, local);
        if (key === FAILED) return false;
        if (triggers.length > 1) into.on.push({ by: id, n: at, on: 'message', name: trigger.name, ...(key === undefined ? {} : { key }) });
        else into.on.push(key === undefined ? { by: id, on: 'message', name: trigger.name } : { by: id, on: 'message', name: trigger.name, key });
        break;
      }
      case 'signal':
        into.on.push(triggers.length === 1 ? { by: id, on: 'signal', name: trigger.name } : { by: id, n: at, on: 'signal', name: trigger.name });
        break;
      case 'conditional':
        into.on.push(triggers.length === 1 ? { by: id, on: 'condition' } : { by: id, n: at, on: 'condition' });
        run.hasNews = true;
        break;
      case 'timer': {
        const timer = timerOf(run, trigger, event, scope, local);
        if (timer === undefined) return false;
        into.timers.push(triggers.length === 1 ? { by: id, ...timer } : { by: id, n: at, ...timer });
        break;
      }
      default:
    }
  }
  return true;
}

function keyOf(run: Run, trigger: Extract<Trigger, { on: 'message' }>, scope: LiveScope, local: Data | undefined): string | undefined | typeof FAILED {
  if (trigger.key === undefined) return correlationKey(run, trigger.name, scope);
  const key = run.evaluate(trigger.key, run.viewWith(scope, local));
  return key === FAILED ? FAILED : keyText(key);
}

/** Keys are compared as texts. */
export const keyText = (key: unknown): string => (typeof key === 'string' ? key : (JSON.stringify(key) ?? 'null'));

type TimerTrigger = Extract<Trigger, { on: 'timer' }>;

function timerOf(run: Run, trigger: TimerTrigger, event: Node, scope: LiveScope, local: Data | undefined): Omit<Timer, 'by' | 'n'> | undefined {
  const value = run.evaluate(trigger.value, run.viewWith(scope, local));
  if (value === FAILED) return undefined;
  const timer = readTimer(trigger, value, event.team, run.now, run.options);
  if (timer === undefined) run.failure = { code: 'timer_invalid', detail: keyText(value).slice(0, 60) };
  return timer;
}

/** The fields of a token or scope that is so armed; none that are empty. */
export function waiting({ on, timers }: Armed): { on?: readonly Subscription[]; timers?: readonly Timer[] } | undefined {
  if (on.length === 0) return timers.length === 0 ? undefined : { timers };
  return timers.length === 0 ? { on } : { on, timers };
}
