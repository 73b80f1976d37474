import type { TaskNeeds } from '../model/task.ts';

/** A member of staff as routing sees them. `load` and `capacity` are weights of work; times are UTC ms. */
export interface RoutingPerson {
  readonly id: string;
  readonly role: string;
  readonly team: string;
  readonly skills: Readonly<Record<string, number>>;
  readonly languages: readonly string[];
  readonly licences: readonly string[];
  readonly capacity: number;
  readonly load: number;
  readonly availability: 'available' | 'busy' | 'away' | 'wrapUp' | 'off';
  readonly absentFrom?: number;
  readonly absentUntil?: number;
  readonly idleSince: number;
  /** Known from a source's reports only; never gets routed work. */
  readonly observed?: boolean;
}

export interface RoutingTask {
  readonly needs: TaskNeeds;
  readonly madeAt: number;
  readonly touchedBy: readonly string[];
  /** Whoever touched the task may not take it. */
  readonly fourEyes?: boolean;
  /** Who served this customer last. */
  readonly affinity?: string;
  readonly declined?: readonly { readonly person: string; readonly at: number }[];
}

export interface RoutingSettings {
  /** How long somebody who declined is not asked again. */
  readonly coolDownMs: number;
  /** How long an offer stands; kept by the timer of whoever makes it. */
  readonly offerMs: number;
  /** How long after the first decline a lead hears of a task that nobody takes. */
  readonly leadAfterMs: number;
}

export const routingDefaults: RoutingSettings = { coolDownMs: 120_000, offerMs: 30_000, leadAfterMs: 240_000 };

/** What drops somebody for good or for now, in the order in which it is asked. */
export const hardFactors = ['role', 'licence', 'language', 'skill', 'absent', 'capacity', 'separation', 'declined'] as const;
export type HardFactor = (typeof hardFactors)[number];
export const isHardFactor = (factor: string): factor is HardFactor => (hardFactors as readonly string[]).includes(factor);
/** What one eligible person wins or loses to another by. */
export type SoftFactor = 'affinity' | 'load' | 'idle' | 'id';
export type Detail = Readonly<Record<string, string | number | boolean>>;

export interface RoutingCandidate {
  readonly person: string;
  /** The first factor that dropped or lost them. */
  readonly factor: HardFactor | SoftFactor | 'chosen';
  readonly detail?: Detail;
}

export interface Routed {
  readonly to: string | null;
  /** `only_eligible` or the factor that won; for nobody `nobody` with the last factor that stood in the way. */
  readonly because: { readonly code: SoftFactor | 'only_eligible' | 'nobody'; readonly params?: Detail };
  /** Everybody, by id. */
  readonly candidates: readonly RoutingCandidate[];
  /** Where nobody is found: when the passing of time alone may change that (UTC ms). */
  readonly retryAt?: number;
  /** Somebody declined, nobody is found, and twice the timer has passed since the first decline. */
  readonly alertLead?: boolean;
}

interface Drop {
  readonly factor: HardFactor;
  readonly detail?: Detail;
  /** When this factor ends by itself. */
  readonly endsAt?: number;
}

type Asked = { readonly person: RoutingPerson; readonly drop: Drop | undefined };

/** Finds who gets a task, and why nobody else does. Depends on what it is given alone, never on the order of `people`. */
export function route(task: RoutingTask, people: readonly RoutingPerson[], now: number, settings: RoutingSettings): Routed {
  const asked = [...people].sort((a, b) => compareIds(a.id, b.id)).map((person): Asked => ({ person, drop: dropped(task, person, now, settings) }));
  const eligible = asked.filter(({ drop }) => drop === undefined).map(({ person }) => person);
  const [chosen, next] = eligible.sort((a, b) => compareEligible(a, b, task.affinity));
  if (chosen === undefined) return nobody(task, asked, now, settings);
  const code = next === undefined ? 'only_eligible' : lostBy(next, chosen, task.affinity);
  const params = {
    ...(areSkillsRelaxed(task, now) ? { skillsRelaxed: true } : {}),
    ...(task.affinity !== undefined && task.affinity !== chosen.id ? { insteadOf: task.affinity } : {}),
  };
  return {
    to: chosen.id,
    because: Object.keys(params).length > 0 ? { code, params } : { code },
    candidates: asked.map(({ person, drop }) => drop === undefined
      ? { person: person.id, factor: person === chosen ? 'chosen' : lostBy(person, chosen, task.affinity),
        detail: { load: person.load, idleSince: person.idleSince } }
      : candidate(person, drop)),
  };
}

function nobody(task: RoutingTask, asked: readonly Asked[], now: number, settings: RoutingSettings): Routed {
  const drops = asked.flatMap(({ drop }) => drop ?? []);
  const last = hardFactors.findLast((factor) => drops.some((drop) => drop.factor === factor));
  const firstDeclinedAt = Math.min(...(task.declined ?? []).map(({ at }) => at));
  const leadAt = firstDeclinedAt + settings.leadAfterMs;
  const retryAt = Math.min(...drops.map(({ endsAt }) => endsAt ?? Infinity), leadAt > now ? leadAt : Infinity);
  return {
    to: null,
    because: last === undefined ? { code: 'nobody' } : { code: 'nobody', params: { factor: last } },
    candidates: asked.flatMap(({ person, drop }) => (drop === undefined ? [] : candidate(person, drop))),
    ...(retryAt < Infinity ? { retryAt } : {}),
    ...(leadAt <= now ? { alertLead: true } : {}),
  };
}

/** The first factor that drops the person, if any. */
function dropped(task: RoutingTask, person: RoutingPerson, now: number, settings: RoutingSettings): Drop | undefined {
  for (const factor of hardFactors) {
    const drop = tests[factor](task, person, now, settings);
    if (drop !== undefined) return { factor, ...drop };
  }
  return undefined;
}

type Test = (task: RoutingTask, person: RoutingPerson, now: number, settings: RoutingSettings) => Omit<Drop, 'factor'> | undefined;

const tests: Record<HardFactor, Test> = {
  role({ needs }, { role, observed }) {
    if (observed === true || role === 'observed') return { detail: { observed: true } };
    return needs.roles === undefined || needs.roles.includes(role) ? undefined : { detail: { role } };
  },
  licence({ needs: { licence } }, { licences }) {
    return licence === undefined || licences.includes(licence) ? undefined : { detail: { licence } };
  },
  language({ needs: { language } }, { languages }) {
    return language === undefined || languages.includes(language) ? undefined : { detail: { language } };
  },
  skill(task, { skills }, now) {
    if (areSkillsRelaxed(task, now)) return undefined;
    const { needs, madeAt } = task;
    const skill = lacksSkill(needs.skills, skills);
    if (skill === undefined) return undefined;
    return { detail: { skill, level: needs.skills?.[skill] ?? 0 }, ...(needs.relaxAfterMs === undefined ? {} : { endsAt: madeAt + needs.relaxAfterMs }) };
  },
  absent(_task, { availability, absentFrom, absentUntil }, now) {
    if (availability !== 'available') return { detail: { availability } };
    const hasBegun = (absentFrom ?? -Infinity) <= now;
    const goesOn = (absentUntil ?? (absentFrom === undefined ? -Infinity : Infinity)) > now;
    if (!hasBegun || !goesOn) return undefined;
    return absentUntil === undefined ? {} : { detail: { absentUntil }, endsAt: absentUntil };
  },
  capacity({ needs: { weight } }, { load, capacity }) {
    return load + weight > capacity ? { detail: { load, weight, capacity } } : undefined;
  },
  separation({ fourEyes, touchedBy }, { id }) {
    return fourEyes === true && touchedBy.includes(id) ? {} : undefined;
  },
  declined({ declined = [] }, { id }, now, { coolDownMs }) {
    const endsAt = Math.max(...declined.filter(({ person }) => person === id).map(({ at }) => at)) + coolDownMs;
    return endsAt > now ? { detail: { until: endsAt }, endsAt } : undefined;
  },
};

/** Skills are asked for until the task has waited `relaxAfterMs`; a licence, a language and a role always. */
function areSkillsRelaxed({ needs, madeAt }: RoutingTask, now: number): boolean {
  return needs.skills !== undefined && needs.relaxAfterMs !== undefined && now - madeAt >= needs.relaxAfterMs;
}

/** The first skill, by name, that somebody lacks at the level that is needed. */
export const lacksSkill = (needed: TaskNeeds['skills'], skills: Readonly<Record<string, number>>): string | undefined =>
  Object.entries(needed ?? {}).sort(([a], [b]) => compareIds(a, b)).find(([skill, level]) => !hasLevel(skills, skill, level))?.[0];

function hasLevel(skills: Readonly<Record<string, number>>, skill: string, level: number): boolean {
  return Object.hasOwn(skills, skill) && (skills[skill] ?? 0) >= level;
}

/** The better of two eligible persons first: affinity, the lower load by weight, the longer idle, the id. */
function compareEligible(a: RoutingPerson, b: RoutingPerson, affinity: string | undefined): number {
  if (a.id === affinity || b.id === affinity) return a.id === affinity ? -1 : 1;
  return a.load - b.load || a.idleSince - b.idleSince || compareIds(a.id, b.id);
}

function lostBy(loser: RoutingPerson, winner: RoutingPerson, affinity: string | undefined): SoftFactor {
  if (winner.id === affinity) return 'affinity';
  if (loser.load !== winner.load) return 'load';
  return loser.idleSince !== winner.idleSince ? 'idle' : 'id';
}

function candidate(person: RoutingPerson, { factor, detail }: Drop): RoutingCandidate {
  return { person: person.id, factor, ...(detail === undefined ? {} : { detail }) };
}

function compareIds(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
