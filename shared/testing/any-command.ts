import type { Command, CommandType } from '../contract/commands.ts';
import type { CaseState } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { unreachable } from '../assert.ts';

/** Draws a whole number from 0 to below `below`. */
export type Draw = (below: number) => number;

/** What somebody saw when they last looked; it may be old by now. */
export interface Seen {
  readonly cases: readonly CaseState[];
  readonly people: readonly string[];
  readonly teams: readonly string[];
  /** Bulk moves that the actor may undo. */
  readonly plans: readonly { readonly plan: string; readonly tasks: readonly string[] }[];
  readonly now: number;
}

/** What a step may do, by how often. */
export const wholeDay: readonly CommandType[] = [
  'task:claim', 'task:claim', 'task:claim', 'task:release', 'task:complete', 'task:takeOver', 'task:park', 'task:resume', 'task:reassign', 'plan:undo',
  'handOff:offer', 'handOff:offer', 'handOff:accept', 'handOff:ask', 'handOff:answer', 'handOff:decline', 'handOff:withdraw', 'promise:make', 'promise:keep',
  'promise:withdraw', 'note:add', 'evidence:add', 'contact:record', 'draft:save', 'draft:accept', 'draft:discard', 'lease:take',
  'person:setAvailability', 'person:setAbsence', 'person:return', 'task:decline',
];

export const handOffHour: readonly CommandType[] = [
  'task:claim', 'task:claim', 'handOff:offer', 'handOff:offer', 'handOff:accept', 'handOff:accept', 'handOff:ask', 'handOff:answer', 'handOff:decline',
  'handOff:withdraw', 'task:reassign', 'task:takeOver', 'plan:undo', 'task:release', 'task:complete', 'task:park', 'person:setAvailability',
];

const pick = <T>(draw: Draw, list: readonly T[]): T | undefined => list[draw(list.length || 1)];

/** The task that a kind of command makes most sense for, so that most commands are more than refusals. */
function taskFor(draw: Draw, type: CommandType, actor: string, tasks: readonly Task[]): Task | undefined {
  const owned = (task: Task): boolean => task.holder?.by === 'person' && task.holder.person === actor;
  const fit = tasks.filter((task) => {
    if (type === 'handOff:accept' || type === 'handOff:ask' || type === 'handOff:decline') return task.handOff !== undefined && !owned(task);
    if (type === 'handOff:answer' || type === 'handOff:withdraw') return task.handOff !== undefined && owned(task);
    if (type === 'task:claim') return task.holder?.by === 'queue';
    if (type === 'task:takeOver') return task.holder?.by === 'person' && !owned(task);
    if (type === 'plan:undo' || type === 'task:reassign' || type === 'note:add' || type === 'draft:save') return true;
    return owned(task);
  });
  return draw(8) === 0 ? pick(draw, tasks) : (pick(draw, fit) ?? pick(draw, tasks));
}

/** A command of a kind as somebody would send it on what they saw; undefined where they saw nothing to do it to. */
export function commandFrom(draw: Draw, type: CommandType, actor: string, commandId: string, seen: Seen): Command | undefined {
  const tasks = seen.cases.flatMap((state) => state.tasks);
  const task = taskFor(draw, type, actor, tasks);
  const state = seen.cases.find((one) => one.case.id === task?.case) ?? pick(draw, seen.cases);
  if (!state || !task) return undefined;
  const caseId = state.case.id;
  const own = { commandId, task: task.id, fence: task.fence };
  const other = pick(draw, seen.people) ?? actor;
  const receiver = draw(4) === 0 ? { toTeam: pick(draw, seen.teams) ?? 'north' } : { toPerson: other };
  const handOff = { commandId, task: task.id, handOff: task.handOff?.id ?? 'h-0' };
  const promise = pick(draw, state.case.promises)?.id ?? 'p-0';
  const field = pick(draw, ['phone', 'note']) ?? 'note';
  const soon = seen.now + 60_000 * (1 + draw(60));
  switch (type) {
    case 'task:claim': return { type, commandId, task: task.id, version: task.version };
    case 'task:release': return { type, ...own, because: 'other' };
    case 'task:complete': return { type, ...own };
    case 'task:takeOver': return { type, commandId, task: task.id, version: task.version, reason: 'the customer is here' };
    case 'task:park': return { type, ...own, ...(draw(2) === 0 ? { until: soon } : { event: 'payslip' }) };
    case 'task:resume': return { type, ...own };
    case 'task:decline': return { type, ...own, reason: 'busy' };
    case 'task:reassign': {
      const items = [...new Set([task, pick(draw, tasks) ?? task, pick(draw, tasks) ?? task])].map(({ id, version }) => ({ task: id, version }));
      return { type, commandId, items, because: 'absence', ...receiver };
    }
    case 'plan:undo': {
      const plan = pick(draw, seen.plans);
      return plan && { type, commandId, plan: plan.plan, tasks: [...plan.tasks] };
    }
    case 'handOff:offer':
      return { type, ...own, ...receiver, because: 'shift', situation: 'waits', done: 'asked', promised: draw(4) === 0 ? '' : 'a call', next: 'call' };
    case 'handOff:accept': return { type, ...handOff };
    case 'handOff:ask': return { type, ...handOff, question: 'which account?' };
    case 'handOff:answer': return { type, ...handOff, text: 'the first' };
    case 'handOff:decline': return { type, ...handOff, reason: 'no time' };
    case 'handOff:withdraw': return { type, ...handOff };
    case 'promise:make': return { type, commandId, case: caseId, text: 'we call you', channel: 'phone', dueAt: soon };
    case 'promise:keep': return { type, commandId, case: caseId, promise };
    case 'promise:withdraw': return { type, commandId, case: caseId, promise, reason: 'not needed' };
    case 'note:add': return { type, commandId, case: caseId, task: task.id, text: 'called' };
    case 'help:ask': return { type, commandId, case: caseId, task: task.id, reason: 'which code?' };
    case 'help:join': return { type, commandId, case: caseId, help: state.case.helps?.[0]?.id ?? 'y-0' };
    case 'help:answer': return { type, commandId, case: caseId, help: state.case.helps?.[0]?.id ?? 'y-0', text: 'this one' };
    case 'help:close': return { type, commandId, case: caseId, help: state.case.helps?.[0]?.id ?? 'y-0' };
    case 'evidence:add': return { type, commandId, case: caseId, task: task.id, kind: 'payslip' };
    case 'contact:record': return { type, commandId, case: caseId, channel: 'phone' };
    case 'draft:save': return { type, commandId, case: caseId, task: task.id, fence: task.fence, field, text: `by ${actor} ${commandId}`, version: draw(3) };
    case 'draft:accept': return { type, commandId, case: caseId, task: task.id, fence: task.fence, field, author: other, version: 1 + draw(2) };
    case 'draft:discard': return { type, commandId, case: caseId, field, version: 1 + draw(2) };
    case 'lease:take': return { type, ...own, device: `${actor}-desk` };
    case 'person:setAvailability':
      return { type, commandId, person: draw(2) === 0 ? actor : other, availability: pick(draw, ['available', 'available', 'away', 'off']) ?? 'available', because: 'shift' };
    case 'person:setAbsence': return { type, commandId, person: other, until: soon, because: 'sick' };
    case 'person:return': return { type, commandId, person: other };
    case 'offer:accept': case 'offer:decline': case 'task:next': case 'case:identify': case 'case:close': case 'clock:start': case 'clock:pause':
    case 'clock:resume': case 'clock:meet': case 'clock:change': case 'person:change': case 'customer:read': case 'customer:leave': case 'customer:erase': case 'held:release':
    case 'journey:start': case 'journey:message': case 'journey:addTask': case 'journey:retry': case 'journey:migrate':
    case 'effect:retry': case 'effect:resolve': case 'connector:switch': case 'action:switch': case 'alarm:look': case 'call:answer': case 'call:hangUp': case 'call:choose': case 'call:wrapUp':
    case 'decision:answer': case 'reminder:send': case 'reminder:recall': case 'task:extend': case 'consent:give': case 'consent:withdraw':
      return undefined;
    default: return unreachable(type);
  }
}
