import { unreachable } from '../../shared/assert.ts';
import type { Row } from '../../shared/contract/changes.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Task } from '../../shared/model/task.ts';
import type { Random } from '../demo/random.ts';
import { caseId, personId, teamId } from './bank.ts';
import type { ReadChange } from './load-mirror.ts';

/** The shares of commands, in percent. */
export const commandShares = { claim: 25, complete: 20, note: 15, handOff: 15, park: 10, evidence: 10, refused: 4, bulkMove: 1 } as const;
export type Work = keyof typeof commandShares;
const kinds = Object.keys(commandShares) as Work[];

export interface Planned {
  readonly work: Work;
  readonly actor: string;
  readonly command: Omit<Command, 'commandId'>;
}

export interface WorkSize {
  readonly teams: number;
  readonly peoplePerTeam: number;
  /** Cases of each team that notes and evidence are for. */
  readonly casesPerTeam: number;
}

/** A team's open tasks as its sockets see them, with a place each so that one can be drawn. */
class Queue {
  readonly #rows: Task[] = [];
  readonly #places = new Map<string, number>();
  readonly offered = new Set<string>();
  seq = -1;

  clear(): void {
    this.#rows.length = 0;
    this.#places.clear();
    this.offered.clear();
  }

  put(row: Task): void {
    const place = this.#places.get(row.id) ?? this.#rows.length;
    this.#places.set(row.id, place);
    this.#rows[place] = row;
    if (row.handOff) this.offered.add(row.id);
    else this.offered.delete(row.id);
  }

  drop(id: string): void {
    const place = this.#places.get(id);
    const last = this.#rows.at(-1);
    if (place === undefined || !last) return;
    this.#rows[place] = last;
    this.#places.set(last.id, place);
    this.#rows.pop();
    this.#places.delete(id);
    this.offered.delete(id);
  }

  get(id: string): Task | undefined {
    return this.#rows[this.#places.get(id) ?? -1];
  }

  /** One that will do, drawn at random; undefined where a hundred draws found none. */
  draw(random: Random, willDo: (task: Task) => boolean): Task | undefined {
    for (let tries = 0; tries < 100 && this.#rows.length > 0; tries += 1) {
      const task = random.pick(this.#rows);
      if (willDo(task)) return task;
    }
    return undefined;
  }

  /** So many that will do, from a random place on; fewer where there are not enough. */
  some(random: Random, count: number, willDo: (task: Task) => boolean): Task[] {
    const from = this.#rows.length === 0 ? 0 : random.between(0, this.#rows.length - 1);
    const found: Task[] = [];
    for (let n = 0; n < this.#rows.length && found.length < count; n += 1) {
      const task = this.#rows[(from + n) % this.#rows.length];
      if (task && willDo(task)) found.push(task);
    }
    return found;
  }
}

const bulk = 40;
/** After this a task that was reached for is looked at again, whatever was answered. */
const reachedForMs = 2000;

/**
 * Draws what people do next: actors and tasks at random among what their sockets show. What is already on its way is not reached for
 * again, as a screen that shows it pending would not let them.
 */
export class Workload {
  readonly #teams: readonly number[];
  readonly #size: WorkSize;
  readonly #random: Random;
  readonly #queues = new Map<string, Queue>();
  readonly #reached = new Map<string, { version: number; at: number }>();
  readonly #actors: (team: number) => string;

  /** `actors` draws somebody of a team; the lead is number 0. */
  constructor(teams: readonly number[], size: WorkSize, random: Random, peopleHere = size.peoplePerTeam) {
    this.#teams = teams;
    this.#size = size;
    this.#random = random;
    this.#actors = (team) => personId(team, random.between(0, peopleHere - 1));
    for (const team of teams) this.#queues.set(`queue:${teamId(team)}`, new Queue());
  }

  /** Rows of a scope as a socket has just got them. */
  rows(scope: string, changes: readonly ReadChange[], seq: number, isSnapshot: boolean): void {
    const queue = this.#queues.get(scope);
    if (!queue || seq <= queue.seq) return;
    queue.seq = seq;
    if (isSnapshot) queue.clear();
    for (const { key, row } of changes) {
      if (row === undefined) queue.drop(key.slice('task '.length));
      else if (key.startsWith('task ')) queue.put(row as Row & Task);
    }
  }

  /** The next command; what cannot be done now gives way to a note. */
  next(now: number): Planned {
    const team = this.#random.pick(this.#teams);
    let left = this.#random.next() * 100;
    const work = kinds.find((kind) => (left -= commandShares[kind]) < 0) ?? 'note';
    return this.#plan(work, team, now) ?? this.#note(team);
  }

  /** What anybody of a team can do at any time. */
  spare(): Planned {
    return this.#note(this.#random.pick(this.#teams));
  }

  #plan(work: Work, team: number, now: number): Planned | undefined {
    const queue = this.#queues.get(`queue:${teamId(team)}`);
    if (!queue) return undefined;
    const isFree = (task: Task): boolean => this.#isFree(task, now);
    const isWaiting = (task: Task): boolean => task.status === 'open' && task.holder?.by === 'queue' && isFree(task);
    const isHeld = (task: Task): boolean => task.status === 'open' && ownerHere(task) !== undefined && task.handOff === undefined && isFree(task);
    const reach = (task: Task): void => void this.#reached.set(task.id, { version: task.version, at: now });
    switch (work) {
      case 'claim': {
        const task = queue.draw(this.#random, isWaiting);
        if (!task) return undefined;
        reach(task);
        return { work, actor: this.#actors(team), command: { type: 'task:claim', task: task.id, version: task.version } as Planned['command'] };
      }
      case 'complete':
      case 'park': {
        const task = queue.draw(this.#random, isHeld);
        const actor = task && ownerHere(task);
        if (!task || actor === undefined) return undefined;
        reach(task);
        const own = { task: task.id, fence: task.fence };
        // Some come back while the load lasts.
        const command = work === 'complete' ? { type: 'task:complete', ...own } : { type: 'task:park', ...own, until: Math.round(now) + this.#random.between(10_000, 600_000), reason: 'Waits for the customer' };
        return { work, actor, command: command as Planned['command'] };
      }
      case 'handOff':
        return this.#answer(queue, isFree, reach) ?? this.#offer(queue, team, isHeld, reach);
      case 'evidence':
        return { work, actor: this.#actors(team), command: { type: 'evidence:add', case: this.#case(team), kind: 'income', text: 'Salary slip of last month' } as Planned['command'] };
      case 'refused': {
        const task = queue.draw(this.#random, isHeld);
        const actor = this.#actors(team);
        return task && ownerHere(task) !== actor
          ? { work, actor, command: { type: 'task:claim', task: task.id, version: task.version } as Planned['command'] }
          : undefined;
      }
      case 'bulkMove': {
        const tasks = queue.some(this.#random, bulk, isWaiting);
        if (tasks.length === 0) return undefined;
        for (const task of tasks) reach(task);
        const items = tasks.map(({ id, version }) => ({ task: id, version }));
        const toTeam = teamId(this.#random.between(0, this.#size.teams - 1));
        return { work, actor: personId(team, 0), command: { type: 'task:reassign', items, toTeam, because: 'load' } as Planned['command'] };
      }
      case 'note':
        return this.#note(team);
      default:
        return unreachable(work);
    }
  }

  #note(team: number): Planned {
    return { work: 'note', actor: this.#actors(team), command: { type: 'note:add', case: this.#case(team), text: 'Called, will send the papers tomorrow' } as Planned['command'] };
  }

  #offer(queue: Queue, team: number, isHeld: (task: Task) => boolean, reach: (task: Task) => void): Planned | undefined {
    const task = queue.draw(this.#random, isHeld);
    const actor = task && ownerHere(task);
    const toPerson = this.#actors(team);
    if (!task || actor === undefined || actor === toPerson) return undefined;
    reach(task);
    const texts = { situation: 'Asks for a higher limit', done: 'Identity checked', promised: '', next: 'Check the income' };
    return { work: 'handOff', actor, command: { type: 'handOff:offer', task: task.id, fence: task.fence, toPerson, because: 'shift', ...texts } as Planned['command'] };
  }

  #answer(queue: Queue, isFree: (task: Task) => boolean, reach: (task: Task) => void): Planned | undefined {
    if (this.#random.chance(0.5)) return undefined;
    for (const id of queue.offered) {
      const task = queue.get(id);
      const actor = task?.handOff?.toPerson;
      if (!task?.handOff || actor === undefined || !isFree(task)) continue;
      reach(task);
      const handOff = task.handOff.id;
      const command = this.#random.chance(0.8) ? { type: 'handOff:accept', task: id, handOff } : { type: 'handOff:decline', task: id, handOff, reason: 'Not my field' };
      return { work: 'handOff', actor, command: command as Planned['command'] };
    }
    return undefined;
  }

  #isFree(task: Task, now: number): boolean {
    const reached = this.#reached.get(task.id);
    if (!reached) return true;
    if (reached.version === task.version && now - reached.at < reachedForMs) return false;
    this.#reached.delete(task.id);
    return true;
  }

  #case(team: number): string {
    return caseId(team, this.#random.between(0, this.#size.casesPerTeam - 1));
  }
}

const ownerHere = (task: Task): string | undefined => (task.holder?.by === 'person' ? task.holder.person : undefined);
