import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftTextOf, readTyped, typedOf, typedOfDraft } from './field-text.ts';

const amount = { type: 'amount' } as const;

test('an amount is read as people of the language write it, and never as a tenth or ten times of it', () => {
  expect(['2,450.00', '2450', '2 450.5', '2,450.00 EUR'].map((typed) => readTyped(amount, typed, 'en-GB'))).toEqual([245_000, 245_000, 245_050, 245_000]);
  expect(['2450.50', '2.45'].map((typed) => readTyped(amount, typed, 'de-DE'))).toEqual([undefined, undefined]);
  expect(['2.450,00', '2450', '2450,5', '2.450,00 €'].map((typed) => readTyped(amount, typed, 'de-DE'))).toEqual([245_000, 245_000, 245_050, 245_000]);
  expect(['12.345', 'about 5', '1,2,3.4.5', '--3', '2,45'].map((typed) => readTyped(amount, typed, 'en-GB'))).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('what stands in a field is read back as the value it came from, in every language', () => {
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('en-GB', 'de-DE'), (minor, locale) => {
    expect(readTyped(amount, typedOf(amount, minor, locale), locale)).toBe(minor);
  }));
});

test('a draft typed in one language reads the same in another; what was half typed stays as it was', () => {
  expect(typedOfDraft(amount, draftTextOf(amount, '2,450.00', 'en-GB'), 'de-DE')).toBe('2.450,00');
  expect(typedOfDraft(amount, draftTextOf(amount, '2,45x', 'en-GB'), 'en-GB')).toBe('2,45x');
  for (const typed of ['yes', 'no', '']) expect(typedOfDraft({ type: 'yesNo' }, draftTextOf({ type: 'yesNo' }, typed, 'en-GB'), 'de-DE')).toBe(typed);
  expect(typedOfDraft({ type: 'codes' }, draftTextOf({ type: 'codes' }, 'payslip statement', 'en-GB'), 'de-DE')).toBe('payslip statement');
  expect(typedOfDraft({ type: 'text' }, draftTextOf({ type: 'text' }, '"quoted" ?', 'en-GB'), 'de-DE')).toBe('"quoted" ?');
});
