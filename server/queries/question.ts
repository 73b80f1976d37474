import { createHash } from 'node:crypto';
import { customerFields } from '../../shared/model/customer.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, UNREADABLE } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { newestFields } from '../store/reads/sheet.ts';

/** What a customer can be asked, and the answer as digits and letters of the value that it is read from. */
const questions: Readonly<Record<string, { readonly field: string; readonly answer: (value: string) => string }>> = {
  birthYear: { field: 'birthDate', answer: (value) => value.slice(0, 4) },
  birthDay: { field: 'birthDate', answer: (value) => String(Number(value.slice(8, 10))) },
  postcode: { field: 'address', answer: (value) => /,\s*(\d{4,5})\b/.exec(value)?.[1] ?? '' },
  houseNumber: { field: 'address', answer: (value) => /\s(\d+)\s*,/.exec(value)?.[1] ?? '' },
  lastFourOfPhone: { field: 'phone', answer: (value) => lastFour(value) },
  lastFourOfIban: { field: 'iban', answer: (value) => lastFour(value) },
};

const lastFour = (value: string): string => /\d{4}$/.exec(value.replace(/\D/g, ''))?.[0] ?? '';
const wanted = 2;
const dayMs = 86_400_000;

/**
 * The codes of the questions of the day for a customer, two of different fields, in the order in which they are asked; none where there are
 * too few values. They are the same for everybody who asks on that day, so nobody can look for the ones that they know.
 */
export async function questionsFor(db: Queryable, keys: KeyStore, customer: string, now: number): Promise<string[]> {
  return [...(await answersOf(db, keys, customer, now)).keys()];
}

/** Whether each question of the day is answered, and rightly: spaces, signs and leading zeros do not count. */
export async function isAnswered(db: Queryable, keys: KeyStore, customer: string, given: Readonly<Record<string, string>>, now: number): Promise<boolean> {
  const expected = await answersOf(db, keys, customer, now);
  return expected.size >= wanted && [...expected].every(([code, answer]) => plain(given[code] ?? '') === plain(answer));
}

async function answersOf(db: Queryable, keys: KeyStore, customer: string, now: number): Promise<Map<string, string>> {
  const key = keys.peek([customer]).get(customer);
  const values = new Map((await newestFields(db, [customer], customerFields)).map(({ id, field, value }) => [field, openValue(key, value, id)]));
  const possible = Object.entries(questions).flatMap(([code, { field, answer }]) => {
    const value = values.get(field);
    const right = value === undefined || value === UNREADABLE ? '' : answer(value);
    return right === '' ? [] : [{ code, field, right }];
  });
  const rank = (code: string): string => createHash('sha256').update(`${customer} ${code} ${String(Math.floor(now / dayMs))}`).digest('hex');
  const chosen = new Map<string, string>();
  const fields = new Set<string>();
  for (const { code, field, right } of possible.sort((a, b) => (rank(a.code) < rank(b.code) ? -1 : 1))) {
    if (fields.has(field) || chosen.size === wanted) continue;
    fields.add(field);
    chosen.set(code, right);
  }
  return chosen.size < wanted ? new Map() : chosen;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').replace(/^0+(?=\d)/, '');
