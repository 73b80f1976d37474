import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { must } from '../../shared/assert.ts';
import type { Stimulus } from '../../shared/journey/engine/stimulus.ts';
import type { ProcessDefinition } from '../../shared/journey/process.ts';
import { readBpmn } from '../catalog/bpmn/read-bpmn.ts';

/** The consumer loan that ships. */
export async function readLoan(): Promise<ProcessDefinition> {
  const file = path.join(import.meta.dirname, '../catalog/consumer-loan/consumer-loan.bpmn');
  const reading = await readBpmn(await readFile(file, 'utf8'));
  return must(reading.ok ? reading.processes.find(({ id }) => id === 'consumer-loan') : undefined, 'the loan is in its file');
}

/** One input as a scenario writes it: a task by its element instead of its token. */
export type Move =
  | { readonly at: string; readonly data?: Record<string, unknown> }
  | { readonly failAt: string; readonly code: string }
  | { readonly timerAt: string }
  | Extract<Stimulus, { type: 'message' }>
  | { readonly type: 'start'; readonly at: string; readonly data: Record<string, unknown>; readonly payload: Record<string, unknown> };

const applied = (payload: Record<string, unknown>): Move => ({ type: 'start', at: 'applicationReceived', data: { case: 'k-1', customer: 'c-1' }, payload });
const money = { incomeMinor: 320_000, rentMinor: 90_000, otherLoansMinor: 0 };
const wish = (amountMinor: number): Record<string, unknown> => ({ amountMinor, months: 36, purpose: 'car' });
const whole = (amountMinor = 1_000_000): Move => applied({ ...wish(amountMinor), ...money, isApplicationComplete: true });
const says = (name: string, payload: Record<string, unknown> = {}): Move => ({ type: 'message', name, payload });
const verified: Move = { at: 'identifyCustomer', data: { result: 'verified', score: 910 } };
const documents = says('documents', { kind: 'payslip', document: 'doc-1', pages: 2 });
const complete: Move = { at: 'checkEvidence', data: { isEvidenceComplete: true, incomeMinor: 310_000 } };
const reported = (score: number): Move => ({ at: 'askBureau', data: { score, band: 'B', debtMinor: 0, currency: 'EUR', defaults: 0 } });
const clear: Move = { at: 'screenCustomer', data: { result: 'clear', hits: 0 } };
const paid: Move = { at: 'disburse', data: { booking: 'b-1' } };

export interface Scenario {
  readonly name: string;
  readonly weight: number;
  readonly moves: readonly Move[];
  /** Needs nothing that bpmn-engine would wait for in real time, or means otherwise: no timer, failure, second round of a loop or event sub-process. */
  readonly isShared?: true;
}

/** The ways of the loan as its scenarios in the catalog go, with how often each is gone, of ten. */
export const loanScenarios: readonly Scenario[] = [
  {
    name: 'from the phone to the payout', weight: 3, isShared: true,
    moves: [whole(), verified, documents, complete, clear, reported(702), says('offerAccepted'), says('contractSigned', { signature: 'sig-1' }), paid],
  },
  {
    name: 'reminded, asked for more, reviewed, approved twice, repaired', weight: 2,
    moves: [
      applied(wish(3_000_000)), { timerAt: 'applicationReminderDue' }, { at: 'completeApplication', data: money }, verified, { timerAt: 'documentsReminderDue' }, documents,
      { at: 'checkEvidence', data: { isEvidenceComplete: false, missing: ['statement'] } }, documents, complete, reported(600), clear,
      { at: 'reviewCredit', data: { verdict: 'approve', grounds: 'v-1' } }, { timerAt: 'approvalWaitsLong' }, { at: 'approveLargeLoan', data: { secondVerdict: 'approve' } },
      says('offerAccepted'), { timerAt: 'signReminderDue' }, { at: 'signContract' }, { failAt: 'disburse', code: 'account' }, { at: 'repairPayout', data: { repair: 'again' } }, paid,
    ],
  },
  { name: 'declined by the rules', weight: 2, isShared: true, moves: [whole(), verified, documents, complete, reported(702), { at: 'screenCustomer', data: { result: 'hit', hits: 1 } }] },
  { name: 'the offer runs out', weight: 1, moves: [whole(), verified, documents, complete, clear, reported(650), { timerAt: 'offerExpires' }] },
  { name: 'without documents', weight: 1, moves: [whole(), verified, { timerAt: 'documentsReminderDue' }, { timerAt: 'documentsReminderDue' }, { timerAt: 'evidenceAbandonedAfter' }] },
  { name: 'withdrawn after signing', weight: 1, moves: [whole(), verified, documents, complete, clear, reported(702), says('offerAccepted'), { at: 'signContract' }, says('withdrawn', { reason: 'elsewhere' }), { at: 'unwindLoan' }] },
];
