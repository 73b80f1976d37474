import { randomInt } from 'node:crypto';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { EntryDraft } from '../../../shared/contract/entries.ts';
import { commandFrom, wholeDay } from '../../../shared/testing/any-command.ts';
import type { Draw } from '../../../shared/testing/any-command.ts';
import { expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { seededRandom } from '../../demo/random.ts';
import type { Random } from '../../demo/random.ts';
import { readHead } from '../../store/tables/head.ts';
import { expectVerified, History, readCases } from '../history.ts';
import { caseWith, person, team } from '../loop.ts';
import type { Nodes, OpenNodes } from '../nodes.ts';
import { withNodes } from '../nodes.ts';

export interface LoadOptions {
  readonly seeds: number;
  readonly connections: number;
  readonly steps: number;
  /** The first seed; drawn if absent. */
  readonly seed?: number;
}

const teams = ['north', 'south'];
const roles: Readonly<Record<number, 'teamLead' | 'callCentreAgent' | 'aiColleague'>> = { 0: 'teamLead', 1: 'teamLead', 6: 'teamLead', 7: 'callCentreAgent', 11: 'aiColleague' };
const people = Array.from({ length: 12 }, (_, i) => `p${String(i)}`);
const teamOf = (id: string): string => (Number(id.slice(1)) < 6 ? 'north' : 'south');
export const staff: readonly EntryDraft[] = [
  ...teams.map((id) => team(id)),
  ...people.map((id, i) => person(id, { team: teamOf(id), ...(roles[i] === undefined ? {} : { role: roles[i] }) })),
];

/**
 * People at several connections of two servers, at the same cases, on what they saw some time ago, also sending again what they had sent.
 * After each half everything that was written is held against everything that was said and answered; at the end the whole store is verified.
 */
export async function deskSuite(open: OpenNodes, options: LoadOptions): Promise<SuiteReport> {
  const first = options.seed ?? randomInt(1_000_000);
  await withNodes(open, {}, async (nodes) => {
    await nodes.enter(...staff);
    for (let seed = first; seed < first + options.seeds; seed += 1)
      await oneSeed(nodes, seed, options).catch((error: unknown) => {
        throw new Error(`desk under load failed; replay with BATON_SEED=${String(seed)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    expectThat(!nodes.errors.has('40P01'), `${String(nodes.errors.get('40P01'))} deadlocks`);
    await expectVerified(nodes);
  });
  return { suite: 'desk under load', traps: 'I1 I2 I3 I9 I11 I15 I16 T01 T02 T09 T14 T21 T45', runs: options.seeds, seed: first };
}

async function oneSeed(nodes: Nodes, seed: number, { connections, steps }: LoadOptions): Promise<void> {
  const prefix = `s${String(seed)}.`;
  const head = await readHead(nodes.db);
  const history = new History(head, teamOf);
  // Everybody is back from what the seed before made of the day.
  await nodes.enter(...people.flatMap((id): EntryDraft[] => [
    { kind: 'person:returned', subject: `person:${id}`, body: { because: 'newDay' } },
    { kind: 'person:availabilitySet', subject: `person:${id}`, body: { availability: 'available', because: 'newDay' } },
  ]));
  await nodes.enter(...Array.from({ length: 10 }, (_, i) => caseWith(`${prefix}k${String(i)}`, [`${prefix}t${String(i)}a`, `${prefix}t${String(i)}b`])).flat());
  const random = seededRandom(seed);
  const seats = Array.from({ length: connections }, (_, seat) => new Seat(nodes, history, prefix, seat, random.fork(String(seat))));
  for (const half of [Math.ceil(steps / 2), Math.floor(steps / 2)]) {
    await Promise.all(seats.map((seat) => seat.run(half)));
    await history.check(nodes, prefix);
    expectThat(nodes.reported.length === 0, `thrown: ${String(nodes.reported[0])}`);
  }
}

/** One connection: what it saw, what it sent. */
class Seat {
  readonly #nodes: Nodes;
  readonly #history: History;
  readonly #prefix: string;
  readonly #seat: number;
  readonly #random: Random;
  readonly #draw: Draw;
  #seen: Awaited<ReturnType<typeof readCases>> = [];
  readonly #plans: { plan: string; tasks: string[] }[] = [];
  readonly #sent: { command: Command; actor: string }[] = [];
  #step = 0;

  constructor(nodes: Nodes, history: History, prefix: string, seat: number, random: Random) {
    this.#nodes = nodes;
    this.#history = history;
    this.#prefix = prefix;
    this.#seat = seat;
    this.#random = random;
    this.#draw = (below) => Math.floor(random.next() * below);
  }

  async run(steps: number): Promise<void> {
    for (let i = 0; i < steps; i += 1) await this.#one();
  }

  async #one(): Promise<void> {
    this.#step += 1;
    if (this.#seen.length === 0 || this.#random.chance(0.4)) this.#seen = await readCases(this.#nodes.db, this.#prefix);
    const again = this.#random.chance(0.1) ? this.#sent[this.#draw(this.#sent.length || 1)] : undefined;
    if (again) return this.#history.answered(again.command.commandId, await this.#send(again.command, again.actor));
    const actor = this.#random.pick(people);
    const type = this.#random.pick(wholeDay);
    const commandId = `${this.#prefix}c${String(this.#seat)}.${String(this.#step)}`;
    const now = this.#seen[0]?.case.openedAt ?? 0;
    const seen = { cases: this.#seen, people, teams, plans: this.#plans, now: now + 86_400_000 };
    const command = commandFrom(this.#draw, type, actor, commandId, seen);
    if (!command) return;
    this.#history.said.set(commandId, command);
    this.#sent.push({ command, actor });
    if (command.type === 'task:reassign') this.#plans.push({ plan: commandId, tasks: command.items.map(({ task }) => task) });
    // The answer was slow, and the client asks the other server while the first still works on it (T21).
    const copies = this.#random.chance(0.1) ? 2 : 1;
    for (const answer of await Promise.all(Array.from({ length: copies }, () => this.#send(command, actor)))) this.#history.answered(commandId, answer);
  }

  #send(command: Command, actor: string): Promise<Answer> {
    const node = this.#random.pick(this.#nodes.all);
    return node.command(command, { person: actor, device: `${actor}-${String(this.#seat)}` });
  }
}
