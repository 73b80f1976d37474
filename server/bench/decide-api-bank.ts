import { hash, randomBytes } from 'node:crypto';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { done } from '../../shared/work/world.ts';
import type { Loop } from '../loop.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { upTo } from './bank.ts';

export const agent = 'ana';
export const customerId = (n: number): string => `cu-${String(n)}`;
export const caseOf = (n: number): string => `k-${String(n)}`;

const perInput = 100;

/** A store with customers who have a loan under way, have been called, and have bought a journey; gives the key of the app's source. */
export async function openDecideBank(loop: Loop, customers: number): Promise<string> {
  await enter(loop, 'staff', [
    { kind: 'team:added', subject: 'team:north', body: { team: { id: 'north', branch: 'north', calendar: 'standard', routing: 'pull', version: 1 } } },
    {
      kind: 'person:added', subject: `person:${agent}`,
      body: { person: { id: agent, role: 'branchEmployee', team: 'north', branch: 'north', skills: {}, languages: ['en'], licences: [], capacity: 10, availability: 'available', availabilitySince: 0, version: 1 } },
    },
  ]);
  for (let from = 0; from < customers; from += perInput) await enter(loop, `customers/${String(from)}`, upTo(Math.min(perInput, customers - from)).flatMap((n) => customerWith(from + n)));
  loop.keys.keysFor(upTo(customers).map(customerId));
  const key = randomBytes(32).toString('base64url');
  await putSourceKey(loop.db, { source: 'mobile', keyHash: hashSourceKey(key), journey: null });
  return key;
}

function customerWith(n: number): EntryDraft[] {
  const [customer, caseId] = [customerId(n), caseOf(n)];
  const about = { subject: `customer:${customer}`, customer };
  const ofCase = { subject: `case:${caseId}`, case: caseId };
  const bought = (event: string): EntryDraft => ({
    kind: 'signal:heard', ...about, body: { source: 'mobile', event: `${customer}-${event}`, type: 'purchase-booked', data: { category: event, amountMinor: 40_000 } },
  });
  return [
    { kind: 'customer:added', ...about, body: { customer: { id: customer, kind: 'person', branch: 'north', language: 'en', flags: n % 20 === 0 ? ['vulnerable'] : [], relations: [], version: 1 }, values: [] } },
    { kind: 'case:opened', ...ofCase, body: { journey: 'consumer-loan', journeyVersion: 1, party: { source: 'mobile', key: caseId }, team: 'north', branch: 'north', stage: 'Income', channel: 'mobile', armed: true } },
    { kind: 'case:identified', ...ofCase, customer, body: { customer, evidence: 'idSeen' } },
    { kind: 'task:made', ...ofCase, customer, task: `t-${String(n)}`, body: { activity: 'income', team: 'north' } },
    ...(['phone', 'email', 'branch'] as const).map((channel): EntryDraft => ({ kind: 'contact:made', ...ofCase, customer, body: { channel } })),
    { kind: 'evidence:added', ...ofCase, customer, body: { kind: 'payslip' } },
    bought('airline'), bought('hotel'),
  ];
}

async function enter(loop: Loop, id: string, entries: readonly EntryDraft[]): Promise<void> {
  const named = (kind: string): string[] => [...new Set(entries.map(({ subject }) => subject).filter((subject) => subject.startsWith(kind)))].map((subject) => subject.slice(kind.length)).sort();
  const answer = await loop.desk.submit({
    id: `s:bank/${id}`, lane: 'import', sender: 'system', actor: 'system', action: 'bank:open', bodyHash: hash('sha256', id, 'buffer').subarray(0, 16),
    footprint: { cases: named('case:'), people: named('person:'), teams: named('team:'), customers: named('customer:') }, decide: () => done(...entries),
  });
  if (!answer.ok) throw new Error(`the bank did not open: ${answer.code}`);
}
