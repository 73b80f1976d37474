import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { SearchTerm } from '../store/tables/customer-search.ts';

/** What a customer is found by; a birth date is `YYYY-MM-DD`, a phone number as people write it. */
export interface SearchValues {
  readonly name?: string;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly iban?: string;
}

export interface SearchQuestion extends SearchValues {
  /** The question is asked from an opened case, which narrows it like a birth date. */
  readonly hasCase?: boolean;
}

/** Every term of `all` must be there; `better` are whole words, for the order of what is found. */
export interface SearchTerms {
  readonly all: readonly SearchTerm[];
  readonly better: readonly SearchTerm[];
}

const prefixLength = 3;
const wordLimit = 8;

/** The key that searches are hashed with, kept where the customers' keys are; as an object, since HMAC is seven times slower on bytes. */
export function searchKey(keys: KeyStore): KeyObject {
  const key = keys.keysFor(['search']).get('search');
  if (!key) throw new Error('Bug: the key of searches is never erased');
  return createSecretKey(key);
}

/** Hashes of a customer's values: words of the name, their prefixes of one to three letters, and the other values whole. */
export function searchHashes(key: KeyObject, values: SearchValues): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  const add = (kind: string, text: string): void => void terms.set(`${kind} ${text}`, term(key, kind, text));
  for (const word of wordsOf(values.name)) {
    const letters = [...word];
    add('name', word);
    for (let length = 1; length <= Math.min(prefixLength, letters.length); length += 1) add('prefix', letters.slice(0, length).join(''));
  }
  for (const [kind, text] of wholeValues(values)) add(kind, text);
  return [...terms.values()];
}

/**
 * The terms of a question. Refused with `search_too_short` where no word of the name has three letters and nothing else narrows it;
 * with `search_too_long` over eight words.
 */
export function searchTerms(key: KeyObject, question: SearchQuestion): SearchTerms | Refusal {
  const words = [...new Set(wordsOf(question.name))];
  const whole = wholeValues(question);
  const isNarrow = whole.length > 0 || (question.hasCase === true && words.length > 0);
  if (!isNarrow && !words.some((word) => [...word].length >= prefixLength)) return refuse('search_too_short', { letters: prefixLength });
  if (words.length > wordLimit) return refuse('search_too_long', { words: wordLimit });
  const prefixes = new Set(words.map((word) => [...word].slice(0, prefixLength).join('')));
  return {
    all: [...[...prefixes].map((prefix) => term(key, 'prefix', prefix)), ...whole.map(([kind, text]) => term(key, kind, text))],
    better: words.map((word) => term(key, 'name', word)),
  };
}

const term = (key: KeyObject, kind: string, text: string): SearchTerm => ({
  kind,
  hash: createHmac('sha256', key).update(`${kind}\0${text}`).digest().subarray(0, 16),
});

function wholeValues({ birthDate, phone, email, iban }: SearchValues): [kind: string, text: string][] {
  const values: [string, string][] = [];
  if (birthDate !== undefined) values.push(['birthDate', birthDate.trim()]);
  if (phone !== undefined) values.push(['phone', phoneOf(phone)]);
  if (email !== undefined) values.push(['email', plainText(email).trim()]);
  if (iban !== undefined) values.push(['iban', iban.replace(/\s/g, '').toUpperCase()]);
  return values.filter(([, text]) => text !== '');
}

const wordsOf = (name: string | undefined): string[] => plainText(name ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** NFKC, case folded (by way of capitals, so that ß is ss), marks removed. */
const plainText = (text: string): string =>
  text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

/** E.164 as far as digits tell: `00` is `+`, a single leading zero is the bank's own country. */
function phoneOf(text: string, country = '31'): string {
  const written = text.normalize('NFKC').replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
  if (written.startsWith('+')) return `+${written.replaceAll('+', '')}`;
  if (written.startsWith('00')) return `+${written.slice(2)}`;
  return written.startsWith('0') ? `+${country}${written.slice(1)}` : written === '' ? '' : `+${written}`;
}
