import type { CommandOf } from '../../contract/commands.ts';
import type { EntryDraft } from '../../contract/entries.ts';
import type { ContactVerdict } from '../../decision/contact/contact-policy.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import { hasConsent } from '../../policy/consent.ts';
import { clocksStopped } from '../../journey/orchestrated/requests.ts';
import { startClock } from '../clock.ts';
import { effectIdOf } from '../effects/effect-id.ts';
import { reminderRef } from '../effects/tell-reminder.ts';
import { isReminded } from '../reminder-plan.ts';
import type { Context, Decision, Effect, EffectOrder, Needs, World } from '../world.ts';
import { left } from './left-out.ts';
import type { Rules, Scene } from './rule.ts';
import { isScene, onCase, onTask, sceneOf } from './rule.ts';

/** What contact policy says about the reminders of a command, looked up just before it. */
export interface JudgedReminders {
  /** The action of the catalog whose message it is, and what is sent. */
  readonly action: string;
  readonly message: string;
  readonly purpose: string;
  /** By task; of nobody who is known, and of who is gone, there is none. */
  readonly verdicts: ReadonlyMap<string, ContactVerdict>;
  readonly customers: readonly string[];
}

/** Somebody calls within the hour, in open hours; after four it is late. */
const [callGoalMs, callDeadlineMs] = [3_600_000, 4 * 3_600_000];
const callBack = 'call-back';

type Item = CommandOf<'reminder:send'>['items'][number];
interface Asked {
  readonly entries: readonly EntryDraft[];
  readonly effect?: Effect;
}

/** Reminds the customers of many tasks, each as the item says and as contact policy allows now; what it does not allow any more is left alone and told. */
export function decideReminders(world: World, command: CommandOf<'reminder:send'>, judged: JudgedReminders, ctx: Context): Decision {
  const entries: EntryDraft[] = [];
  const effects: Effect[] = [];
  const reminded = new Set<string>();
  for (const item of command.items) {
    const scene = sceneOf(world, ctx, 'reminder:send', item.task);
    if ('needs' in scene) return scene;
    const asked = isScene(scene) ? remind(world, scene, item, { judged, plan: command.commandId, reminded, ordinal: effects.length }, ctx) : scene;
    if ('needs' in asked) return asked;
    if (isRefusal(asked)) entries.push(left('reminder:send', item.task, asked, ctx.actor));
    else {
      entries.push(...asked.entries);
      if (asked.effect) effects.push(asked.effect);
    }
  }
  return { ok: true, entries, effects };
}

interface Round {
  readonly judged: JudgedReminders;
  readonly plan: string;
  /** Customers of items before this one: nobody is reminded twice at once. */
  readonly reminded: Set<string>;
  readonly ordinal: number;
}

function remind(world: World, scene: Scene, item: Item, { judged, plan, reminded, ordinal }: Round, ctx: Context): Asked | Refusal | Needs {
  const { state, task } = scene;
  const params = { case: state.case.id, task: task.id };
  if (task.version !== item.version) return refuse('stale', { ...params, version: task.version }, 'work.version');
  const id = state.case.customer;
  if (id === undefined) return refuse('not_identified', params);
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  const verdict = judged.verdicts.get(task.id);
  if (customer === null || customer.erasedAt !== undefined || verdict === undefined) return refuse('not_found', params);
  if (reminded.has(id) || isReminded(task, (one) => state.tasks.some(({ id: open }) => open === one))) return refuse('reminder_open', params, 'contact.once');
  if (verdict.is === 'none') return refuse('contact_quiet', { ...params, gate: verdict.gate }, `contact.${verdict.gate}`);
  if (item.how === 'write' && verdict.is === 'call') return refuse('contact_capped', { ...params, gate: verdict.gate }, `contact.${verdict.gate}`);
  const channel = item.how === 'write' ? item.channel : 'phone';
  if (!hasConsent(customer, { channel, purpose: judged.purpose })) return refuse('consent_withdrawn', { ...params, purpose: judged.purpose }, 'contact.consent');
  reminded.add(id);
  return item.how === 'call' ? called(scene, plan, ctx) : written(scene, id, { ...judged, channel: item.channel, plan, ordinal }, ctx);
}

type Message = Pick<JudgedReminders, 'action' | 'message' | 'purpose'> & { readonly channel: Extract<Item, { how: 'write' }>['channel']; readonly plan: string; readonly ordinal: number };

function written({ state, task }: Scene, customer: string, { action, message, purpose, channel, plan, ordinal }: Message, ctx: Context): Asked {
  const effect: Effect = {
    connector: 'messages', operation: 'send', case: state.case.id, ref: reminderRef(task.id), policy: action, body: { customer, channel, template: message, purpose },
  };
  return { entries: [onTask(state, task.id, 'reminder:asked', { plan, how: 'write', channel, effect: effectIdOf(ctx.input, ordinal) })], effect };
}

/** A task of its own for whoever is free to call, with a clock: who asked for it has promised nobody anything. */
function called({ state, task }: Scene, plan: string, ctx: Context): Asked {
  const id = ctx.newId('t');
  const calendar = ctx.settings.calendarOf(task.team);
  const clock = calendar && startClock({ id: ctx.newId('cl'), name: 'callBack', kind: 'step', goalMs: callGoalMs, deadlineMs: callDeadlineMs, task: id }, calendar, ctx.now);
  return {
    entries: [
      onTask(state, task.id, 'reminder:asked', { plan, how: 'call', callTask: id }),
      onTask(state, id, 'task:made', { activity: callBack, team: task.team }),
      ...(clock && !isRefusal(clock) ? [onCase(state, 'clock:started', { clock })] : []),
    ],
  };
}

/** Takes reminders back: a call that nobody has begun with at once, a message where it has not left; what was sent stays sent, and is told. */
export const reminderRules: Rules<'reminder:recall'> = {
  'reminder:recall': {
    footprint: ({ tasks }) => ({ tasks }),
    decide: (world, { plan, tasks }, ctx) => {
      const entries: EntryDraft[] = [];
      const effectOrders: EffectOrder[] = [];
      for (const task of tasks) {
        const scene = sceneOf(world, ctx, 'reminder:recall', task);
        if ('needs' in scene) return scene;
        const recalled = isScene(scene) ? recall(scene, plan, ctx) : scene;
        if (isRefusal(recalled)) entries.push(left('reminder:recall', task, recalled, ctx.actor));
        else {
          entries.push(...recalled.entries);
          if (recalled.order) effectOrders.push(recalled.order);
        }
      }
      return { ok: true, entries, effectOrders };
    },
  },
};

function recall({ state, task }: Scene, plan: string, ctx: Context): { entries: readonly EntryDraft[]; order?: EffectOrder } | Refusal {
  const { reminded } = task;
  const params = { case: state.case.id, task: task.id };
  if (reminded?.plan !== plan) return refuse('not_found', params);
  if (reminded.state !== 'asked') return refuse('reminder_left', { ...params, state: reminded.state }, 'contact.sent');
  if (reminded.how === 'write') {
    const { effect = '' } = reminded;
    return { entries: [onTask(state, task.id, 'reminder:recallAsked', { plan, effect })], order: { do: 'recall', effect, by: ctx.actor } };
  }
  const call = state.tasks.find(({ id }) => id === reminded.callTask);
  if (!call || call.fence > 0) return refuse('touched_since', { ...params, by: call?.touchedBy.at(-1) ?? null }, 'work.undo');
  return {
    entries: [
      onTask(state, task.id, 'reminder:ended', { plan, how: 'recalled' }),
      onTask(state, call.id, 'task:closed', { because: 'recalled' }), ...clocksStopped(state, call.id, ctx),
    ],
  };
}
