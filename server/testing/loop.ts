import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Person, Role } from '../../shared/model/person.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import type { Loop, LoopOptions } from '../loop.ts';
import { openLoop } from '../loop.ts';
import type { TestDatabase } from './database.ts';
import { createTestDatabase } from './database.ts';

export interface TestLoop extends Loop {
  readonly database: TestDatabase;
  /** What was reported as thrown. */
  readonly reported: { error: unknown; context: Record<string, string> }[];
  /** Another node on the same database and keys. */
  another(options?: Partial<LoopOptions>): Loop;
  /** A command of a person, with a fresh id unless it has one. */
  say(person: string, command: Partial<Command> & { type: Command['type'] }): Promise<Answer>;
  /** Writes entries through the desk as the system does. */
  enter(...entries: EntryDraft[]): Promise<Answer>;
  end(): Promise<void>;
}

let counter = 0;
const fresh = (prefix: string): string => `${prefix}-${String((counter += 1))}`;

/** The write half of the loop on a database of its own. */
export async function openTestLoop(options: Partial<LoopOptions> = {}): Promise<TestLoop> {
  const database = await createTestDatabase();
  const keysFolder = mkdtempSync(path.join(os.tmpdir(), 'baton-keys-'));
  const reported: TestLoop['reported'] = [];
  const open = (more: Partial<LoopOptions>): Loop => {
    const loop = openLoop({ url: database.url, keysFolder, report: (error, context) => reported.push({ error, context }), ...options, ...more });
    if (isRefusal(loop)) throw new Error(`the loop did not open: ${loop.code}`);
    return loop;
  };
  const loop = open({});
  const others: Loop[] = [];
  const system = (entries: readonly EntryDraft[]): Input => ({
    id: fresh('s:test'),
    lane: 'event',
    sender: 'system',
    actor: 'system',
    action: 'test',
    bodyHash: Buffer.alloc(16),
    footprint: {
      cases: entries.flatMap((entry) => entry.case ?? []),
      people: entries.filter((entry) => entry.subject.startsWith('person:')).map((entry) => entry.subject.slice(7)),
      teams: entries.filter((entry) => entry.subject.startsWith('team:')).map((entry) => entry.subject.slice(5)),
      customers: entries.filter((entry) => entry.subject.startsWith('customer:')).map((entry) => entry.subject.slice(9)),
    },
    decide: () => done(...entries),
  });
  return {
    ...loop,
    database,
    reported,
    another: (more = {}) => {
      const other = open(more);
      others.push(other);
      return other;
    },
    say: (person, command) => loop.command({ commandId: fresh('cmd'), ...command } as Command, { person, device: `${person}-desk` }),
    enter: (...entries) => loop.desk.submit(system(entries)),
    end: async () => {
      for (const other of others) await other.stop();
      await loop.stop();
      await database.drop();
      rmSync(keysFolder, { recursive: true, force: true });
    },
  };
}

/** A member of staff, added; on duty unless said otherwise. */
export function person(id: string, part: Partial<Person> & { role?: Role } = {}): EntryDraft {
  const whole: Person = {
    id, role: 'branchEmployee', team: 'north', branch: 'north', skills: {}, languages: ['en'], licences: [], capacity: 10,
    availability: 'available', availabilitySince: 0, version: 1, ...part,
  };
  return { kind: 'person:added', subject: `person:${id}`, body: { person: whole } };
}

export function team(id: string): EntryDraft {
  return { kind: 'team:added', subject: `team:${id}`, body: { team: { id, branch: id, calendar: 'standard', routing: 'pull', version: 1 } } };
}

/** An open case with open tasks of a team's queue. */
export function caseWith(id: string, tasks: readonly string[], part: { team?: string; branch?: string } = {}): EntryDraft[] {
  const { team: owner = 'north', branch = 'north' } = part;
  const subject = { subject: `case:${id}`, case: id };
  return [
    {
      kind: 'case:opened', ...subject,
      body: { journey: 'test', journeyVersion: 1, party: { source: 'test', key: id }, team: owner, branch, stage: 'Application', armed: true },
    },
    ...tasks.map((task): EntryDraft => ({ kind: 'task:made', ...subject, task, body: { activity: 'review', team: owner } })),
  ];
}
