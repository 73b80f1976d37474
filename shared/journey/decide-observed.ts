import type { EntryDraft, EntryFact, Irregular, Report } from '../contract/entries.ts';
import type { CaseState } from '../model/case.ts';
import type { Task } from '../model/task.ts';
import { isOpen, ownerOf } from '../model/task.ts';
import type { Context, Decided, Needs } from '../work/world.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import type { Mapping, MappingRule, ObservedEvent } from './mapping.ts';

/** What the desk knows of an observed event's case and reported person. */
export interface ObservedView {
  readonly caseId: string;
  readonly state: CaseState | undefined;
  /** False while the person's row is to be made. */
  readonly knowsPerson: boolean;
  readonly armed: boolean;
}

const observedBy = (mapping: Mapping, person: string | undefined): boolean =>
  person === undefined || person.startsWith(mapping.staff.prefix);

/**
 * Applies a mapping to one event of its source. Never refuses: what contradicts is marked `irregular` with the first code that
 * applies (afterEnd, startByNobody, startWhileHeld, completeWithoutStart, completeByOther).
 */
export function decideObserved(
  mapping: CompiledMapping,
  view: ObservedView,
  event: ObservedEvent,
  ctx: Context,
): Decided | Needs {
  const { definition } = mapping;
  const rule = mapping.match(event);
  const entries: EntryDraft[] = [];
  const person = event.by === null ? undefined : definition.staff.prefix + event.by;
  if (person !== undefined && !view.knowsPerson) entries.push(addPerson(definition, person, ctx.now));
  const scene = new Scene(definition, view, event, person, ctx, entries);
  if (rule === undefined) scene.record('unmapped');
  else if (view.state?.case.status === 'closed') scene.afterEnd(rule);
  else scene.apply(rule);
  return { ok: true, entries };
}

function addPerson(definition: Mapping, id: string, now: number): EntryDraft<'person:added'> {
  const person = {
    id, role: 'observed' as const, team: definition.staff.team, skills: {}, languages: [], licences: [],
    capacity: 0, availability: 'off' as const, availabilitySince: now, version: 1,
  };
  return { kind: 'person:added', subject: `person:${id}`, body: { person } };
}

/** One event before one case: collects entries, with the report on the first that names the case. */
class Scene {
  readonly #mapping: Mapping;
  readonly #view: ObservedView;
  readonly #event: ObservedEvent;
  readonly #person: string | undefined;
  readonly #ctx: Context;
  readonly #entries: EntryDraft[];
  #reported = false;

  constructor(
    mapping: Mapping, view: ObservedView, event: ObservedEvent, person: string | undefined, ctx: Context, entries: EntryDraft[],
  ) {
    this.#mapping = mapping;
    this.#view = view;
    this.#event = event;
    this.#person = person;
    this.#ctx = ctx;
    this.#entries = entries;
  }

  get #tasks(): readonly Task[] {
    return this.#view.state?.tasks ?? [];
  }

  #add(kind: EntryFact['kind'], body: object, irregular?: Irregular, task?: string): void {
    const { caseId, state } = this.#view;
    const customer = state?.case.customer;
    const reported = this.#reported ? {} : { report: this.#report(), ...(irregular === undefined ? {} : { irregular }) };
    this.#reported = true;
    this.#entries.push({
      kind,
      subject: `case:${caseId}`,
      case: caseId,
      at: this.#event.at,
      ...(task === undefined ? {} : { task }),
      ...(customer === undefined ? {} : { customer }),
      body: { ...body, ...reported },
    } as EntryDraft);
  }

  #report(): Report {
    const { type, phase, by, data } = this.#event;
    return {
      type,
      ...(phase === 'COMPLETE' ? {} : { phase }),
      ...(by === null ? {} : { by }),
      ...(Object.keys(data).length === 0 ? {} : { data }),
    };
  }

  #stall(activity?: string): { stallAt?: number } {
    const { journey } = this.#mapping;
    const team = this.#mapping.activities?.[activity ?? '']?.team ?? this.#mapping.team;
    const stallAt = this.#ctx.settings.expectedWithin(journey, activity, team, this.#event.at);
    return stallAt === undefined ? {} : { stallAt };
  }

  #open(stage: string, irregular?: Irregular): void {
    const { journey, version, source, team, branch, amount } = this.#mapping;
    const amountMinor = amount ? minorUnits(this.#event.data[amount.field], amount.minorUnits) : undefined;
    const body = {
      journey,
      journeyVersion: version,
      party: { source, key: `${journey}/${this.#event.key}` },
      team,
      stage,
      armed: this.#view.armed,
      ...(branch === undefined ? {} : { branch }),
      ...(amount && amountMinor !== undefined ? { amountMinor, currency: amount.currency } : {}),
      ...this.#stall(),
    };
    this.#add('case:opened', body, irregular);
  }

  record(irregular?: Irregular): void {
    if (this.#view.state === undefined) this.#open(this.#mapping.firstStage, irregular);
    else this.#add('event:recorded', {}, irregular);
  }

  /** After the end everything is only recorded; a new piece of work is made and closed at once. */
  afterEnd(rule: MappingRule): void {
    if (rule.task !== 'make') return this.record('afterEnd');
    const task = this.#make('afterEnd');
    this.#add('task:closed', { because: 'afterEnd' }, undefined, task);
  }

  apply(rule: MappingRule): void {
    if (this.#view.state === undefined) this.#begin(rule);
    else if (rule.task !== undefined) this.#work(rule.task);
    if (rule.outcome !== undefined) this.#end(rule);
    else if (rule.stage !== undefined && !this.#reported) this.#move(rule.stage, rule);
    if (!this.#reported) this.record();
    if (rule.outcome === undefined) this.#wake();
  }

  /** The first event of a case: there is no task yet that it could start or end. */
  #begin({ stage, task }: MappingRule): void {
    const nobody: Irregular | undefined = this.#person === undefined ? 'startByNobody' : undefined;
    const irregular = task === undefined || task === 'make' ? undefined : task === 'claim' ? nobody : 'completeWithoutStart';
    this.#open(stage ?? this.#mapping.firstStage, irregular);
    if (task === 'make') this.#make();
  }

  /** What staff parked until this event goes on; a stalled task has been raised once already by the progress. */
  #wake(): void {
    for (const task of this.#tasks)
      if (task.parked?.event === this.#event.type)
        this.#add('task:resumed', { because: 'event', version: task.version + (task.stalled === undefined ? 1 : 2) }, undefined, task.id);
  }

  #move(stage: string, { channel, waitsFor }: MappingRule): void {
    this.#add('case:moved', {
      stage,
      ...(channel === undefined ? {} : { channel }),
      ...(waitsFor === undefined ? {} : { waitsFor }),
      ...this.#stall(),
    });
  }

  #end({ outcome }: MappingRule): void {
    this.#add('case:closed', { outcome });
    for (const task of this.#tasks) if (isOpen(task)) this.#add('task:closed', { because: 'caseClosed' }, undefined, task.id);
  }

  #make(irregular?: Irregular): string {
    const activity = this.#event.type;
    const { team = this.#mapping.team, needs, fourEyes } = this.#mapping.activities?.[activity] ?? {};
    const task = this.#ctx.newId('t');
    this.#add('task:made', { activity, team, ...(needs ? { needs } : {}), ...(fourEyes === undefined ? {} : { fourEyes }), ...(irregular ? {} : this.#stall(activity)) }, irregular, task);
    return task;
  }

  #work(move: NonNullable<MappingRule['task']>): void {
    const mine = this.#tasks.filter((task) => task.activity === this.#event.type && isOpen(task));
    if (move === 'make') {
      const older = mine.findLast((task) => task.holder?.by === 'queue');
      const made = this.#make();
      if (older) this.#add('task:replaced', { by: made }, undefined, older.id);
    } else if (move === 'claim') this.#claim(mine);
    else this.#endStint(mine, move);
  }

  #claim(mine: readonly Task[]): void {
    const nobody: Irregular | undefined = this.#person === undefined ? 'startByNobody' : undefined;
    const free = mine.findLast((task) => task.holder?.by === 'queue');
    const task = free ?? mine.at(-1);
    if (!task) return this.record(nobody);
    // A report of "somebody" takes nothing from Baton's own staff; a named person does.
    if (free === undefined && this.#person === undefined && !observedBy(this.#mapping, ownerOf(task)))
      return this.#add('event:recorded', {}, nobody, task.id);
    const irregular = nobody ?? (free === undefined ? 'startWhileHeld' : undefined);
    const because = free === undefined ? 'taken_by_source' : 'source';
    this.#add('task:claimed', { by: this.#person ?? null, ...this.#next(task, because), ...this.#stall(task.activity) }, irregular, task.id);
  }

  #endStint(mine: readonly Task[], move: 'putBack' | 'complete' | 'endStint'): void {
    const held = mine.filter((task) => task.holder?.by !== 'queue');
    const own = held.findLast((task) => ownerOf(task) === this.#person);
    const task = own ?? held.findLast((other) => observedBy(this.#mapping, ownerOf(other)));
    if (!task) {
      const staffed = held.at(-1);
      return staffed ? this.#add('event:recorded', {}, undefined, staffed.id) : this.record('completeWithoutStart');
    }
    const irregular: Irregular | undefined = own ? undefined : 'completeByOther';
    const newer = mine.at(-1) !== task;
    const isDone = move === 'complete' || (move === 'endStint' && newer);
    const kind = isDone ? 'task:completed' : 'task:released';
    this.#add(kind, { ...this.#next(task, 'source'), ...this.#stall(task.activity) }, irregular, task.id);
  }

  #next(task: Task, because: string): { fence: number; version: number; because: string } {
    return { fence: task.fence + 1, version: task.version + 1, because };
  }
}

/** An amount of a source in minor units; none where it is no number or too large to be exact. */
function minorUnits(given: unknown, digits: number): number | undefined {
  if (typeof given !== 'number') return undefined;
  const amount = Math.round(given * 10 ** digits);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
