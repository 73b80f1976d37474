import { must } from '../../shared/assert.ts';
import type { Bundle, CompiledAction } from '../../shared/decision/action/bundle.ts';
import type { ContactVerdict } from '../../shared/decision/contact/contact-policy.ts';
import { actionSending, contactVerdict } from '../../shared/decision/contact/contact-policy.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import type { JudgedReminders } from '../../shared/work/commands/reminder.ts';
import type { Queryable } from '../store/queryable.ts';
import { readTaskStates } from '../store/reads/plan-tasks.ts';
import type { Asked, GatherParts } from './gather.ts';
import { gather } from './gather.ts';

export interface JudgeParts extends GatherParts {
  readonly bundle: Bundle;
}

/** The message of the catalog that reminds a customer of what they were asked for. */
const reminder = 'reminder';
/** So many customers are looked at side by side. */
const atOnce = 8;

/** What contact policy says now of reminders for tasks; `verdicts` has none where nobody is known, or the customer or task is gone. */
export async function judgeReminders(parts: JudgeParts, ids: readonly string[], now: number): Promise<JudgedReminders & { readonly tasks: readonly Task[] }> {
  const action = must(actionSending(parts.bundle, reminder), 'the catalog has an action that reminds');
  const { does } = action.definition;
  const tasks = (await readTaskStates(parts.db, [...new Set(ids)])).map(({ state }) => JSON.parse(state) as Task);
  const verdicts = new Map<string, ContactVerdict>();
  for (let from = 0; from < tasks.length; from += atOnce)
    await Promise.all(tasks.slice(from, from + atOnce).map(async ({ id, customer, case: of }) => {
      const verdict = customer === undefined ? undefined : await judge(parts, action, { customer, case: of, channel: 'system', now });
      if (verdict) verdicts.set(id, verdict);
    }));
  return {
    tasks, verdicts, action: action.definition.id, message: reminder, purpose: does?.kind === 'send' ? does.purpose : 'service',
    customers: [...new Set(tasks.flatMap(({ customer }) => customer ?? []))],
  };
}

async function judge(parts: JudgeParts, action: CompiledAction, asked: Asked): Promise<ContactVerdict | undefined> {
  const known = await gather(parts, asked);
  return known && contactVerdict(parts.bundle, action, known.facts);
}

/** An effect that is about to turn to a customer under the contact policy of an action. */
export interface AboutToContact {
  readonly effect: string;
  readonly policy: string;
  readonly customer: string;
  readonly case: string;
  readonly channel: string;
}

/**
 * Whether contact policy lets a message go now: asked in the transaction that marks it as being sent. Of messages under way at the same time those
 * with a smaller id count, so that of two that are one too many exactly one goes. Refused with `effect_forbidden {gate}`.
 */
export async function mayContactNow(parts: Omit<JudgeParts, 'db'>, tx: Queryable, { effect, policy, customer, case: of, channel }: AboutToContact, now: number): Promise<Refusal | undefined> {
  const action = parts.bundle.actions.get(policy);
  const verdict = action?.definition.does?.kind === 'send' ? await judge({ ...parts, db: tx }, action, { customer, case: of, channel: 'system', now, sending: effect }) : undefined;
  if (verdict?.is === 'write' && verdict.ways.some((way) => way === channel)) return undefined;
  return refuse('effect_forbidden', { gate: verdict === undefined ? 'policy' : verdict.is === 'write' ? 'consent' : verdict.gate }, 'effect.contact');
}
