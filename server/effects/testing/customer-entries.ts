import type { EntryDraft } from '../../../shared/contract/entries.ts';

/** A customer, and that a case is theirs. */
export const customer = (id: string, caseId: string): EntryDraft[] => [
  {
    kind: 'customer:added', subject: `customer:${id}`, customer: id,
    body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
  },
  { kind: 'case:identified', subject: `case:${caseId}`, case: caseId, customer: id, body: { customer: id, evidence: 'card' } },
];
