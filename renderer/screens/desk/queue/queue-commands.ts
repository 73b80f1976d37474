import type { TaskPut } from '../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import { shortName } from '../../../store/directory.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { openCase, openDialog, showToast } from '../../../store/ui.ts';
import { openRow } from './open-row.ts';

const isOnDesk = ({ ui }: Desk): boolean => ui.getState().screen === 'desk';
const focusIn = (place: string): boolean => document.activeElement?.closest(place) != null;
/** Arrows, Enter and Space are the list's only where nothing else has the focus; in the list itself the grid takes them. */
const isListFree = (desk: Desk): boolean => isOnDesk(desk) && (document.activeElement === document.body || focusIn('[data-queue-list]'));

function step(by: 1 | -1): (desk: Desk) => void {
  return ({ queue, ui }) => {
    const id = queue.beside(ui.getState().row, by);
    if (id !== undefined) queue.focus(id);
  };
}

function extend(by: 1 | -1): (desk: Desk) => void {
  return ({ queue, ui }) => {
    const { row, picked } = ui.getState();
    const next = queue.beside(row, by);
    if (next === undefined) return;
    ui.setState({ picked: new Set([...picked, ...(row === undefined ? [] : [row]), next]) });
    queue.focus(next);
  };
}

const togglePick = ({ ui }: Desk): void =>
  ui.setState(({ row, picked }) => (row === undefined ? {} : { picked: picked.has(row) ? new Set([...picked].filter((id) => id !== row)) : new Set([...picked, row]) }));

/** The task that a key means: the row with the focus, else the one that is open, else the row last looked at. */
export function taskInHand({ ui, rows, queue }: Desk): TaskPut | undefined {
  const { row, opened } = ui.getState();
  const id = focusIn('[data-pane=queue]') ? row : (opened?.task ?? row);
  return id === undefined ? undefined : (rowAnywhere(rows.getState(), 'task', id) ?? queue.row(id)?.task);
}

const offline = ({ link, texts }: Desk): string | undefined =>
  ['live', 'catchingUp'].includes(link.getState().state.is) ? undefined : texts.say('queue.needsConnection');

/** Why a task cannot be taken from its row; the server decides in any case. */
function claimBlocked(desk: Desk): string | undefined {
  const task = taskInHand(desk);
  const owner = task && ownerOf(task);
  if (owner !== undefined && owner !== desk.person.id) return desk.texts.say('queue.has', { name: shortName(desk.data.directory.store.getState(), owner) });
  if (task?.mayClass !== undefined && task.mayClass['task:claim'] !== true) return desk.texts.say('queue.mayNot');
  return offline(desk);
}

/** Takes a task; it shows at once, and who was quicker is told by name. */
export async function claimTask(desk: Desk, task: TaskPut): Promise<boolean> {
  const { act, person, ui, texts, data } = desk;
  const answer = await act('task:claim', { task: task.id, version: task.version }, { expected: { holder: { by: 'person', person: person.id } }, isQuiet: true });
  if (answer.ok || answer.code === 'already_yours') return true;
  const by = answer.code === 'already_claimed' ? String(answer.params?.['by']) : undefined;
  showToast(ui, { text: by === undefined ? texts.refusal(answer) : texts.say('queue.lost', { name: shortName(data.directory.store.getState(), by) }), isError: true });
  return false;
}

/** Takes the next task for this person and opens it. */
export async function takeNext(desk: Desk, skip?: { task: string; reason: string }): Promise<void> {
  const answer = await desk.act('task:next', { team: desk.person.team, ...(skip === undefined ? {} : { skip }) });
  const id = answer.ok ? answer.result?.['task'] : undefined;
  if (typeof id !== 'string') return;
  const task = await rowOf(desk, id);
  desk.ui.setState({ row: id, nextTask: id });
  if (task) openCase(desk.ui, { case: task.case, task: id });
}

/** A row that the answer names comes a moment after it. */
function rowOf({ rows }: Desk, id: string): Promise<TaskPut | undefined> {
  const found = rowAnywhere(rows.getState(), 'task', id);
  if (found) return Promise.resolve(found);
  return new Promise((resolve) => {
    const end = (task: TaskPut | undefined): void => {
      stop();
      clearTimeout(timer);
      resolve(task);
    };
    const stop = rows.subscribe((slice) => {
      const task = rowAnywhere(slice, 'task', id);
      if (task) end(task);
    });
    const timer = setTimeout(() => end(undefined), 3000);
  });
}

/** A task that came by `N` and nobody has touched: leaving it for another one is told why. */
function skipped(desk: Desk): TaskPut | undefined {
  const { nextTask, opened } = desk.ui.getState();
  if (nextTask === undefined || opened?.task !== nextTask) return undefined;
  const task = rowAnywhere(desk.rows.getState(), 'task', nextTask);
  return task && ownerOf(task) === desk.person.id && task.untouchedSince !== undefined ? task : undefined;
}

function next(desk: Desk): void {
  const task = skipped(desk);
  if (task) openDialog(desk.ui, 'skipTask', { task: task.id });
  else void takeNext(desk);
}

const pickedTasks = ({ ui, rows }: Desk): TaskPut[] => [...ui.getState().picked].flatMap((id) => rowAnywhere(rows.getState(), 'task', id) ?? []);
const hasPicked = (desk: Desk): boolean => isOnDesk(desk) && desk.ui.getState().picked.size > 0;
const isFree = (task: TaskPut): boolean => task.holder?.by === 'queue';
const isOwn = ({ person }: Desk) => (task: TaskPut): boolean => ownerOf(task) === person.id;

async function claimPicked(desk: Desk): Promise<void> {
  const tasks = pickedTasks(desk).filter(isFree);
  const taken = await Promise.all(tasks.map((task) => claimTask(desk, task)));
  const count = taken.filter(Boolean).length;
  desk.ui.setState({ picked: new Set() });
  if (count > 0) showToast(desk.ui, { text: desk.texts.say('queue.claimed', { count }), isError: false });
}

async function releasePicked(desk: Desk): Promise<void> {
  const tasks = pickedTasks(desk).filter(isOwn(desk));
  const done = await Promise.all(tasks.map(({ id, fence }) => desk.act('task:release', { task: id, fence, because: 'putBack' })));
  desk.ui.setState({ picked: new Set() });
  showToast(desk.ui, { text: desk.texts.say('queue.released', { count: done.filter(({ ok }) => ok).length }), isError: false });
}

const isLead = ({ person }: Desk): boolean => person.role === 'teamLead';

export const queueCommands: readonly DeskCommand[] = [
  { id: 'row:down', title: 'queueCommand.down', place: 'list', keys: ['j'], when: isOnDesk, run: step(1), isKeyOnly: true },
  { id: 'row:up', title: 'queueCommand.up', place: 'list', keys: ['k'], when: isOnDesk, run: step(-1), isKeyOnly: true },
  { id: 'row:arrowDown', title: 'queueCommand.down', place: 'list', keys: ['ArrowDown'], when: isListFree, run: step(1), isKeyOnly: true },
  { id: 'row:arrowUp', title: 'queueCommand.up', place: 'list', keys: ['ArrowUp'], when: isListFree, run: step(-1), isKeyOnly: true },
  { id: 'row:extendDown', title: 'queueCommand.extendDown', place: 'list', keys: ['Shift+ArrowDown'], when: isListFree, run: extend(1), isKeyOnly: true },
  { id: 'row:extendUp', title: 'queueCommand.extendUp', place: 'list', keys: ['Shift+ArrowUp'], when: isListFree, run: extend(-1), isKeyOnly: true },
  {
    id: 'row:open', title: 'queueCommand.open', place: 'list', keys: ['Enter'], isKeyOnly: true,
    when: (desk) => isListFree(desk) && desk.queue.row(desk.ui.getState().row) !== undefined,
    run: (desk) => {
      const row = desk.queue.row(desk.ui.getState().row);
      if (row) openRow(desk, row);
    },
  },
  { id: 'row:pick', title: 'queueCommand.pick', place: 'list', keys: ['Space'], when: isListFree, run: togglePick, isKeyOnly: true },
  { id: 'row:pickAll', title: 'queueCommand.pickAll', place: 'list', keys: ['$mod+a'], when: isListFree, run: ({ ui, queue }) => ui.setState({ picked: new Set(queue.order) }), isKeyOnly: true },
  { id: 'queue:filter', title: 'queueCommand.filter', place: 'list', keys: ['/'], when: isOnDesk, run: ({ queue, ui }) => { ui.setState({ pane: 'queue' }); queue.openFilter(true); } },
  { id: 'queue:rank', title: 'queueCommand.rank', place: 'list', when: isOnDesk, run: ({ queue }) => queue.rerank() },
  { id: 'task:next', title: 'queueCommand.next', place: 'list', keys: ['n'], when: isOnDesk, blocked: offline, run: next },
  {
    id: 'task:claim', title: 'queueCommand.claim', place: 'list', keys: ['c'], blocked: claimBlocked,
    when: (desk) => {
      const task = isOnDesk(desk) ? taskInHand(desk) : undefined;
      return task !== undefined && ownerOf(task) !== desk.person.id && task.holder?.by !== 'source';
    },
    run: (desk) => {
      const task = taskInHand(desk);
      if (task) void claimTask(desk, task);
    },
  },
  { id: 'picked:claim', title: 'queueCommand.claimPicked', place: 'list', when: (desk) => hasPicked(desk) && pickedTasks(desk).some(isFree), blocked: offline, run: (desk) => void claimPicked(desk) },
  { id: 'picked:release', title: 'queueCommand.releasePicked', place: 'list', when: (desk) => hasPicked(desk) && pickedTasks(desk).some(isOwn(desk)), blocked: offline, run: (desk) => void releasePicked(desk) },
  {
    id: 'picked:park', title: 'queueCommand.parkPicked', place: 'list', blocked: offline,
    when: (desk) => hasPicked(desk) && pickedTasks(desk).some(isOwn(desk)), run: ({ ui }) => openDialog(ui, 'parkPicked'),
  },
  {
    id: 'picked:give', title: 'queueCommand.givePicked', place: 'list', keys: ['x'], blocked: offline,
    when: (desk) => hasPicked(desk) && isLead(desk), run: ({ ui }) => openDialog(ui, 'giveTo', { tasks: [...ui.getState().picked].join(' ') }),
  },
  { id: 'picked:clear', title: 'queueCommand.clearPicked', place: 'list', when: hasPicked, run: ({ ui }) => ui.setState({ picked: new Set() }) },
];
