import type { CaseState } from '../model/case.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { can } from '../policy/can.ts';
import { routingPerson } from './commands/offer.ts';
import { separatedFrom } from './four-eyes.ts';
import type { Detail, HardFactor, Routed, RoutingSettings } from './routing.ts';
import { isHardFactor, route } from './routing.ts';
import type { Staffed } from './world.ts';

/** A task with the case that it is of: who may judge what depends on the whole. */
export interface ToPlan {
  readonly task: Task;
  readonly state: CaseState;
}

export interface PlanTerms {
  /** Whose work goes; gets nothing back. */
  readonly away?: string;
  /** Whom the lead has chosen, by task: taken first, heaviest first, and judged by the same rules. */
  readonly picks?: Readonly<Record<string, string>>;
  readonly now: number;
  readonly settings: RoutingSettings;
}

/** One task of a plan: to whom it should go and why, or what stands in the way. */
export interface PlannedMove {
  readonly task: string;
  readonly version: number;
  readonly to?: string;
  readonly because?: string;
  readonly cannot?: HardFactor;
  /** With the person whom it is about. */
  readonly detail?: Detail;
  /** Who else could take it when all of the plan is done: best first, at most five. */
  readonly alternatives: readonly string[];
}

export interface Plan {
  /** In the order in which the tasks were given. */
  readonly moves: readonly PlannedMove[];
  /** Weight of open work before and after, by person: who gives, gets or could get something. */
  readonly load: Readonly<Record<string, { readonly before: number; readonly after: number; readonly capacity: number }>>;
}

const alternativesShown = 5;

/** Whether somebody's role takes work over from colleagues at all. */
export const mayReceive = (person: Person): boolean => person.role !== 'observed' && can(person, 'handOff:accept', { owner: person.id }) === undefined;

export const isApproval = (task: Task): boolean => task.fourEyes !== undefined || /^approv/i.test(task.activity);

/** Routing's own judgement of people for a task; `given` is weight that they get besides what they have. */
export function judge({ task, state }: ToPlan, staff: readonly Staffed[], { now, settings, given }: Pick<PlanTerms, 'now' | 'settings'> & { given?: ReadonlyMap<string, number> }): Routed {
  // An approval that nothing but its name tells is kept from everybody who had a hand in its case.
  const isNamed = task.fourEyes === undefined && isApproval(task);
  const touchedBy = isNamed ? [...separatedFrom({ ...task, fourEyes: true }, state), ...task.touchedBy] : [...separatedFrom(task, state)];
  const asked = { needs: task.needs ?? { weight: 1 }, madeAt: task.madeAt, touchedBy, fourEyes: isApproval(task), ...(task.declined ? { declined: task.declined } : {}) };
  return route(asked, staff.map((one) => routingPerson(one, given?.get(one.person.id) ?? 0)), now, settings);
}

/**
 * Proposes where tasks go, so that nobody comes over capacity and nobody gets what they may not do: picks first, then heaviest first, each
 * routed over what the moves before it already gave. Without a pick a task stays in its team, and is not proposed to leads. Nothing is
 * moved; a lead commits it as a bulk move on these versions.
 */
export function planMoves(items: readonly ToPlan[], staff: readonly Staffed[], { away, picks = {}, now, settings }: PlanTerms): Plan {
  const given = new Map<string, number>();
  const there = staff.filter(({ person }) => person.id !== away && mayReceive(person));
  const weightOf = ({ needs }: Task): number => needs?.weight ?? 1;
  const pickOf = ({ id }: Task): string | undefined => (Object.hasOwn(picks, id) ? picks[id] : undefined);
  // What is parked weighs nothing, and stays parked in other hands.
  const add = (person: string, { needs, status }: Task, sign: 1 | -1): void => void given.set(person, (given.get(person) ?? 0) + (status === 'open' ? sign * (needs?.weight ?? 1) : 0));

  const isPicked = (task: Task): number => (pickOf(task) === undefined ? 1 : 0);
  const order = [...items].sort((a, b) => isPicked(a.task) - isPicked(b.task) || weightOf(b.task) - weightOf(a.task) || a.task.madeAt - b.task.madeAt || (a.task.id < b.task.id ? -1 : 1));
  const planned = new Map<string, Omit<PlannedMove, 'alternatives'>>();
  for (const item of order) {
    const { task } = item;
    const pick = pickOf(task);
    const owner = task.holder?.by === 'person' ? task.holder.person : undefined;
    const asked = there.filter(({ person }) => person.id !== owner && (pick === undefined ? person.team === task.team && person.role !== 'teamLead' : person.id === pick));
    const routed = judge(item, asked, { now, settings, given });
    const row = { task: task.id, version: task.version };
    if (routed.to === null) {
      planned.set(task.id, { ...row, ...obstacle(routed) });
    } else {
      add(routed.to, task, 1);
      if (owner !== undefined) add(owner, task, -1);
      planned.set(task.id, { ...row, to: routed.to, because: pick === undefined ? routed.because.code : 'picked' });
    }
  }
  const moves = items.map((item): PlannedMove => {
    const move = planned.get(item.task.id) ?? { task: item.task.id, version: item.task.version };
    const owner = item.task.holder?.by === 'person' ? item.task.holder.person : undefined;
    const others = there.filter(({ person }) => person.id !== owner && person.id !== move.to);
    return { ...move, alternatives: best(judge(item, others, { now, settings, given }), item.task.team, there) };
  });
  return { moves, load: loadOf(staff, given, moves) };
}

/** The last factor that stood in the way, with whom it was about. */
function obstacle({ because, candidates }: Routed): { cannot: HardFactor; detail?: Detail } {
  const factor = because.params?.['factor'];
  // A team without anybody who could be asked.
  if (typeof factor !== 'string' || !isHardFactor(factor)) return { cannot: 'absent' };
  const about = candidates.find((candidate) => candidate.factor === factor);
  return about ? { cannot: factor, detail: { ...about.detail, person: about.person } } : { cannot: factor };
}

/** Who is eligible: colleagues of the task's team first, then by load. */
function best({ candidates }: Routed, team: string, staff: readonly Staffed[]): string[] {
  const teams = new Map(staff.map(({ person }) => [person.id, person.team]));
  const eligible = candidates.filter(({ factor }) => !isHardFactor(factor));
  const rank = ({ person, detail }: (typeof eligible)[number]): readonly [number, number] => [teams.get(person) === team ? 0 : 1, Number(detail?.['load'] ?? 0)];
  return eligible
    .map((candidate) => ({ person: candidate.person, rank: rank(candidate) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || (a.person < b.person ? -1 : 1))
    .slice(0, alternativesShown)
    .map(({ person }) => person);
}

function loadOf(staff: readonly Staffed[], given: ReadonlyMap<string, number>, moves: readonly PlannedMove[]): Plan['load'] {
  const shown = new Set([...given.keys(), ...moves.flatMap(({ alternatives }) => alternatives)]);
  return Object.fromEntries(
    staff
      .filter(({ person }) => shown.has(person.id))
      .map(({ person, load }) => [person.id, { before: load, after: load + (given.get(person.id) ?? 0), capacity: person.capacity }]),
  );
}

/** Whether a customer is waiting on this work: only such tasks of an absent owner are brought to somebody else by themselves. */
export const isCustomerWaiting = (state: CaseState, task: Task): boolean =>
  task.customerPresent !== undefined || task.promiseDueAt !== undefined || state.case.waitsFor?.whom === 'us';
