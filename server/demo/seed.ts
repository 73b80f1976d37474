import type { KeyObject } from 'node:crypto';
import type { Answer } from '../../shared/contract/answer.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { ValueDraft } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import type { Loop } from '../loop.ts';
import { searchHashes, searchKey } from '../queries/search-hash.ts';
import type { SearchRow } from '../store/tables/customer-search.ts';
import { putSearchRows, searchableCustomers } from '../store/tables/customer-search.ts';
import { putNames } from '../store/tables/directory.ts';
import { knownInputs } from '../store/tables/ledger.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import type { DemoBank } from './bank.ts';
import { demoCustomers, demoSeed, makeBank } from './bank.ts';
import type { DemoCustomer } from './customers.ts';
import { initialsOf } from './names.ts';
import { seededRandom } from './random.ts';
import { demoSourceKey, demoSources } from './source-key.ts';
import type { DemoPerson, DemoTeam } from './staff.ts';
import { systemInput } from '../desk/system-input.ts';

export interface SeedCounts {
  readonly ok: true;
  readonly teams: number;
  readonly staff: number;
  readonly customers: number;
  /** How many inputs were new to the log; 0 where the bank was there. */
  readonly added: number;
}

export interface SeedOptions {
  readonly customers?: number;
  readonly seed?: number;
}

const dayMs = 86_400_000;

/**
 * Puts the demo bank into a store, through the desk; what is there already is left as it is. Names of staff and search rows, which
 * have no entries, are written after the commit, also those that an interrupted run has left out. Refused with what the desk answers.
 */
export async function seedDemoBank(loop: Loop, { customers = demoCustomers, seed = demoSeed }: SeedOptions = {}): Promise<SeedCounts | Refusal> {
  const bank = makeBank(seededRandom(seed), customers);
  const people = await submitNew(loop, [...bank.teams.map(teamInput), ...bank.staff.map(personInput)]);
  if (typeof people !== 'number') return people;
  const groups: DemoCustomer[][] = [];
  for (let from = 0; from < customers; from += groupSize) groups.push(bank.customers.slice(from, from + groupSize));
  const key = searchKey(loop.keys);
  const added = await Promise.all(groups.map((group) => seedCustomers(loop, group, key)));
  const refused = added.find((count) => typeof count !== 'number');
  if (refused !== undefined) return refused;
  await writeNames(loop, bank);
  return {
    ok: true,
    teams: bank.teams.length,
    staff: bank.staff.length,
    customers: bank.customers.length,
    added: (added as number[]).reduce((sum, count) => sum + count, people),
  };
}

/** Customers whose search rows are written together, while the desk is at the next ones. */
const groupSize = 250;

async function seedCustomers(loop: Loop, group: readonly DemoCustomer[], key: KeyObject): Promise<number | Refusal> {
  const ids = group.map((customer) => customer.id);
  const [added, found] = await Promise.all([submitNew(loop, group.map(customerInput)), searchableCustomers(loop.db, ids)]);
  if (typeof added !== 'number') return added;
  const rows = group.filter(({ id }) => !found.has(id)).flatMap((customer) => searchRows(key, customer));
  if (rows.length > 0) await putSearchRows(loop.db, rows);
  return added;
}

/** Submits what the ledger does not have; returns how many that were, or the first refusal. */
async function submitNew(loop: Loop, inputs: readonly Input[]): Promise<number | Refusal> {
  const known = await knownInputs(loop.db, inputs.map((input) => input.id));
  const fresh = inputs.filter((input) => !known.has(input.id));
  const answers = await Promise.all(fresh.map((input) => loop.desk.submit(input)));
  const refused = answers.find((answer): answer is Answer & { ok: false } => !answer.ok);
  return refused === undefined ? fresh.length : (refused as Refusal);
}

async function writeNames(loop: Loop, { staff }: DemoBank): Promise<void> {
  const { db, keys } = loop;
  await putNames(db, staff.map(({ id, name }) => ({ person: id, name, initials: initialsOf(name) })));
  for (const { source, journey } of demoSources(loop)) await putSourceKey(db, { source, keyHash: hashSourceKey(demoSourceKey(keys, source)), journey });
}

function teamInput(team: DemoTeam): Input {
  return systemInput({
    id: `seed/team/${team.id}`,
    action: 'team:add',
    footprint: { teams: [team.id] },
    decide: (world) => (world.team(team.id) ? done() : done({ kind: 'team:added', subject: `team:${team.id}`, body: { team: { ...team, version: 1 } } })),
  });
}

function personInput({ name: _, ...person }: DemoPerson): Input {
  return systemInput({
    id: `seed/person/${person.id}`,
    action: 'person:add',
    footprint: { people: [person.id] },
    decide: (world, ctx) => {
      if (world.person(person.id)) return done();
      return done({ kind: 'person:added', subject: `person:${person.id}`, body: { person: { ...person, availabilitySince: ctx.now, version: 1 } } });
    },
  });
}

function customerInput({ values, ...customer }: DemoCustomer): Input {
  const { id } = customer;
  return systemInput({
    id: `seed/customer/${id}`,
    action: 'customer:add',
    footprint: { customers: [id] },
    decide: (world, ctx) => {
      if (world.customer(id)) return done();
      const drafts = values.map(({ field, value, source, ageDays }): ValueDraft => ({
        id: ctx.newId('v'), holder: id, field, value, source, asOf: ctx.now - ageDays * dayMs,
      }));
      const added: EntryDraft<'customer:added'> = {
        kind: 'customer:added',
        subject: `customer:${id}`,
        customer: id,
        body: { customer: { ...customer, version: 1 }, values: drafts.map((draft) => draft.id) },
      };
      return { ...done(added), values: drafts };
    },
  });
}

function searchRows(key: KeyObject, { id, values }: DemoCustomer): SearchRow[] {
  const given = Object.fromEntries(values.map(({ field, value }) => [field, value]));
  return searchHashes(key, given).map((term) => ({ ...term, customer: id }));
}
