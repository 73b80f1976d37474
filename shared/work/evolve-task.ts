import type { EntryFact } from '../contract/entries.ts';
import type { Holder, Task } from '../model/task.ts';
import { ownerOf } from '../model/task.ts';

const queue: Holder = { by: 'queue' };

/** The task without some optional parts; the same object where it has none of them. Copied, since `delete` makes objects slow. */
function without(task: Task, ...parts: (keyof Task)[]): Task {
  if (!parts.some((part) => part in task)) return task;
  const copy: Partial<Record<keyof Task, unknown>> = {};
  for (const key of Object.keys(task) as (keyof Task)[]) if (!parts.includes(key)) copy[key] = task[key];
  return copy as Task;
}

function touched(task: Task, person: string | undefined): string[] {
  return person === undefined || task.touchedBy.includes(person) ? task.touchedBy : [...task.touchedBy, person];
}

/** Gives the task to a holder: raises the fence and ends everything that hung on the old one. */
function give(task: Task, fact: EntryFact, holder: Holder, fence: number, because: string): Task {
  const before = ownerOf(task);
  const bare = without(task, 'handOff', 'offer', 'needsOwner', 'moved', 'from', 'untouchedSince', 'parked');
  return {
    ...bare,
    status: 'open',
    holder,
    fence,
    version: task.version + 1,
    touchedBy: touched(task, holder.by === 'person' ? holder.person : undefined),
    ...(holder.by === 'person' ? { untouchedSince: fact.recordedAt } : {}),
    ...(before === undefined || holder.by === 'source'
      ? {}
      : { from: { person: before, at: fact.at, because } }),
  };
}

/** A follow-up keeps its date or event where the entry says so. */
const stillParked = (given: Task, { parked }: Task, isParked: true | undefined): Task =>
  isParked === true && parked ? { ...without(given, 'untouchedSince'), status: 'parked', parked } : given;

const end = (task: Task, fact: EntryFact, status: 'done' | 'replaced' | 'closed'): Task => ({
  ...without(task, 'holder', 'handOff', 'offer', 'needsOwner', 'moved', 'parked', 'stalled', 'untouchedSince'),
  status,
  version: task.version + 1,
  endedAt: fact.at,
});

const change = (task: Task, part: Partial<Task>): Task => ({ ...task, ...part, version: task.version + 1 });

/** The task after an entry that names it; the same object where the entry does not change it. */
export function evolveTask(task: Task, fact: EntryFact): Task {
  switch (fact.kind) {
    case 'task:claimed': {
      const { by, fence, because } = fact.body;
      const holder: Holder = by === null ? { by: 'source' } : { by: 'person', person: by };
      return give(task, fact, holder, fence, because);
    }
    case 'task:takenOver':
      return give(task, fact, { by: 'person', person: fact.body.by }, fact.body.fence, fact.body.because);
    case 'task:released':
      return give(task, fact, queue, fact.body.fence, fact.body.because);
    case 'task:reassigned': {
      const { holder, team, plan, because, fence, proposed, isParked } = fact.body;
      const wasHolder = task.holder ?? queue;
      const given = { ...stillParked(give(task, fact, holder, fence, because), task, isParked), team };
      if (plan !== undefined) given.moved = { plan, at: fact.recordedAt, wasHolder, wasTeam: task.team };
      if (proposed !== undefined) given.needsOwner = { since: fact.at, because, proposed };
      return given;
    }
    case 'task:restored':
      return { ...stillParked(give(task, fact, fact.body.holder, fact.body.fence, fact.body.because), task, fact.body.isParked), team: fact.body.team };
    case 'handOff:accepted': {
      const to: Holder = { by: 'person', person: fact.body.by };
      return give(task, fact, to, fact.body.fence, fact.body.because);
    }
    case 'task:completed':
      return { ...end(task, fact, 'done'), fence: fact.body.fence };
    case 'task:replaced':
      return end(task, fact, 'replaced');
    case 'task:closed':
      return end(task, fact, 'closed');
    case 'task:parked': {
      const { by, until, event, reasonValue } = fact.body;
      return change(without(task, 'moved', 'untouchedSince'), {
        status: 'parked',
        touchedBy: touched(task, by),
        parked: {
          since: fact.at,
          by,
          ...(until === undefined ? {} : { until }),
          ...(event === undefined ? {} : { event }),
          ...(reasonValue === undefined ? {} : { reasonValue }),
        },
      });
    }
    case 'task:resumed':
      return change(without(task, 'parked', 'moved'), { status: 'open' });
    case 'task:offered': {
      const { to, expiresAt, because } = fact.body;
      const firstOfferedAt = task.offer?.firstOfferedAt ?? fact.recordedAt;
      return change(task, { offer: { to, expiresAt, because, firstOfferedAt } });
    }
    case 'task:offerEnded': {
      const { to, how } = fact.body;
      const declined = [...(task.declined ?? []).filter((d) => d.person !== to), { person: to, at: fact.recordedAt }];
      return change(without(task, 'offer'), how === 'withdrawn' ? {} : { declined });
    }
    case 'task:ownerNeeded': {
      const { because, proposed } = fact.body;
      const needsOwner = { since: fact.at, because, ...(proposed === undefined ? {} : { proposed }) };
      return change(task, { needsOwner });
    }
    case 'task:leftUntouched':
      return change(without(task, 'untouchedSince'), {});
    case 'handOff:offered':
      return change(without(task, 'moved', 'untouchedSince'), {
        handOff: fact.body.handOff,
        touchedBy: touched(task, fact.body.handOff.from),
      });
    case 'handOff:asked':
      return task.handOff
        ? change(task, { handOff: { ...task.handOff, askedValue: fact.body.askedValue } })
        : task;
    case 'handOff:answered': {
      if (!task.handOff) return task;
      const { askedValue: _, ...handOff } = task.handOff;
      return change(task, { handOff });
    }
    case 'handOff:taken':
      return task.handOff ? change(task, { handOff: { ...task.handOff, takenAt: fact.at, expiresAt: fact.body.expiresAt } }) : task;
    case 'handOff:ended':
      return change(without(task, 'handOff'), {});
    case 'task:extended': {
      const { until, because } = fact.body;
      return change(without(task, 'stalled'), { extended: { until, at: fact.at, by: fact.actor, because } });
    }
    case 'reminder:asked': {
      const { plan, how, channel, effect, callTask } = fact.body;
      const reminded = {
        plan, how, at: fact.at, by: fact.actor, state: 'asked' as const,
        ...(channel === undefined ? {} : { channel }), ...(effect === undefined ? {} : { effect }), ...(callTask === undefined ? {} : { callTask }),
      };
      return change(task, { reminded });
    }
    case 'reminder:recallAsked':
      return task.reminded?.plan === fact.body.plan ? change(task, { reminded: { ...task.reminded, state: 'recalling' } }) : task;
    case 'reminder:ended': {
      const { plan, how, because } = fact.body;
      if (task.reminded?.plan !== plan) return task;
      const { because: _, ...before } = task.reminded;
      return change(task, { reminded: { ...before, state: how, endedAt: fact.at, ...(because === undefined ? {} : { because }) } });
    }
    case 'note:added':
    case 'evidence:added':
    case 'draft:accepted':
      return change(without(task, 'untouchedSince', 'moved'), { touchedBy: touched(task, fact.actor) });
    default:
      return task;
  }
}
