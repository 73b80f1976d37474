import { decideObserved } from '../../journey/decide-observed.ts';
import { answered, dropped, enqueue, sendable } from '../../sync/outbox.ts';
import { scopesOf } from '../../work/scopes.ts';
import { timersOf } from '../../work/timers.ts';
import { foldPart } from '../fold-suite.ts';
import type { FoldPart } from '../fold-suite.ts';
import type { OutboxPart } from '../outbox-suite.ts';

/** Wrong on purpose: keeps a state of its own beside the entries, here what was read last. */
export const foldThatLosesParks: FoldPart = {
  ...foldPart,
  evolveCase: (state, fact) => (fact.kind === 'task:parked' ? state : foldPart.evolveCase(state, fact)),
};

/** Wrong on purpose: writes into the state it was given. */
export const foldThatMutates: FoldPart = {
  ...foldPart,
  evolveCase: (state, fact) => {
    if (state) Object.assign(state.case, { version: state.case.version + 1 });
    return foldPart.evolveCase(state, fact);
  },
};

/** Wrong on purpose: reads an old entry as if it were a new one, so that a field it never had is undefined (T36). */
export const foldThatReadsOldAsNew: FoldPart = { ...foldPart, upcast: (_kind, _v, body) => body };

/** Wrong on purpose: carries whatever an entry says into the row, also what it does not know (T37). */
export const foldThatCopiesUnknown: FoldPart = {
  ...foldPart,
  evolveCase: (state, fact) => {
    const after = foldPart.evolveCase(state, fact);
    return after && 'addedLater' in fact.body ? { ...after, case: { ...after.case, ...(fact.body as object) } } : after;
  },
};

/** Wrong on purpose: tells only those who see the task that the entry names. */
export const scopesOfTheNamedTask: typeof scopesOf = (fact, before, after, teamOf) => {
  const only = (state: typeof before): typeof before => state && { ...state, tasks: state.tasks.filter((task) => task.id === fact.task) };
  return scopesOf(fact, only(before), only(after), teamOf);
};

/** Wrong on purpose: keeps the time-out of a hand-off in memory. */
export const timersWithoutHandOffs: typeof timersOf = (state, firstTouchMs) => timersOf(state, firstTouchMs).filter(({ kind }) => kind !== 'handOff');

/** Wrong on purpose: a time-out beyond 2^31 ms fires at once, as setTimeout does (T33). */
export const timersThatOverflow: typeof timersOf = (state, firstTouchMs) => timersOf(state, firstTouchMs).map((timer) => ({ ...timer, dueAt: timer.dueAt | 0 }));

/** Wrong on purpose: what contradicts the rows is refused, although it has happened. */
export const observedThatRefuses: typeof decideObserved = (mapping, view, event, ctx) => {
  const decided = decideObserved(mapping, view, event, ctx);
  return 'entries' in decided && decided.entries.some((entry) => 'irregular' in entry.body) ? { ok: true, entries: [] } : decided;
};

/** Wrong on purpose: every end of a stint ends the work. */
export const observedThatCompletes: typeof decideObserved = (mapping, view, event, ctx) => {
  const decided = decideObserved(mapping, view, event, ctx);
  if (!('entries' in decided)) return decided;
  return { ...decided, entries: decided.entries.map((entry) => (entry.kind === 'task:released' ? { ...entry, kind: 'task:completed' as const } : entry)) };
};

/** Wrong on purpose: goes on behind a refusal with what was built on it (T23). */
export const outboxThatGoesOn: OutboxPart = { enqueue, sendable, dropped, answered: (outbox, id, isDone) => (isDone ? answered(outbox, id, true) : dropped(outbox, id)) };

/** Wrong on purpose: sends all that waits at once. */
export const outboxThatSendsAll: OutboxPart = { enqueue, answered, dropped, sendable: (outbox) => [...outbox.queue] };
