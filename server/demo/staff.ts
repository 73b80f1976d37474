import type { Person, Role } from '../../shared/model/person.ts';
import type { Team } from '../../shared/model/team.ts';
import { familyNames, givenNames } from './names.ts';
import type { Random } from './random.ts';

/** A member of staff without the times and versions that the desk gives, and the name that only the directory holds. */
export type DemoPerson = Omit<Person, 'availabilitySince' | 'version'> & { readonly name: string };
export type DemoTeam = Omit<Team, 'version'>;

const team = (id: string, rest: Partial<DemoTeam> = {}): DemoTeam => ({ id, calendar: 'standard', routing: 'pull', ...rest });

/** Ben's and Ana's teams have the same lead; what nobody leads goes to the lead of the back office. */
export const demoTeams: readonly DemoTeam[] = [
  team('back-office', { lead: 'mare' }),
  team('branch-north', { branch: 'north', lead: 'chloe' }),
  team('branch-south', { branch: 'south', lead: 'luuk' }),
  team('call-centre', { branch: 'north', lead: 'chloe' }),
  team('governance'),
  team('loans', { lead: 'mare' }),
  team('log'),
  team('second-line', { lead: 'chloe', routing: 'push' }),
];

type Plain = Pick<DemoPerson, 'id' | 'name' | 'role' | 'team'> & Partial<DemoPerson>;

const person = (given: Plain): DemoPerson => ({
  skills: {}, languages: ['en', 'nl'], licences: [], capacity: 20, availability: 'available', ...given,
});

/** The people of the product's three working days, and those that the day stands on. */
export const demoPeople: readonly DemoPerson[] = [
  person({ id: 'ana', name: 'Ana Ferreira', role: 'branchEmployee', team: 'branch-north', branch: 'north', skills: { loans: 3, cards: 2 }, languages: ['en', 'nl', 'pt'] }),
  person({ id: 'ben', name: 'Ben Hoekstra', role: 'callCentreAgent', team: 'call-centre', branch: 'north', skills: { disputes: 3, cards: 2, loans: 1 }, capacity: 24 }),
  person({ id: 'chloe', name: 'Chloe Verhoeven', role: 'teamLead', team: 'call-centre', branch: 'north', skills: { disputes: 3, loans: 3, cards: 3 }, licences: ['approval', 'advice'], languages: ['en', 'nl', 'fr'] }),
  person({ id: 'dev', name: 'Dev Prakash', role: 'callCentreAgent', team: 'call-centre', branch: 'north', skills: { disputes: 2, loans: 3, cards: 2 }, licences: ['approval'], languages: ['en', 'nl', 'hi'] }),
  person({ id: 'dana', name: 'Dana Kowalczyk', role: 'callCentreAgent', team: 'call-centre', branch: 'north', skills: { disputes: 3, cards: 3, loans: 2 }, licences: ['advice'], languages: ['en', 'nl', 'pl'] }),
  person({ id: 'elif', name: 'Elif Aksoy', role: 'backOffice', team: 'back-office', skills: { income: 3, loans: 3, kyc: 2, disputes: 2 }, licences: ['approval'], languages: ['en', 'nl', 'tr'] }),
  person({ id: 'farid', name: 'Farid Rahimi', role: 'secondLine', team: 'second-line', skills: { fraud: 3, kyc: 3 }, licences: ['approval'], capacity: 12, languages: ['en', 'nl', 'fa'] }),
  person({ id: 'gwen', name: 'Gwen Postma', role: 'auditor', team: 'governance', capacity: 0 }),
  person({ id: 'hidde', name: 'Hidde Zijlstra', role: 'administrator', team: 'governance', capacity: 0 }),
  person({ id: 'luuk', name: 'Luuk Schouten', role: 'teamLead', team: 'branch-south', branch: 'south', skills: { loans: 3 }, licences: ['approval', 'advice'] }),
  person({ id: 'mare', name: 'Mare Lindqvist', role: 'teamLead', team: 'back-office', skills: { income: 3, loans: 3 }, licences: ['approval'] }),
  person({ id: 'nova', name: 'Nova (AI)', role: 'aiColleague', team: 'back-office', skills: { income: 2, kyc: 1 }, languages: ['en', 'nl', 'de', 'fr'], capacity: 40 }),
  person({ id: 'otto', name: 'Otto (AI)', role: 'aiColleague', team: 'call-centre', skills: { cards: 1 }, languages: ['en', 'nl', 'de', 'fr'], capacity: 40 }),
];

interface Crew {
  readonly team: string;
  readonly role: Role;
  readonly count: number;
  readonly skills: readonly string[];
  readonly branch?: string;
  readonly licence: string;
}

const crews: readonly Crew[] = [
  { team: 'branch-north', role: 'branchEmployee', count: 9, skills: ['loans', 'cards', 'savings'], branch: 'north', licence: 'advice' },
  { team: 'branch-south', role: 'branchEmployee', count: 9, skills: ['loans', 'cards', 'savings'], branch: 'south', licence: 'advice' },
  { team: 'call-centre', role: 'callCentreAgent', count: 16, skills: ['disputes', 'cards', 'loans'], branch: 'north', licence: 'advice' },
  { team: 'back-office', role: 'backOffice', count: 12, skills: ['income', 'kyc', 'loans'], licence: 'approval' },
  { team: 'loans', role: 'backOffice', count: 10, skills: ['loans', 'income'], licence: 'approval' },
  { team: 'second-line', role: 'secondLine', count: 4, skills: ['fraud', 'kyc'], licence: 'approval' },
];

const moreLanguages = ['de', 'fr', 'tr', 'pl', 'ar', 'es'] as const;

/** Everybody, by id: the known people and the colleagues drawn around them. */
export function makeStaff(random: Random): DemoPerson[] {
  const taken = new Set(demoPeople.flatMap(({ id, name }) => [id, name]));
  const colleagues = crews.flatMap((crew) => Array.from({ length: crew.count }, () => colleague(crew, random, taken)));
  return [...demoPeople, ...colleagues].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function colleague(crew: Crew, random: Random, taken: Set<string>): DemoPerson {
  const [given, family] = unusedName(random, taken);
  const main = random.pick(crew.skills);
  const second = random.pick(crew.skills);
  return person({
    id: idOf(given, family, taken),
    name: `${given} ${family}`,
    role: crew.role,
    team: crew.team,
    ...(crew.branch === undefined ? {} : { branch: crew.branch }),
    skills: { [second]: random.between(1, 2), [main]: random.between(2, 3) },
    languages: ['en', ...(random.chance(0.9) ? ['nl'] : []), ...(random.chance(0.4) ? [random.pick(moreLanguages)] : [])],
    licences: random.chance(0.3) ? [crew.licence] : [],
    capacity: random.pick([16, 20, 20, 24]),
    // The late shift signs on by itself.
    availability: random.chance(0.8) ? 'available' : 'off',
  });
}

function unusedName(random: Random, taken: Set<string>): [string, string] {
  for (;;) {
    const given = random.pick(givenNames);
    const family = random.pick(familyNames);
    if (taken.has(`${given} ${family}`)) continue;
    taken.add(`${given} ${family}`);
    return [given, family];
  }
}

function idOf(given: string, family: string, taken: Set<string>): string {
  const plain = (text: string): string => text.normalize('NFKD').replace('ø', 'o').toLowerCase().replace(/[^a-z]/g, '');
  const long = plain(given) + plain(family.split(' ').at(-1) ?? '');
  for (let length = plain(given).length; ; length += 1) {
    const id = length <= long.length ? long.slice(0, length) : `${long}${String(length - long.length)}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
