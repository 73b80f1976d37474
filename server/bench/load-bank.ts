import { hash, randomBytes } from 'node:crypto';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Footprint } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import type { Loop } from '../loop.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { caseId, personId, taskId, teamId, upTo } from './bank.ts';

/** Fifty teams of forty are 2,000 people; each case has one open task. */
export interface LoadBankSize {
  readonly teams: number;
  readonly peoplePerTeam: number;
  readonly waitingPerTeam: number;
  readonly heldPerTeam: number;
  /** Tasks parked until a time that is past: each is a timer that is due. */
  readonly dueTimers: number;
}

/** The source whose events come in beside the commands, and the team that its cases belong to. */
export const eventSource = 'loan-log';
export const observedTeam = 'loans';

export const casesPerTeam = ({ teams, waitingPerTeam, heldPerTeam, dueTimers }: LoadBankSize): number =>
  waitingPerTeam + heldPerTeam + Math.floor(dueTimers / teams);

const perInput = 50;

/** Fills a store through the desk and returns the key of the source. */
export async function openLoadBank(loop: Loop, size: LoadBankSize): Promise<string> {
  const { teams, peoplePerTeam } = size;
  const named = [...upTo(teams).map(teamId), observedTeam, 'second-line', 'log'];
  const staff = [...named.map(addTeam), ...upTo(teams).flatMap((team) => upTo(peoplePerTeam).map((n) => addPerson(personId(team, n), teamId(team), n === 0)))];
  await enter(loop, 'staff', staff);
  for (const team of upTo(teams)) {
    const cases = upTo(casesPerTeam(size));
    const inputs: Promise<void>[] = [];
    for (let from = 0; from < cases.length; from += perInput)
      inputs.push(enter(loop, `${teamId(team)}/${String(from)}`, cases.slice(from, from + perInput).flatMap((n) => openCase(team, n, size))));
    await Promise.all(inputs);
    // A customer of a bank has a name, so the key is there before the first note.
    loop.keys.keysFor(cases.map((n) => caseId(team, n)));
  }
  const key = randomBytes(32).toString('base64url');
  await putSourceKey(loop.db, { source: eventSource, keyHash: hashSourceKey(key), journey: eventSource });
  return key;
}

async function enter(loop: Loop, id: string, entries: readonly EntryDraft[]): Promise<void> {
  const named = (kind: string): string[] => [...new Set(entries.map(({ subject }) => subject).filter((subject) => subject.startsWith(kind)))].map((subject) => subject.slice(kind.length)).sort();
  const footprint: Footprint = { cases: named('case:'), people: named('person:'), teams: named('team:') };
  const input: Input = {
    id: `s:bank/${id}`, lane: 'import', sender: 'system', actor: 'system', action: 'bank:open',
    bodyHash: hash('sha256', id, 'buffer').subarray(0, 16), footprint, decide: () => done(...entries),
  };
  const answer = await loop.desk.submit(input);
  if (!answer.ok) throw new Error(`the bank did not open: ${answer.code}`);
}

function addTeam(id: string): EntryDraft {
  const team: Team = { id, branch: id, calendar: 'standard', routing: 'pull', version: 1 };
  return { kind: 'team:added', subject: `team:${id}`, body: { team } };
}

function addPerson(id: string, team: string, isLead: boolean): EntryDraft {
  const person: Person = {
    id, role: isLead ? 'teamLead' : 'branchEmployee', team, branch: team, skills: {}, languages: ['en'], licences: [], capacity: 40,
    availability: 'available', availabilitySince: 0, version: 1,
  };
  return { kind: 'person:added', subject: `person:${id}`, body: { person } };
}

/** The first cases of a team wait in its queue, the next are held by its people, the rest are parked. */
function openCase(team: number, n: number, { peoplePerTeam, waitingPerTeam, heldPerTeam }: LoadBankSize): EntryDraft[] {
  const [id, task, queue] = [caseId(team, n), taskId(team, n), teamId(team)];
  const subject = { subject: `case:${id}`, case: id };
  const by = personId(team, n % peoplePerTeam);
  const entries: EntryDraft[] = [
    { kind: 'case:opened', ...subject, body: { journey: 'bench', journeyVersion: 1, party: { source: 'bench', key: id }, team: queue, branch: queue, stage: 'Application', armed: true } },
    { kind: 'task:made', ...subject, task, body: { activity: 'review', team: queue } },
  ];
  if (n < waitingPerTeam) return entries;
  entries.push({ kind: 'task:claimed', ...subject, task, body: { by, fence: 1, version: 2, because: 'chosen' } });
  if (n >= waitingPerTeam + heldPerTeam) entries.push({ kind: 'task:parked', ...subject, task, body: { by, until: n, version: 3 } });
  return entries;
}
