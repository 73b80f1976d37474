import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compileMapping } from '../../../shared/journey/compile-mapping.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';

interface File {
  readonly titles: { readonly en: Record<string, string>; readonly de: Record<string, string> };
  readonly [part: string]: unknown;
}
const file = JSON.parse(readFileSync(path.join(import.meta.dirname, 'loan-log.mapping.json'), 'utf8')) as File;
const { en, de } = file.titles;
const refusedAt = (titles: unknown): unknown => {
  const mapping = compileMapping({ ...file, titles });
  return isRefusal(mapping) ? mapping.params?.['at'] : undefined;
};

/** Activities of the log of 2011, as its own description lists them. */
const works = ['Afhandelen leads', 'Completeren aanvraag', 'Nabellen offertes', 'Valideren aanvraag', 'Nabellen incomplete dossiers', 'Beoordelen fraude', 'Wijzigen contractgegevens'];

test('every work of the loan log has words in both languages, and none of them is the raw name', () => {
  for (const work of works)
    for (const titles of [en, de]) expect(titles[`W_${work}`]).toMatch(/^[A-ZÄÖÜ][^_]+$/);
});

test('titles that only one language has, or that nothing is called by, do not pass', () => {
  expect(refusedAt(file.titles)).toBeUndefined();
  expect(refusedAt({ en: { ...en, Offer: 'Offer', 'W_Nieuw': 'New' }, de })).toBe('titles.en.W_Nieuw');
  expect(refusedAt({ en: { ...en, Offering: 'Offer' }, de: { ...de, Offering: 'Angebot' } })).toBe('titles.en.Offering');
  expect(refusedAt({ en: { ...en, Offer: '' }, de })).toBe('titles.en.Offer');
});

test('the strip shows the stages in the order in which a loan goes through them', () => {
  const rules = file['rules'] as readonly { readonly stage?: string }[];
  expect([...new Set(rules.flatMap(({ stage }) => stage ?? []))]).toEqual(['Application', 'Completion', 'Offer', 'Validation', 'Activation']);
});
