import type { ReminderPreview } from '../contract/rest-reminder.ts';
import type { ContactVerdict } from '../decision/contact/contact-policy.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { ownerOf } from '../model/task.ts';
import { can } from '../policy/can.ts';

/** A message that nobody has answered for yet, or a call that nobody has made. */
export function isReminded({ reminded }: Pick<Task, 'reminded'>, isOpenTask: (id: string) => boolean): boolean {
  if (reminded?.how === 'call') return reminded.state === 'asked' && reminded.callTask !== undefined && isOpenTask(reminded.callTask);
  return reminded?.state === 'asked' || reminded?.state === 'recalling';
}

type Item = ReminderPreview['items'][number];
type Way = Pick<Item, 'way' | 'channel' | 'gate' | 'freeAt' | 'code'>;

export interface ToRemind {
  readonly tasks: readonly Task[];
  readonly verdicts: ReadonlyMap<string, ContactVerdict>;
  readonly isOpenTask: (id: string) => boolean;
}

/** How each customer would be reminded, in the order that was asked for; as `reminder:send` would decide now. */
export function previewReminders(actor: Person, ids: readonly string[], { tasks, verdicts, isOpenTask }: ToRemind): Item[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const reminded = new Set<string>();
  const wayOf = (task: Task): Way => {
    const { customer, team } = task;
    if (can(actor, 'reminder:send', { owner: ownerOf(task), team })) return { way: 'none', code: 'forbidden' };
    if (customer === undefined) return { way: 'none', code: 'not_identified' };
    const verdict = verdicts.get(task.id);
    if (!verdict) return { way: 'none', code: 'not_found' };
    if (reminded.has(customer) || isReminded(task, isOpenTask)) return { way: 'none', code: 'reminder_open' };
    if (verdict.is === 'none') return { way: 'none', gate: verdict.gate };
    reminded.add(customer);
    const [channel] = verdict.is === 'write' ? verdict.ways : [];
    if (channel !== undefined) return { way: 'write', channel };
    const { gate, freeAt } = verdict.is === 'call' ? verdict : { gate: 'consent', freeAt: undefined };
    return { way: 'call', gate, ...(freeAt === undefined ? {} : { freeAt }) };
  };
  return [...new Set(ids)].map((id): Item => {
    const task = byId.get(id);
    if (!task) return { task: id, version: 0, way: 'none', code: 'task_ended' };
    return { task: id, version: task.version, ...(task.customer === undefined ? {} : { customer: task.customer }), ...wayOf(task) };
  });
}
