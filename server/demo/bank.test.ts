import { expect, test } from 'vitest';
import { customerSchema } from '../../shared/model/customer.ts';
import { personSchema, roles } from '../../shared/model/person.ts';
import { teamSchema } from '../../shared/model/team.ts';
import { makeBank } from './bank.ts';
import { isIban, makeIban } from './iban.ts';
import { initialsOf } from './names.ts';
import { seededRandom } from './random.ts';

const bank = makeBank(seededRandom(7), 1500);
const valuesOf = (field: string): string[] => bank.customers.flatMap(({ values }) => values.filter((value) => value.field === field).map(({ value }) => value));

test('the same seed makes the same bank, another seed another one', () => {
  expect(makeBank(seededRandom(7), 1500)).toEqual(bank);
  expect(makeBank(seededRandom(8), 1500).customers).not.toEqual(bank.customers);
  expect(makeBank(seededRandom(7), 20).staff).toEqual(bank.staff);
});

test('every id is there once, and rows are what the model says', () => {
  expect(bank.customers).toHaveLength(1500);
  for (const rows of [bank.teams, bank.staff, bank.customers]) expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  for (const row of bank.teams) teamSchema.parse({ ...row, version: 1 });
  for (const { name: _, ...row } of bank.staff) personSchema.parse({ ...row, availabilitySince: 0, version: 1 });
  for (const { values: _, ...row } of bank.customers) customerSchema.parse({ ...row, version: 1 });
});

test('staff of all eight roles stand in known teams, and each team that is led has its lead', () => {
  const teams = new Set(bank.teams.map(({ id }) => id));
  const staff = new Map(bank.staff.map((person) => [person.id, person]));
  expect(new Set(bank.staff.map(({ role }) => role))).toEqual(new Set(roles.filter((role) => role !== 'observed')));
  expect(bank.staff.filter(({ team }) => !teams.has(team))).toEqual([]);
  expect(bank.staff.filter(({ id }) => !/^[a-z]+\d*$/.test(id))).toEqual([]);
  expect(bank.teams.filter(({ lead }) => lead !== undefined && !staff.has(lead))).toEqual([]);
  expect(bank.staff.length).toBeGreaterThan(60);
  expect(['ana', 'ben', 'chloe', 'dev', 'dana', 'elif', 'farid'].filter((id) => !staff.has(id))).toEqual([]);
});

test('relations lead to other customers of the bank, households both ways, and owners own a business', () => {
  const byId = new Map(bank.customers.map((customer) => [customer.id, customer]));
  const wrong = bank.customers.flatMap(({ id, kind, relations }) =>
    relations.filter((relation) => {
      const other = byId.get(relation.to);
      if (!other || relation.to === id) return true;
      if (relation.kind === 'household') return !other.relations.some((back) => back.kind === 'household' && back.to === id);
      return relation.kind === 'ownerOf' && (kind !== 'person' || other.kind !== 'business');
    }),
  );
  expect(wrong).toEqual([]);
  for (const kind of ['household', 'ownerOf', 'mayActFor']) expect(bank.customers.some(({ relations }) => relations.some((r) => r.kind === kind))).toBe(true);
});

test('account numbers have valid check digits and belong to one customer; phones are in E.164', () => {
  expect(makeIban('GB', 'WEST', '12345698765432')).toBe('GB82WEST12345698765432');
  expect(isIban('GB82WEST12345698765433')).toBe(false);
  const ibans = valuesOf('iban');
  expect(ibans.filter((iban) => !isIban(iban) || iban.length !== 18)).toEqual([]);
  expect(new Set(ibans).size).toBe(1500);
  expect(valuesOf('phone').filter((phone) => !/^\+31\d{9}$/.test(phone))).toEqual([]);
  expect(valuesOf('email').filter((email) => !/^[a-z.]+\.\d+@example\.com$/.test(email))).toEqual([]);
  expect(valuesOf('birthDate').filter((date) => !/^(19|20)\d\d-\d\d-\d\d$/.test(date))).toEqual([]);
});

test('two customers share a name, and initials are of the first and last word', () => {
  expect(bank.customers.filter(({ values }) => values.some(({ value }) => value === 'Tobenna Okafor'))).toHaveLength(2);
  expect(['Ana Ferreira', 'Mila van der Linden', 'Nova'].map(initialsOf)).toEqual(['AF', 'ML', 'N']);
});
