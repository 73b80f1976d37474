import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import type { TaskPut } from '../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { can } from '../../../../shared/policy/can.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { openDialog, showToast } from '../../../store/ui.ts';
import { asActor } from '../next/case-facts.ts';
import { caseAtHand, offlineBecause, ownTaskAtHand, taskAtHand } from './at-hand.ts';

const customerAtHand = (desk: Desk): string | undefined => {
  const { screen, customer, opened } = desk.ui.getState();
  const caseId = caseAtHand(desk);
  if (opened && caseId !== undefined && screen === 'desk') return rowAnywhere(desk.rows.getState(), 'case', caseId)?.customer;
  if (screen === 'customers') return customer;
  return caseId === undefined ? undefined : rowAnywhere(desk.rows.getState(), 'case', caseId)?.customer ?? taskAtHand(desk)?.customer;
};

/** Opens a dialog about the task at hand. */
const aboutTask = (name: string) => (desk: Desk): void => openDialog(desk.ui, name, { task: taskAtHand(desk)?.id ?? '' });
const aboutCase = (name: string) => (desk: Desk): void => openDialog(desk.ui, name, { case: caseAtHand(desk) ?? '' });
/** On other screens, and while rows are picked, the keys mean something else. */
const isHere = ({ ui }: Desk): boolean => ui.getState().screen === 'desk' && (ui.getState().opened !== undefined || ui.getState().picked.size === 0);
const hasCase = (desk: Desk): boolean => isHere(desk) && caseAtHand(desk) !== undefined;
const ownTask = (desk: Desk): TaskPut | undefined => (isHere(desk) ? ownTaskAtHand(desk) : undefined);
const isOthers = (desk: Desk): boolean => {
  const task = isHere(desk) ? taskAtHand(desk) : undefined;
  const owner = task && ownerOf(task as Task);
  return owner !== undefined && owner !== desk.person.id;
};

function takeBack(desk: Desk): void {
  const task = ownTaskAtHand(desk);
  if (task?.handOff) void desk.act('handOff:withdraw', { task: task.id, handOff: task.handOff.id });
}

async function resume(desk: Desk): Promise<void> {
  const task = ownTaskAtHand(desk);
  if (!task) return;
  const answer = await desk.act('task:resume', { task: task.id, fence: task.fence }, { expected: { status: 'open' } });
  if (answer.ok) showToast(desk.ui, { text: desk.texts.say('park.resumed'), isError: false });
}

async function release(desk: Desk): Promise<void> {
  const task = ownTaskAtHand(desk);
  if (!task) return;
  const answer = await desk.act('task:release', { task: task.id, fence: task.fence, because: 'putBack' }, { expected: { holder: { by: 'queue' } } });
  if (!answer.ok) return;
  const version = answer.version ?? task.version + 1;
  showToast(desk.ui, { text: desk.texts.say('release.done'), isError: false, undo: () => void desk.act('task:claim', { task: task.id, version }) });
}

/** Whoever verified the customer says that they are gone: their values are masked again. */
const isVerifiedHere = (desk: Desk): boolean => {
  const [caseId, customer] = [caseAtHand(desk), customerAtHand(desk)];
  if (customer === undefined) return false;
  const sheet = caseId === undefined ? undefined : desk.data.sheets.store.getState()[caseId]?.value?.customer;
  const seen = sheet?.id === customer ? sheet : desk.data.customers.store.getState()[customer]?.value;
  return seen?.isVerified === true && (seen.verifiedUntil ?? 0) > desk.clock.now();
};

async function leave(desk: Desk): Promise<void> {
  const answer = await desk.act('customer:leave', { customer: customerAtHand(desk) ?? '' });
  if (answer.ok) showToast(desk.ui, { text: desk.texts.say('verify.left'), isError: false });
}

/** What is done with work and customers by a key, a button or the palette. */
export const workCommands: readonly DeskCommand[] = [
  {
    id: 'customer:verify', title: 'workCommand.verify', place: 'case', keys: ['v'], blocked: offlineBecause,
    when: (desk) => customerAtHand(desk) !== undefined && can(asActor(desk), 'customer:verify', {}) === undefined,
    run: (desk) => {
      const caseId = caseAtHand(desk);
      openDialog(desk.ui, 'verify', { customer: customerAtHand(desk) ?? '', ...(caseId === undefined ? {} : { case: caseId }) });
    },
  },
  { id: 'customer:leave', title: 'workCommand.leave', place: 'case', blocked: offlineBecause, when: isVerifiedHere, run: leave },
  {
    id: 'customer:who', title: 'workCommand.who', place: 'case', keys: ['i'],
    when: (desk) => customerAtHand(desk) !== undefined,
    run: (desk) => openDialog(desk.ui, 'who', { customer: customerAtHand(desk) ?? '' }),
  },
  { id: 'handOff:open', title: 'workCommand.handOff', place: 'case', keys: ['x'], blocked: offlineBecause, when: (desk) => ownTask(desk) !== undefined && ownTask(desk)?.handOff === undefined, run: aboutTask('handOff') },
  { id: 'handOff:takeBack', title: 'workCommand.takeBack', place: 'case', blocked: offlineBecause, when: (desk) => ownTask(desk)?.handOff !== undefined, run: takeBack },
  { id: 'handOff:answer', title: 'workCommand.answer', place: 'case', blocked: offlineBecause, when: (desk) => ownTask(desk)?.handOff?.askedValue !== undefined, run: aboutTask('answerAsked') },
  { id: 'task:park', title: 'workCommand.park', place: 'case', keys: ['p'], blocked: offlineBecause, when: (desk) => ownTask(desk)?.status === 'open', run: aboutTask('park') },
  { id: 'task:resume', title: 'workCommand.resume', place: 'case', blocked: offlineBecause, when: (desk) => ownTask(desk)?.status === 'parked', run: (desk) => void resume(desk) },
  { id: 'task:release', title: 'workCommand.release', place: 'case', blocked: offlineBecause, when: (desk) => ownTask(desk) !== undefined, run: (desk) => void release(desk) },
  { id: 'task:takeOver', title: 'workCommand.takeOver', place: 'case', keys: ['t'], blocked: offlineBecause, when: isOthers, run: aboutTask('takeOver') },
  { id: 'promise:make', title: 'workCommand.promise', place: 'case', blocked: offlineBecause, when: hasCase, run: aboutCase('promise') },
  { id: 'contact:record', title: 'workCommand.contact', place: 'case', blocked: offlineBecause, when: hasCase, run: aboutCase('contact') },
  {
    id: 'case:identify', title: 'workCommand.identify', place: 'case', blocked: offlineBecause, run: aboutCase('identify'),
    when: (desk) => {
      const row = rowAnywhere(desk.rows.getState(), 'case', caseAtHand(desk) ?? '');
      return row !== undefined && row.customer === undefined;
    },
  },
  { id: 'day:end', title: 'workCommand.dayEnd', place: 'everywhere', blocked: offlineBecause, when: () => true, run: ({ ui }) => openDialog(ui, 'day') },
];
