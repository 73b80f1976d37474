import { must } from '../../shared/assert.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { makeIban } from './iban.ts';
import { businessWords, familyNames, givenNames, streets } from './names.ts';
import type { Random } from './random.ts';

export type ValueField = 'name' | 'birthDate' | 'phone' | 'email' | 'iban' | 'address';

export interface DemoValue {
  readonly field: ValueField;
  readonly value: string;
  readonly source: string;
  /** How many days before the seed it was given. */
  readonly ageDays: number;
}

export type DemoCustomer = Omit<Customer, 'version'> & { readonly values: readonly DemoValue[] };

/** A customer with this number, as ids have it. */
export const customerId = (number: number): string => `cu-${String(number).padStart(5, '0')}`;

interface Draft {
  id: string;
  kind: 'person' | 'business';
  branch: string;
  language: string;
  flags: string[];
  relations: { to: string; kind: 'household' | 'ownerOf' | 'mayActFor' }[];
  name: string;
  birthDate?: string;
  phone: string;
  address: string;
}

/** Two who share a name, so that a name alone is never enough, and the caller with a broken promise. */
const planted: readonly { name: string; birthDate: string }[] = [
  { name: 'Tobenna Okafor', birthDate: '1988-04-17' },
  { name: 'Tobenna Okafor', birthDate: '1961-11-02' },
  { name: 'Amara Nwosu', birthDate: '1993-07-29' },
];

const languages = ['nl', 'nl', 'nl', 'nl', 'nl', 'nl', 'en', 'en', 'de', 'tr', 'pl', 'fr', 'ar'] as const;

/** Households, single people and businesses with their owners, until there are `count`; each relation is within the bank. */
export function makeCustomers(random: Random, count: number): DemoCustomer[] {
  const made: Draft[] = [];
  const add = (part: Partial<Draft> & Pick<Draft, 'kind'>): Draft => {
    const number = made.length + 1;
    const draft = { ...drawn(random, number, planted[number - 1]), ...part, id: customerId(number) };
    made.push(draft);
    return draft;
  };
  while (made.length < count) {
    const room = count - made.length;
    if (made.length < planted.length || room === 1) add({ kind: 'person' });
    else if (random.chance(0.12)) business(add, random);
    else if (random.chance(0.45)) household(add, random, Math.min(room, random.between(2, 4)));
    else add({ kind: 'person' });
  }
  return made.map((draft) => finished(draft, random));
}

function drawn(random: Random, number: number, named: { name: string; birthDate: string } | undefined): Draft {
  const name = `${random.pick(givenNames)} ${random.pick(familyNames)}`;
  const birthDate = dateOf(random, 1936, 2006);
  return {
    id: '',
    kind: 'person',
    branch: random.chance(0.55) ? 'north' : 'south',
    language: random.pick(languages),
    flags: flagsOf(random),
    relations: [],
    name,
    birthDate,
    // No operator has numbers that begin so.
    phone: `+3160${String(1_000_000 + number * 7).padStart(7, '0')}`,
    address: `${random.pick(streets)} ${String(random.between(1, 240))}, ${String(random.between(1000, 9999))} ${random.chance(0.5) ? 'Noordwal' : 'Zuidwal'}`,
    ...named,
  };
}

function flagsOf(random: Random): string[] {
  const drawnFlag = random.next();
  if (drawnFlag < 0.03) return ['vulnerable'];
  if (drawnFlag < 0.05) return ['complaint_open'];
  if (drawnFlag < 0.06) return ['bereavement'];
  return drawnFlag < 0.08 ? ['arrears'] : [];
}

type Add = (part: Partial<Draft> & Pick<Draft, 'kind'>) => Draft;

/** Same address, branch and language; partners share a number now and then, and one may act for an elder. */
function household(add: Add, random: Random, size: number): void {
  const first = add({ kind: 'person' });
  const family = first.name.slice(first.name.indexOf(' ') + 1);
  const { branch, language, address } = first;
  const members = [first];
  for (let index = 1; index < size; index += 1) {
    const isSharing = random.chance(0.25);
    members.push(
      add({
        kind: 'person', branch, language, address,
        ...(random.chance(0.7) ? { name: `${random.pick(givenNames)} ${family}` } : {}),
        ...(isSharing ? { phone: first.phone } : {}),
      }),
    );
  }
  for (const one of members) for (const other of members) if (one !== other) one.relations.push({ to: other.id, kind: 'household' });
  const second = must(members[1], 'a household has two at least');
  if (random.chance(0.15)) second.relations.push({ to: first.id, kind: 'mayActFor' });
}

function business(add: Add, random: Random): void {
  const owner = add({ kind: 'person' });
  const family = owner.name.slice(owner.name.indexOf(' ') + 1);
  const firm = add({ kind: 'business', branch: owner.branch, language: owner.language, flags: [], name: `${family} ${random.pick(businessWords)}` });
  delete firm.birthDate;
  owner.relations.push({ to: firm.id, kind: 'ownerOf' }, { to: firm.id, kind: 'mayActFor' });
}

function finished({ name, birthDate, phone, address, ...row }: Draft, random: Random): DemoCustomer {
  const number = Number(row.id.slice(3));
  const given = (field: ValueField, value: string, source: string): DemoValue => ({ field, value, source, ageDays: random.between(10, 1500) });
  return {
    ...row,
    values: [
      given('name', name, 'core'),
      ...(birthDate === undefined ? [] : [given('birthDate', birthDate, 'core')]),
      given('phone', phone, random.chance(0.5) ? 'app' : 'branch'),
      given('email', `${plain(name)}.${String(number)}@example.com`, 'app'),
      given('iban', makeIban('NL', 'BTON', String(1_000_000_000 + number * 13).slice(-10)), 'core'),
      given('address', address, 'core'),
    ],
  };
}

const plain = (name: string): string =>
  name.normalize('NFKD').replaceAll('ø', 'o').replaceAll('ı', 'i').toLowerCase().replace(/[^a-z ]/g, '').replaceAll(' ', '.');

function dateOf(random: Random, fromYear: number, toYear: number): string {
  const day = Date.UTC(random.between(fromYear, toYear), random.between(0, 11), random.between(1, 28));
  return new Date(day).toISOString().slice(0, 10);
}
