import { unreachable } from '../../shared/assert.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { Act } from './plan.ts';

export interface ActView {
  readonly state: CaseState;
  readonly now: number;
  /** Open time of the bank, in milliseconds, from then until the plan's end. */
  readonly openMsLeft: number;
  /** Draws the id of the next command. */
  readonly commandId: () => string;
}

export interface ActCommand {
  readonly person: string;
  readonly command: Command;
}

/** The commands of an act on the case as it is now: one, or one each of those who race; none where somebody else has been there first. */
export function commandsOf(act: Act, { state, now, openMsLeft, commandId }: ActView): ActCommand[] {
  const { id: caseId } = state.case;
  const one = (person: string, command: Command): ActCommand[] => [{ person, command }];
  switch (act.do) {
    case 'claim':
    case 'race': {
      const row = taskOf(state, act.activity);
      if (!row) return [];
      const { id: task, version } = row;
      const people = act.do === 'claim' ? [act.by] : act.by;
      return people.map((person) => ({ person, command: { type: 'task:claim', commandId: commandId(), task, version } }));
    }
    case 'promise': {
      const { text, channel, inMs } = act;
      return one(act.by, { type: 'promise:make', commandId: commandId(), case: caseId, text, channel, dueAt: now + inMs });
    }
    case 'keep': {
      const open = state.case.promises.find((promise) => promise.state === 'open');
      if (!open) return [];
      return one(act.by, { type: 'promise:keep', commandId: commandId(), case: caseId, promise: open.id });
    }
    case 'contact':
      return one(act.by, { type: 'contact:record', commandId: commandId(), case: caseId, channel: act.channel });
    case 'clock': {
      const deadlineMs = Math.round((openMsLeft * 100) / act.percent);
      return one(act.by, { type: 'clock:start', commandId: commandId(), case: caseId, name: act.name, kind: 'regulatory', goalMs: Math.round(deadlineMs / 2), deadlineMs });
    }
    default: {
      const row = taskOf(state, act.activity);
      const person = act.by === 'owner' ? row && ownerOf(row) : act.by;
      if (!row || person === undefined) return [];
      const command = taskCommand(act, row, commandId());
      return command ? one(person, command) : [];
    }
  }
}

type OnTask = Exclude<Act, { do: 'claim' | 'race' | 'promise' | 'keep' | 'contact' | 'clock' }>;

function taskCommand(act: OnTask, row: Task, commandId: string): Command | undefined {
  const { id: task, case: caseId, fence } = row;
  switch (act.do) {
    case 'complete':
      return { type: 'task:complete', commandId, task, fence, ...(act.outcome === undefined ? {} : { outcome: act.outcome }) };
    case 'release':
      return { type: 'task:release', commandId, task, fence, because: act.because };
    case 'park':
      return { type: 'task:park', commandId, task, fence, event: act.event, reason: act.reason };
    case 'offer': {
      const texts = { situation: 'The customer has begun and is waiting.', done: 'Identity checked.', promised: 'A call today.', next: 'Go on with the open step.' };
      return { type: 'handOff:offer', commandId, task, fence, toPerson: act.to, because: act.because, ...texts };
    }
    case 'accept':
      return row.handOff && { type: 'handOff:accept', commandId, task, handOff: row.handOff.id };
    case 'note':
      return { type: 'note:add', commandId, case: caseId, task, text: act.text };
    case 'evidence':
      return { type: 'evidence:add', commandId, case: caseId, task, fence, kind: act.kind, text: act.text };
    default:
      return unreachable(act);
  }
}

const taskOf = (state: CaseState, activity: string): Task | undefined => state.tasks.find((task) => task.activity === activity);
