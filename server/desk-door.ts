import type { Answer } from '../shared/contract/answer.ts';
import type { Command } from '../shared/contract/commands.ts';
import type { CloudEvent, EventResult } from '../shared/model/event.ts';
import type { Refusal } from '../shared/model/refusal.ts';
import type { Session } from './desk/command-input.ts';
import type { Lane } from './desk/input.ts';
import type { FrontOrder } from './desk/front-input.ts';
import { frontInput } from './desk/front-input.ts';
import { readInput } from './desk/read-input.ts';
import type { ConnectorHealth } from './effects/circuits.ts';
import { createIntake } from './intake/cloud-events.ts';
import type { Loop } from './loop.ts';
import type { TailEntry } from './store/reads/tail.ts';

export type WaitingByLane = Readonly<Record<Lane, number>>;

/** All that HTTP and sockets ask of the desk, whether it runs in this thread or in one of its own. */
export interface DeskDoor {
  /** A command of staff; the answer comes after the commit. */
  command(command: Command, session: Session): Promise<Answer>;
  /** Events of a source: their results after the commit, in their order. Refused whole: `invalid`, `source_refused`, `slow_down`. */
  report(source: string, events: readonly CloudEvent[]): Promise<readonly EventResult[] | Refusal>;
  /** That a person reads a customer, under the id of the input; once that is committed, or refused by a rule, the answer. */
  recordRead(id: string, person: string, customer: string): Promise<Answer>;
  /** What HTTP puts in for a person or the telephone system; the answer comes after the commit. */
  order(order: FrontOrder): Promise<Answer>;
  /** Hears the entries of each batch after its commit, before anybody is answered. */
  onCommit(listener: (entries: readonly TailEntry[]) => void): void;
  /** How each system outside is, as far as this server has asked it. */
  health(): Promise<readonly ConnectorHealth[]>;
  /** How many inputs wait for a batch. */
  waiting(): WaitingByLane;
}

/** The door to a desk in this thread; `health` where it has effects. */
export function doorOf({ desk, command, catalog, journeys, clock }: Loop, health: () => readonly ConnectorHealth[] = () => []): DeskDoor {
  const intake = createIntake({
    desk, clock, mappings: catalog.mappings, ...(journeys ? { journeys } : {}),
    // A source may report what its own mapping was made for; which source that is, its key says.
    mayReport: (source) =>
      [...catalog.mappings.values()].some(({ definition }) => definition.source === source) || (journeys?.all.some(({ file }) => file.sources.includes(source)) ?? false),
  });
  const { inbox } = desk;
  return {
    command,
    report: (source, events) => intake.report(source, events),
    recordRead: (id, person, customer) => desk.submit(readInput(id, person, customer)),
    order: (order) => desk.submit(frontInput(order)),
    onCommit: (listener) => desk.onCommit(listener),
    health: () => Promise.resolve(health()),
    waiting: () => ({ people: inbox.waiting('people'), timer: inbox.waiting('timer'), event: inbox.waiting('event'), import: inbox.waiting('import') }),
  };
}
