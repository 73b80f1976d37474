import type { EntryFact } from '../contract/entries.ts';
import { evolveProcess } from '../journey/engine/evolve-process.ts';
import { renameElements } from '../journey/engine/rename-elements.ts';
import { withData, withoutImplied } from '../journey/orchestrated/implied.ts';
import type { Case, CaseClock, CaseState } from '../model/case.ts';
import type { Help } from '../model/help.ts';
import type { CustomerPromise } from '../model/promise.ts';
import type { Task } from '../model/task.ts';
import { isOpen, ownerOf } from '../model/task.ts';
import { urgencyClock } from './clock.ts';
import { evolveTask } from './evolve-task.ts';

type Change = Partial<Case>;

function openCase(fact: EntryFact<'case:opened'>): CaseState {
  const { journey, journeyVersion, party, team, branch, stage, channel, amountMinor, currency, armed, stallAt } = fact.body;
  return {
    tasks: [],
    case: {
      id: fact.case ?? '',
      journey,
      journeyVersion,
      party,
      team,
      stage,
      status: 'open',
      version: 1,
      openedAt: fact.at,
      lastProgressAt: fact.at,
      armed,
      clocks: [],
      promises: [],
      touchedBy: [],
      ...(branch === undefined ? {} : { branch }),
      ...(channel === undefined ? {} : { lastChannel: channel }),
      ...(amountMinor === undefined ? {} : { amountMinor }),
      ...(currency === undefined ? {} : { currency }),
      ...(stallAt === undefined ? {} : { stallAt }),
    },
  };
}

function makeTask(state: CaseState, fact: EntryFact<'task:made'>): Task {
  const { id, customer, journey, amountMinor, currency } = state.case;
  const { activity, team, needs, clocks, token, name, form, inputs, fourEyes } = fact.body;
  const promiseDueAt = nextPromise(state.case.promises);
  const present = state.case.customerHere?.channel;
  return {
    id: fact.task ?? '',
    case: id,
    journey,
    activity,
    team,
    status: 'open',
    holder: { by: 'queue' },
    fence: 0,
    version: 1,
    madeAt: fact.at,
    touchedBy: [],
    ...(customer === undefined ? {} : { customer }),
    ...(needs === undefined ? {} : { needs }),
    ...(token === undefined ? {} : { token }),
    ...(name === undefined ? {} : { name }),
    ...(form === undefined ? {} : { form }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(fourEyes === undefined ? {} : { fourEyes }),
    ...(clocks === undefined ? {} : { clocks }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(currency === undefined ? {} : { currency }),
    ...(promiseDueAt === undefined ? {} : { promiseDueAt }),
    ...(present === undefined ? {} : { customerPresent: present }),
  };
}

/** When the earliest open promise of a case is due; undefined where none is open. A broken one still counts until it is ended. */
function nextPromise(promises: readonly CustomerPromise[]): number | undefined {
  let due: number | undefined;
  for (const promise of promises)
    if ((promise.state === 'open' || promise.state === 'broken') && (due === undefined || promise.dueAt < due)) due = promise.dueAt;
  return due;
}

function onHelp(state: CaseState, id: string, change: (help: Help) => Partial<Help>): CaseState {
  return { ...state, case: bump(state.case, { helps: (state.case.helps ?? []).map((one) => (one.id === id ? { ...one, ...change(one) } : one)) }) };
}

const bump = (before: Case, change: Change): Case => ({ ...before, ...change, version: before.version + 1 });

/** Progress restarts the stall clock of the case and takes the mark off its tasks. */
function progress(state: CaseState, fact: EntryFact, stallAt: number | undefined, change: Change = {}): CaseState {
  const { stallAt: _, ...rest } = state.case;
  // A late event never moves a clock backwards.
  const lastProgressAt = Math.max(state.case.lastProgressAt, fact.at);
  const kept = stallAt === undefined ? undefined : Math.max(stallAt, state.case.stallAt ?? 0);
  const moved = bump(rest, { lastProgressAt, ...change, ...(kept === undefined ? {} : { stallAt: kept }) });
  return { case: moved, tasks: unstall(state.tasks, fact.task) };
}

/** The task that the entry names has risen by one already: an entry raises a version once, and the answer says to what. */
function unstall(tasks: readonly Task[], named: string | undefined): readonly Task[] {
  if (!tasks.some((task) => task.stalled)) return tasks;
  return tasks.map((task) => {
    if (!task.stalled) return task;
    const { stalled: _, ...rest } = task;
    return { ...rest, version: task.id === named ? task.version : task.version + 1 };
  });
}

const mapOpen = (tasks: readonly Task[], map: (task: Task) => Task): readonly Task[] =>
  tasks.map((task) => (isOpen(task) ? { ...map(task), version: task.version + 1 } : task));

function withPromises(state: CaseState, promises: CustomerPromise[]): CaseState {
  const due = nextPromise(promises);
  const tasks = mapOpen(state.tasks, ({ promiseDueAt: _, ...task }) => ({
    ...task,
    ...(due === undefined ? {} : { promiseDueAt: due }),
  }));
  return { case: bump(state.case, { promises }), tasks };
}

function withClock(state: CaseState, changed: CaseClock): CaseState {
  return withClocks(state, state.case.clocks.map((clock) => (clock.id === changed.id ? changed : clock)));
}

/** Task rows carry the inputs of urgency, so the clocks of a case are copied to its open tasks. */
function withClocks(state: CaseState, clocks: CaseClock[]): CaseState {
  const running = clocks.filter((clock) => clock.metAt === undefined);
  const tasks = mapOpen(state.tasks, ({ clocks: _, ...task }) => {
    const own = running.filter((clock) => clock.task === undefined || clock.task === task.id);
    if (own.length === 0) return task;
    return {
      ...task,
      clocks: own.flatMap((clock) => urgencyClock(clock) ?? []),
    };
  });
  return { case: bump(state.case, { clocks }), tasks };
}

/** Promises follow the accountable person; a released task leaves them with its queue's team. */
function movePromises(state: CaseState, before: Task, after: Task): CaseState {
  const from = ownerOf(before) ?? `team:${before.team}`;
  const to = ownerOf(after) ?? `team:${after.team}`;
  if (from === to || !state.case.promises.some((p) => p.owner === from && p.state !== 'kept')) return state;
  const promises = state.case.promises.map((p) => (p.owner === from ? { ...p, owner: to } : p));
  return { ...state, case: bump(state.case, { promises }) };
}

const progressKinds = new Set<string>([
  'task:made', 'task:claimed', 'task:released', 'task:completed', 'handOff:accepted', 'evidence:added', 'reminder:ended',
]);

function onTask(state: CaseState, fact: EntryFact): CaseState {
  const index = state.tasks.findIndex((task) => task.id === fact.task);
  const before = state.tasks[index];
  if (!before) return state;
  const after = evolveTask(before, fact);
  let next = state;
  if (after !== before) {
    next = { case: state.case, tasks: state.tasks.with(index, after) };
    if (isOpen(after)) next = movePromises(next, before, after);
    else if (after.token !== undefined) next = noteHands(next, after);
  }
  if (!progressKinds.has(fact.kind)) return next;
  const stallAt = 'stallAt' in fact.body ? fact.body.stallAt : undefined;
  return stallAt === undefined ? next : progress(next, fact, stallAt);
}

/** Four eyes ask later who had a hand in what has ended. */
function noteHands(state: CaseState, { activity, touchedBy }: Task): CaseState {
  if (touchedBy.length === 0) return state;
  const before = state.case.doneBy?.[activity] ?? [];
  const doneBy = { ...state.case.doneBy, [activity]: [...new Set([...before, ...touchedBy])] };
  return { ...state, case: bump(state.case, { doneBy }) };
}

/** By message, the step that was ended last. */
function submittedIn(before: Case['submitted'], { actor, at, body: { submitted = [] } }: EntryFact<'journey:stepped'>): Pick<Case, 'submitted'> {
  if (submitted.length === 0) return {};
  const now = submitted.flatMap(({ messages, ...step }) => messages.map((name) => [name, { ...step, by: actor, at }] as const));
  return { submitted: { ...before, ...Object.fromEntries(now) } };
}

function stepped(state: CaseState, fact: EntryFact<'journey:stepped'>): CaseState {
  const { delta, implied, stage, channel, waitsFor, amountMinor, currency, outcome, stallAt } = fact.body;
  const { waitsFor: before, ...rest } = state.case;
  const whom = waitsFor === undefined ? before : waitsFor === null ? undefined : { whom: waitsFor, since: fact.at };
  const process = evolveProcess(state.case.process, delta);
  return progress({ ...state, case: rest }, fact, stallAt, {
    process: implied === undefined ? process : withoutImplied(process, implied),
    ...(whom === undefined ? {} : { waitsFor: whom }),
    ...(stage === undefined ? {} : { stage }),
    ...(channel === undefined ? {} : { lastChannel: channel }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(currency === undefined ? {} : { currency }),
    ...(outcome === undefined ? {} : { outcome }),
    ...submittedIn(state.case.submitted, fact),
  });
}

/**
 * Folds one entry of a `case:` subject. Returns the same object where nothing changes; `undefined` before `case:opened`.
 * Ended tasks stay in the state with their end status until the caller drops them (`dropEnded`).
 */
export function evolveCase(state: CaseState | undefined, fact: EntryFact): CaseState | undefined {
  if (fact.kind === 'case:opened') return openCase(fact);
  if (!state) return undefined;
  switch (fact.kind) {
    case 'case:identified': {
      const { customer } = fact.body;
      return { case: bump(state.case, { customer }), tasks: mapOpen(state.tasks, (task) => ({ ...task, customer })) };
    }
    case 'case:moved': {
      const { stage, channel, waitsFor, stallAt } = fact.body;
      return progress(state, fact, stallAt, {
        stage,
        ...(channel === undefined ? {} : { lastChannel: channel }),
        ...(waitsFor === undefined ? {} : { waitsFor: { whom: waitsFor, since: fact.at } }),
      });
    }
    case 'journey:migrated': {
      const { to, elements = {}, data = {} } = fact.body;
      const { process } = state.case;
      return { ...state, case: bump(state.case, { journeyVersion: to, ...(process === undefined ? {} : { process: withData(renameElements(process, elements), data) }) }) };
    }
    case 'case:flagged': {
      const { flags = [] } = state.case;
      return flags.includes(fact.body.flag) ? state : { ...state, case: bump(state.case, { flags: [...flags, fact.body.flag] }) };
    }
    case 'journey:stepped':
      return stepped(state, fact);
    case 'case:closed': {
      const { stallAt: _, waitsFor: __, process: ___, customerHere: ____, ...rest } = state.case;
      return { ...state, case: bump(rest, { status: 'closed', outcome: fact.body.outcome, closedAt: fact.at }) };
    }
    case 'case:stalled': {
      const causes = new Map(fact.body.tasks.map(({ task, cause }) => [task, cause]));
      const { stallAt: _, ...rest } = state.case;
      const tasks = state.tasks.map((task) => {
        const cause = causes.get(task.id);
        return cause === undefined ? task : { ...task, stalled: { since: fact.at, cause }, version: task.version + 1 };
      });
      return { case: bump(rest, {}), tasks };
    }
    case 'contact:made':
      return progress(state, fact, fact.body.stallAt, { lastChannel: fact.body.channel });
    case 'evidence:added':
      if (fact.task === undefined) return progress(state, fact, fact.body.stallAt);
      return onTask(state, fact);
    case 'customer:arrived': {
      const { channel, until } = fact.body;
      const tasks = mapOpen(state.tasks, (task) => ({ ...task, customerPresent: channel }));
      const since = state.case.customerHere?.channel === channel ? state.case.customerHere.since : fact.at;
      return { case: bump(state.case, { lastChannel: channel, ...(until === undefined ? {} : { customerHere: { channel, since, until } }) }), tasks };
    }
    case 'customer:left': {
      const tasks = mapOpen(state.tasks, ({ customerPresent: _, ...task }) => task);
      const { customerHere, ...rest } = state.case;
      return { case: customerHere === undefined ? state.case : bump(rest, {}), tasks };
    }
    case 'promise:made':
      return withPromises(state, [...state.case.promises, fact.body.promise]);
    case 'promise:ended': {
      const { promise, how } = fact.body;
      return withPromises(
        state,
        state.case.promises.map((p) => (p.id === promise ? { ...p, state: how, endedAt: fact.at } : p)),
      );
    }
    case 'help:asked':
      return { ...state, case: bump(state.case, { helps: [...(state.case.helps ?? []), fact.body.help] }) };
    case 'help:answered': {
      const { help, by, value, isWhisper } = fact.body;
      const answered = { by, at: fact.at, value, ...(isWhisper === undefined ? {} : { isWhisper }) };
      return onHelp(state, help, ({ answers = [] }) => ({ answers: [...answers, answered] }));
    }
    case 'help:joined': {
      const { help, by } = fact.body;
      return onHelp(state, help, ({ joined = [] }) => ({ joined: [...joined, { by, at: fact.at }] }));
    }
    case 'help:ended': {
      const { helps = [], ...rest } = state.case;
      const left = helps.filter(({ id }) => id !== fact.body.help);
      return { ...state, case: bump(rest, left.length === 0 ? {} : { helps: left }) };
    }
    case 'clock:started':
      return withClocks(state, [...state.case.clocks, fact.body.clock]);
    case 'clock:paused':
    case 'clock:resumed':
    case 'clock:met':
    case 'clock:breached':
    case 'clock:changed':
      return withClock(state, fact.body.clock);
    case 'clock:recomputed':
      return { ...state, case: bump(state.case, { armed: true }) };
    case 'exception:raised': {
      const { effect, gate, journey, code, reference, owner } = fact.body;
      if (!effect && !journey) return fact.task === undefined ? state : onTask(state, fact);
      const { ref: _, ...what } = effect ?? {};
      const raised = { reference, code, owner, since: fact.at, ...what, ...(gate === undefined ? {} : { gate }), ...journey };
      return { ...state, case: bump(state.case, { exceptions: [...(state.case.exceptions ?? []), raised] }) };
    }
    case 'exception:resolved': {
      const { exceptions = [], ...rest } = state.case;
      const left = exceptions.filter(({ reference }) => reference !== fact.body.reference);
      if (left.length === exceptions.length) return fact.task === undefined ? state : onTask(state, fact);
      return { ...state, case: bump(rest, left.length === 0 ? {} : { exceptions: left }) };
    }
    case 'task:extended': {
      const extended = onTask(state, fact);
      // No progress: only the question is put later.
      return { ...extended, case: bump(extended.case, { stallAt: Math.max(fact.body.until, state.case.stallAt ?? 0) }) };
    }
    case 'task:made': {
      const made = { ...state, tasks: [...state.tasks, makeTask(state, fact)] };
      return fact.body.stallAt === undefined ? made : progress(made, fact, fact.body.stallAt);
    }
    default:
      return fact.task === undefined ? state : onTask(state, fact);
  }
}

/** The state as it is loaded again: only open tasks. */
export function dropEnded(state: CaseState): CaseState {
  return state.tasks.every(isOpen) ? state : { case: state.case, tasks: state.tasks.filter(isOpen) };
}
