import type { ReminderPreview } from '../../../shared/contract/rest-reminder.ts';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { TaskPut } from '../../../shared/contract/rows.ts';
import { missingConsent } from '../../../shared/policy/consent.ts';
import type { Say } from '../../store/texts.ts';

export type ReminderItem = ReminderPreview['items'][number];

/** Items of a preview by what would be done, in their order. */
export interface ReminderGroups {
  readonly write: readonly ReminderItem[];
  readonly call: readonly ReminderItem[];
  readonly none: readonly ReminderItem[];
}

export const groupsOf = (items: readonly ReminderItem[]): ReminderGroups => ({
  write: items.filter(({ way }) => way === 'write'), call: items.filter(({ way }) => way === 'call'), none: items.filter(({ way }) => way === 'none'),
});

/** What `reminder:send` is given: exactly what was shown, with the versions that it was shown on. */
export function itemsToSend({ write, call }: ReminderGroups, isCalling: boolean) {
  return [
    ...write.flatMap(({ task, version, channel }) => (channel === undefined ? [] : [{ task, version, how: 'write' as const, channel }])),
    ...(isCalling ? call.map(({ task, version }) => ({ task, version, how: 'call' as const })) : []),
  ];
}

/** The reason of contact policy in words. */
export function becauseOf(say: Say, { way, gate, code }: Pick<ReminderItem, 'way' | 'gate' | 'code'>): string {
  if (gate === 'consent') return say(way === 'none' ? 'reminder.noConsent' : 'reminder.consent');
  if (gate !== undefined) return gateText(say, gate);
  return code === undefined ? '' : say(`error.${code}`);
}

export const gateText = (say: Say, gate: string): string =>
  gate === 'consent' || missingConsent(gate) !== undefined ? say('reminder.noConsent') : say(`gate.${gate}`, { defaultValue: say(`error.${gate}`, { defaultValue: say('reminder.policy') }) });

/** One item after it was asked for; refused ones have a code. */
export interface RemindedItem {
  readonly item: ReminderItem;
  readonly refusal?: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> };
  /** It was left out of what was asked for. */
  readonly isLeft: boolean;
}

/** Every item of the preview, with what the command said of it. */
export function remindedItems(items: readonly ReminderItem[], asked: ReadonlySet<string>, answer: Answer): readonly RemindedItem[] {
  const told = answer.ok && Array.isArray(answer.result?.['items']) ? (answer.result['items'] as { task: string; ok: boolean; code?: string; params?: Record<string, unknown> }[]) : [];
  return items.map((item) => {
    const refused = told.find(({ task, ok }) => task === item.task && !ok);
    return { item, isLeft: !asked.has(item.task), ...(refused === undefined ? {} : { refusal: { code: refused.code ?? 'internal', ...(refused.params === undefined ? {} : { params: refused.params }) } }) };
  });
}

export type Reminded = NonNullable<TaskPut['reminded']>;

/** Where a reminder of this plan is; undefined where it is none of the plan's. */
export const remindedBy = (task: Pick<TaskPut, 'reminded'> | undefined, plan: string): Reminded | undefined => (task?.reminded?.plan === plan ? task.reminded : undefined);

/** What can still be taken back. */
export const mayRecall = (reminded: Reminded | undefined): boolean => reminded?.state === 'asked';

/** Where a reminder stands, in words. */
export function stateText(say: Say, moment: (at: number) => string, { how, state, channel = 'phone', endedAt, because = '' }: Reminded): string {
  if (how === 'call') return say(state === 'recalled' ? 'reminder.state.callRecalled' : 'reminder.state.call');
  return say(`reminder.state.${state}`, { at: moment(endedAt ?? 0), by: say(`reminder.by.${channel}`), because: gateText(say, because) });
}
