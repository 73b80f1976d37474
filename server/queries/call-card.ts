import type { CallCard } from '../../shared/contract/rest-case.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { Call } from '../../shared/model/call.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import { MASK, verifiedUntil } from '../../shared/policy/may-see.ts';
import { noSalesBecause, sayFirst } from '../../shared/work/call-card.ts';
import { openValue } from '../store/keys/seal.ts';
import { listPersonStates } from '../store/reads/lists.ts';
import { customerStates } from '../store/reads/sheet.ts';
import { valuesById } from '../store/reads/values-by-id.ts';
import type { Queryable } from '../store/queryable.ts';
import { defined } from './cases.ts';
import { readOpenCases } from './open-cases.ts';
import type { SheetParts } from './sheet-customer.ts';

/** The call at a person's extension as it is now, past the directory that rights are read from. */
export async function readCall(db: Queryable, person: string): Promise<Call | undefined> {
  const [read] = await listPersonStates(db, { id: person }, { limit: 1 });
  return read && (JSON.parse(read.state) as Person).call;
}

/** Whom the card is about: the chosen customer first, then those that the number may be. */
export async function calledCustomers(db: Queryable, { customer, candidates }: Call): Promise<Customer[]> {
  const ids = [...new Set([...(customer === undefined ? [] : [customer]), ...candidates])];
  const states = new Map((await customerStates(db, ids)).map(({ id, state }) => [id, JSON.parse(state) as Customer]));
  return ids.flatMap((id) => states.get(id) ?? []).filter(({ erasedAt }) => erasedAt === undefined);
}

/** All of the card in one read; texts only of customers whom the person has verified. */
export async function callCard({ db, keys, labels, journeys }: SheetParts & { readonly journeys: Journeys | undefined }, call: Call, customers: readonly Customer[], person: Person, now: number): Promise<CallCard> {
  const [names, open] = await Promise.all([labels.of(customers), readOpenCases(db, customers.map(({ id }) => id))]);
  const casesOf = (id: string): Case[] => (open.get(id) ?? []).map((one) => one.case);
  const isVerified = (customer: Customer): boolean => verifiedUntil({ person, customer, now }) !== undefined;
  const texts = await promiseTexts({ db, keys }, customers.filter(isVerified).flatMap(({ id }) => casesOf(id)));
  const { id, state, since, how, customer: chosen, line } = call;
  const first = customers.find((one) => one.id === chosen);
  return defined<CallCard>({
    call: id, state, since, how, customer: chosen, line,
    candidates: customers.map((customer) => defined<CallCard['candidates'][number]>({
      customer: customer.id,
      label: names.get(customer.id) ?? MASK,
      flags: customer.flags,
      isVerified: isVerified(customer),
      cases: casesOf(customer.id).map((one) => caseOnCard(journeys, one)),
      promises: casesOf(customer.id).flatMap((one) => promisesOf(one, texts)),
      noSales: noSalesBecause(customer.flags, casesOf(customer.id)),
    })),
    sayFirst: first && sayFirst(casesOf(first.id)),
  });
}

function caseOnCard(journeys: Journeys | undefined, { id, journey, journeyVersion, stage, waitsFor, lastProgressAt }: Case): CallCard['candidates'][number]['cases'][number] {
  const stages = journeys?.find(journey, journeyVersion)?.file.stages ?? [];
  const at = stages.indexOf(stage);
  return defined({
    id, journey, stage, step: at < 0 ? undefined : at + 1, of: at < 0 ? undefined : stages.length, waitsFor: waitsFor?.whom ?? 'us', since: waitsFor?.since ?? lastProgressAt,
  });
}

function promisesOf({ id, promises }: Case, texts: ReadonlyMap<string, string>): CallCard['candidates'][number]['promises'] {
  return promises.flatMap((promise) =>
    promise.state === 'open' || promise.state === 'broken'
      ? [{ case: id, promise: promise.id, channel: promise.channel, dueAt: promise.dueAt, state: promise.state, by: promise.madeBy, text: texts.get(promise.textValue) ?? null }]
      : [],
  );
}

async function promiseTexts({ db, keys }: Pick<SheetParts, 'db' | 'keys'>, cases: readonly Case[]): Promise<Map<string, string>> {
  const ids = cases.flatMap(({ promises }) => promises.map(({ textValue }) => textValue));
  const values = ids.length === 0 ? [] : await valuesById(db, ids);
  const found = keys.peek([...new Set(values.map(({ customer }) => customer))]);
  return new Map(values.map(({ id, customer, value }) => [id, openValue(found.get(customer), value, id)]));
}
