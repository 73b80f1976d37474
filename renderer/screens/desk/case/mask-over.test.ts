import { expect, test } from 'vitest';
import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import { endOf, maskOver } from './mask-over.ts';

const seen = (value: string, more: object = {}) => ({ value, isMasked: false, source: 'mobile', asOf: 0, ...more });
const sheet: CaseSheet = {
  case: 'k-1', at: 0, drafts: [], evidence: [], documents: [], inputs: { 't-1': { amountMinor: 7 } }, texts: { 'v-1': 'Prefers afternoons' },
  values: { incomeMinor: seen('245000', { raw: 245_000 }), rentMinor: seen('70000', { raw: 70_000, revealedUntil: 60 }) },
  customer: {
    id: 'cu-1', kind: 'person', label: 'Samuel Okafor', isVerified: true, verifiedUntil: 100, verifiedBy: 'idSeen', flags: [], language: 'en', relations: [], openCases: [], contacts: [],
    fields: { name: seen('Samuel Okafor'), phone: seen('+4912345', { revealedUntil: 80 }) },
  },
};

test('what was shown for a minute is three dots after it, also without a connection', () => {
  expect(endOf(sheet)).toBe(60);
  const after = maskOver(sheet, 60);
  expect(after.values['rentMinor']).toEqual({ value: '•••', isMasked: true, source: 'mobile', asOf: 0 });
  expect([after.values['incomeMinor']?.value, after.customer?.label, after.customer?.fields['phone']?.value]).toEqual(['245000', 'Samuel Okafor', '+4912345']);
});

test('when the verification is over nothing of the customer is left on the screen', () => {
  const text = JSON.stringify(maskOver(sheet, 100));
  expect(['Samuel', 'Okafor', '245', '700', '4912', 'afternoons', 'amountMinor'].filter((said) => text.includes(said))).toEqual([]);
  expect(maskOver(sheet, 100).customer).toMatchObject({ label: 'S••• O•••', isVerified: false });
});
