import type { Command } from '../../contract/commands.ts';
import type { Task } from '../../model/task.ts';
import { isRefusal } from '../../model/refusal.ts';
import type { World } from '../../work/world.ts';
import { workPart } from '../work-bank.ts';
import type { WorkPart } from '../work-bank.ts';

const taskOf = (world: World, id: string): Task | undefined => world.caseOf(id)?.tasks.find((task) => task.id === id);

/** Decides a command after changing what it says: how rules are left out. */
const reading = (change: (command: Command, world: World) => Command): WorkPart => ({
  ...workPart,
  decide: (world, command, ctx) => workPart.decide(world, change(command, world), ctx),
});

/** Wrong on purpose: takes the version that the row has for the one that was seen (T02). */
export const workThatChecksNoVersion = reading((command, world) =>
  command.type === 'task:claim' || command.type === 'task:takeOver' ? { ...command, version: taskOf(world, command.task)?.version ?? 0 } : command);

/** Wrong on purpose: takes the row's fence for the one that was held (T22). */
export const workThatChecksNoFence = reading((command, world) =>
  'fence' in command && 'task' in command && command.task !== undefined ? ({ ...command, fence: taskOf(world, command.task)?.fence ?? 0 } as Command) : command);

/** Wrong on purpose: reads, then updates: whoever claims last has it (T01). */
export const workThatClaimsTwice: WorkPart = {
  ...workPart,
  decide: (world, command, ctx) => {
    const task = command.type === 'task:claim' ? taskOf(world, command.task) : undefined;
    if (!task) return workPart.decide(world, command, ctx);
    return { ok: true, entries: [{ kind: 'task:claimed', subject: `case:${task.case}`, case: task.case, task: task.id, body: { by: ctx.actor, fence: task.fence + 1, version: task.version + 1, because: 'chosen' } }] };
  },
};

/** Wrong on purpose: a change of owner does not raise the fence. */
export const workThatForgetsTheFence: WorkPart = {
  ...workPart,
  evolveCase: (state, fact) => {
    const after = workPart.evolveCase(state, fact);
    if (!after || fact.kind !== 'task:takenOver') return after;
    return { ...after, tasks: after.tasks.map((task) => (task.id === fact.task ? { ...task, fence: task.fence - 1 } : task)) };
  },
};

/** Wrong on purpose: the task leaves its sender with the offer, before anybody has accepted. */
export const workThatLetsGoOnOffer: WorkPart = {
  ...workPart,
  evolveCase: (state, fact) => {
    const after = workPart.evolveCase(state, fact);
    if (!after || fact.kind !== 'handOff:offered') return after;
    return { ...after, tasks: after.tasks.map((task) => (task.id === fact.task ? { ...task, holder: { by: 'queue' } } : task)) };
  },
};

/** Wrong on purpose: looks at who is there when the screen was drawn, and everybody was there then (T13). */
export const workThatIgnoresAbsence: WorkPart = {
  ...workPart,
  decide: (world, command, ctx) => {
    const there: World = new Proxy(world, {
      get: (target, key) => {
        if (key === 'person')
          return (id: string) => {
            const person = target.person(id);
            if (!person) return person;
            const { absence: _, ...rest } = person;
            return { ...rest, availability: 'available' };
          };
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
    });
    return workPart.decide(command.type.startsWith('handOff:') ? there : world, command, ctx);
  },
};

/** Wrong on purpose: the last save of a field wins, whatever it was written on (T04, T17). */
export const workThatOverwritesDrafts = reading((command, world) => {
  if (command.type !== 'draft:save') return command;
  const versions = ['ana', 'ben', 'chloe', 'dana', 'emil', 'fay', 'gus', 'hana'].map((author) => world.draft(command.case, command.field, author)?.version ?? 0);
  return { ...command, version: Math.max(...versions) };
});

/** Wrong on purpose: ending a task clears what others had typed about its case. */
export const workThatTidiesDrafts: WorkPart = {
  ...workPart,
  decide: (world, command, ctx) => {
    const decision = workPart.decide(world, command, ctx);
    if (command.type !== 'task:takeOver' && command.type !== 'task:release') return decision;
    if ('needs' in decision || isRefusal(decision)) return decision;
    const caseId = world.caseOf(command.task)?.case.id ?? '';
    return { ...decision, drafts: ['phone', 'note'].flatMap((field) => ['ana', 'ben', 'dana'].map((author) => ({ drop: { case: caseId, field, author } }))) };
  },
};

/** Wrong on purpose: a promise stays with whoever made it when its task has long been somebody else's. */
export const workThatLeavesPromises: WorkPart = {
  ...workPart,
  evolveCase: (state, fact) => {
    const after = workPart.evolveCase(state, fact);
    if (!after || !state || !fact.kind.startsWith('task:') || after.case.promises === state.case.promises) return after;
    return { ...after, case: { ...after.case, promises: state.case.promises } };
  },
};

/** Wrong on purpose: does what the timer was set for without looking whether it still is (T10, T34). */
export const workThatTrustsTimers: WorkPart = {
  ...workPart,
  decideTimer: (_world, timer) => ({
    ok: true,
    entries: [{ kind: 'case:escalated', subject: `case:${timer.case}`, case: timer.case, body: { level: 2, to: 'team:north', because: timer.kind } }],
  }),
};
