import type { SearchResult } from '../../shared/contract/rest-case.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { MASK } from '../../shared/policy/may-see.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Reader } from '../store/reads/lists.ts';
import { listCaseStates } from '../store/reads/lists.ts';
import { customerStates } from '../store/reads/sheet.ts';
import { findCustomers } from '../store/tables/customer-search.ts';
import type { Labels } from './label.ts';
import { readOpenCases } from './open-cases.ts';
import type { SearchQuestion } from './search-hash.ts';
import { searchKey, searchTerms } from './search-hash.ts';

export interface SearchParts {
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly labels: Labels;
}

type Because = SearchResult['because'];

/** As many as a person can look through. */
const mostFound = 20;

export interface FoundCustomers {
  readonly ok: true;
  readonly because: Because;
  readonly customers: readonly string[];
}

/** Ids of the customers that a text finds, the best first. Refused with `search_too_short` and `search_too_long`. */
export async function findByText({ db, keys }: SearchParts, reader: Reader, text: string, birthDate: string | undefined): Promise<FoundCustomers | Refusal> {
  const given = text.trim();
  const byId = await findById(db, reader, given);
  if (byId) return byId;
  const [because, question] = questionOf(given, birthDate);
  const terms = searchTerms(searchKey(keys), question);
  if (isRefusal(terms)) return terms;
  return { ok: true, because, customers: await findCustomers(db, terms.all, terms.better, mostFound) };
}

/** By the id of a case that the reader may see, or of a customer. */
async function findById(db: Queryable, reader: Reader, text: string): Promise<FoundCustomers | undefined> {
  if (/^k-[A-Za-z0-9:._/@#-]{1,126}$/.test(text)) {
    const [read] = await listCaseStates(db, reader, { id: text }, 'id', { limit: 1 });
    const customer = read && (JSON.parse(read.state) as Case).customer;
    return { ok: true, because: 'case', customers: customer === undefined ? [] : [customer] };
  }
  if (!/^cu-[A-Za-z0-9]{1,64}$/.test(text)) return undefined;
  return { ok: true, because: 'customer', customers: (await customerStates(db, [text])).map(({ id }) => id) };
}

function questionOf(text: string, birthDate: string | undefined): [Because, SearchQuestion] {
  const more = birthDate === undefined ? {} : { birthDate };
  if (/^[A-Za-z]{2}\d{2}[A-Za-z0-9]{10,30}$/.test(text.replace(/\s/g, ''))) return ['iban', { iban: text, ...more }];
  if (/^\+?[\d\s()/.-]{6,}$/.test(text)) return ['phone', { phone: text, ...more }];
  return ['name', { name: text, ...more }];
}

/** What a person is shown of the customers found: masked names, open cases, flags. */
export async function searchRows({ db, labels }: SearchParts, { because, customers }: FoundCustomers): Promise<SearchResult[]> {
  const states = new Map((await customerStates(db, customers)).map(({ id, state }) => [id, JSON.parse(state) as Customer]));
  const [names, cases] = await Promise.all([labels.of([...states.values()]), readOpenCases(db, [...states.keys()])]);
  return customers.flatMap((id): SearchResult[] => {
    const state = states.get(id);
    if (!state || state.erasedAt !== undefined) return [];
    return [{ customer: id, label: names.get(id) ?? MASK, because, cases: (cases.get(id) ?? []).map(({ row }) => row), flags: state.flags }];
  });
}
