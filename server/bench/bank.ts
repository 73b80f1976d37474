import { hash } from 'node:crypto';
import path from 'node:path';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Person } from '../../shared/model/person.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Footprint } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import type { Loop } from '../loop.ts';
import { openLoop } from '../loop.ts';

/** A bank of teams of the same size, each with its queue. */
export interface BankSize {
  readonly teams: number;
  readonly peoplePerTeam: number;
  readonly tasksPerTeam: number;
}

export const teamId = (team: number): string => `team-${String(team)}`;
export const personId = (team: number, person: number): string => `p-${String(team)}-${String(person)}`;
export const caseId = (team: number, task: number): string => `k-${String(team)}-${String(task)}`;
export const taskId = (team: number, task: number): string => `t-${String(team)}-${String(task)}`;
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Where the keys of a database of this run are. */
export const keysFolderOf = (folder: string): string => path.join(folder, 'keys');

/** Opens the write half of the loop; throws where it is refused. */
export function openBenchLoop(url: string, keysFolder: string): Loop {
  const loop = openLoop({ url, keysFolder, report: (error, context) => console.error(error, context) });
  if (isRefusal(loop)) throw new Error(JSON.stringify(loop));
  return loop;
}

/** Fills a store through the desk: teams, people on duty, and one case with one open task each for the queues. */
export async function openBank(loop: Loop, { teams, peoplePerTeam, tasksPerTeam }: BankSize): Promise<void> {
  const subjects = upTo(teams).flatMap((team) => [addTeam(teamId(team)), ...upTo(peoplePerTeam).map((n) => addPerson(personId(team, n), teamId(team)))]);
  await enter(loop, 'staff', { people: idsOf(subjects, 'person:'), teams: idsOf(subjects, 'team:') }, subjects);
  for (const team of upTo(teams))
    await Promise.all(
      upTo(tasksPerTeam).map((n) => enter(loop, caseId(team, n), { cases: [caseId(team, n)] }, openCase(caseId(team, n), taskId(team, n), teamId(team)))),
    );
}

const idsOf = (entries: readonly EntryDraft[], kind: string): string[] =>
  entries.filter(({ subject }) => subject.startsWith(kind)).map(({ subject }) => subject.slice(kind.length)).sort();

async function enter(loop: Loop, id: string, footprint: Footprint, entries: readonly EntryDraft[]): Promise<void> {
  const input: Input = {
    id: `s:bank/${id}`, lane: 'import', sender: 'system', actor: 'system', action: 'bank:open',
    bodyHash: hash('sha256', id, 'buffer').subarray(0, 16), footprint, decide: () => done(...entries),
  };
  const answer = await loop.desk.submit(input);
  if (!answer.ok) throw new Error(`the bank did not open: ${answer.code}`);
}

const addTeam = (id: string): EntryDraft => ({ kind: 'team:added', subject: `team:${id}`, body: { team: { id, branch: id, calendar: 'standard', routing: 'pull', version: 1 } } });

function addPerson(id: string, team: string): EntryDraft {
  const person: Person = {
    id, role: 'branchEmployee', team, branch: team, skills: {}, languages: ['en'], licences: [], capacity: 40,
    availability: 'available', availabilitySince: 0, version: 1,
  };
  return { kind: 'person:added', subject: `person:${id}`, body: { person } };
}

function openCase(id: string, task: string, team: string): EntryDraft[] {
  const subject = { subject: `case:${id}`, case: id };
  return [
    {
      kind: 'case:opened', ...subject,
      body: { journey: 'bench', journeyVersion: 1, party: { source: 'bench', key: id }, team, branch: team, stage: 'Application', armed: true },
    },
    { kind: 'task:made', ...subject, task, body: { activity: 'review', team } },
  ];
}
