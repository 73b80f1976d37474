import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenOf } from '../testing/golden.ts';
import { shipped } from '../testing/shipped.ts';
import type { When } from '../testing/then.ts';
import { scenario } from '../testing/then.ts';

const supplier = await shipped('supplier-invoice');
const invoice = { supplier: 's-1', invoice: 'R-2026-17', amountMinor: 480_000, dueOn: '2026-01-30', document: 'doc-1', iban: 'NL00TEST0000000009' };

function received(when: When, more: Record<string, unknown> = {}): void {
  when.message('invoiceReceived', { ...invoice, ...more }, { channel: 'email' });
}

function checked(when: When, more: Record<string, unknown> = {}): void {
  received(when, more);
  when.completes('checkInvoice', { isDuplicate: false, isClear: true }, { by: 'elif' });
}

function unclear(when: When): void {
  received(when);
  when.completes('checkInvoice', { isDuplicate: false, isClear: false }, { by: 'elif' });
}

describe('a supplier invoice', () => {
  test('is checked, approved by two, and paid three days before it is due', async () => {
    const { given, when, then, play } = scenario(supplier);
    given.message('invoiceReceived', invoice, { channel: 'email' });
    then.stage('Capture').opens('checkInvoice', { team: 'back-office', form: 'check', clock: 'check' });
    when.completes('checkInvoice', { isDuplicate: false, isClear: true }, { by: 'elif' });
    then.stage('Approve').opens('approveInvoice', { team: 'loans', clock: 'approval' }).knows({ approvers: ['owner', 'controller'] });
    expect(play.bank.work.map(({ inputs }) => inputs?.['position'])).toEqual(['owner', 'controller']);
    when.completes('approveInvoice', { isApproved: true }, { by: 'lore' });
    then.stage('Approve');
    when.completes('approveInvoice', { isApproved: true }, { by: 'levi' });
    then.stage('Pay').standsAt('payDay').knows({ approvals: [true, true], payOn: '2026-01-27' });
    when.passes('P22D');
    then.asks('payments-one.pay');
    when.answers('payments-one.pay', { payment: 'p-1', state: 'settled', feeMinor: 110 });
    then.ends('paid');
    await expect(goldenOf(play)).toMatchFileSnapshot(path.join(import.meta.dirname, 'supplier-invoice.v1.golden.ndjson'));
  });

  test('of a small amount needs one approval, and without a day is paid at once', () => {
    const { given, when, then, play } = scenario(supplier);
    const { dueOn: _, ...undated } = invoice;
    given.opens({ ...undated, amountMinor: 90_000 }, { by: 'elif' });
    when.completes('checkInvoice', { isDuplicate: false, isClear: true });
    expect(play.bank.work).toHaveLength(1);
    when.completes('approveInvoice', { isApproved: true });
    then.asks('payments-one.pay');
    expect(JSON.stringify([play.bank.state, play.history.map(({ deltas }) => deltas)])).not.toContain('NL00');
  });

  test('that is here already ends', () => {
    const { when, then } = scenario(supplier);
    received(when);
    when.completes('checkInvoice', { isDuplicate: true, isClear: true });
    then.ends('duplicate');
  });

  test('that nobody checks for three working days is told to the lead', () => {
    const { when, then } = scenario(supplier);
    received(when);
    when.passes('P5D');
    then.writes('case:escalated').opens('checkInvoice');
  });

  test('is approved by nobody who checked it, and by nobody twice', () => {
    const { when, then } = scenario(supplier);
    checked(when);
    when.claims('approveInvoice', 'elif');
    then.refused('four_eyes', 'work.fourEyes');
    when.completes('approveInvoice', { isApproved: true }, { by: 'lore' });
    when.claims('approveInvoice', 'lore');
    then.refused('four_eyes', 'work.fourEyes');
    when.completes('approveInvoice', { isApproved: true }, { by: 'levi' });
    then.stage('Pay');
  });

  test('that one refuses is refused, and the others need not look any more', () => {
    const { when, then } = scenario(supplier);
    checked(when, { amountMinor: 2_000_000 });
    when.completes('approveInvoice', { isApproved: true }, { by: 'lore' });
    when.completes('approveInvoice', { isApproved: false, grounds: 'Not ordered' }, { by: 'levi' });
    then.ends('refused').tells('invoiceRefused').writes('task:closed');
  });

  test('that nobody approves is told to the lead after two days, and refused after 45', () => {
    const { when, then } = scenario(supplier);
    checked(when);
    when.passes('P3D');
    then.writes('case:escalated').stage('Approve');
    when.passes('P43D');
    then.ends('refused');
  });

  test('of much money is controlled by the second line, by nobody who touched it, and its budget is looked at beside', () => {
    const { when, then, play } = scenario(supplier);
    received(when, { amountMinor: 6_000_000 });
    then.opens('informController', { team: 'second-line' }).opens('checkInvoice');
    when.completes('informController', { isInBudget: true }, { by: 'farid' });
    when.completes('checkInvoice', { isDuplicate: false, isClear: true }, { by: 'elif' });
    for (const by of ['lore', 'levi', 'mare']) when.completes('approveInvoice', { isApproved: true }, { by });
    then.opens('controlInvoice', { team: 'second-line', clock: 'control', regulatory: true });
    expect(play.bank.work).toHaveLength(1);
    when.claims('controlInvoice', 'farid');
    then.refused('four_eyes');
    when.completes('controlInvoice', { isReleased: false, grounds: 'No contract' }, { by: 'faye' });
    then.ends('refused');
  });

  test('that is not clear is cleared up with whatever tasks staff add', () => {
    const { when, then } = scenario(supplier);
    unclear(when);
    then.stage('Clarify').opens('coordinateClarification', { clock: 'clarify' }).standsAt('coordinateClarification', 'clarifications');
    when.adds('askSupplier', 'elif');
    when.adds('findDeliveryNote', 'elif');
    when.adds('correctAmount', 'elif');
    when.completes('askSupplier', { question: 'What was ordered?' }, { by: 'elif' });
    when.claims('correctAmount', 'elif');
    then.refused('four_eyes');
    when.completes('correctAmount', { amountMinor: 80_000, grounds: 'Half came' }, { by: 'enno' });
    then.opens('findDeliveryNote').opens('coordinateClarification');
    when.completes('coordinateClarification', { clarified: 'clear' }, { by: 'elif' });
    then.stage('Approve').writes('task:closed').knows({ approvers: ['owner'] });
  });

  test('corrected to very much while it is cleared up has its budget looked at', () => {
    const { when, then } = scenario(supplier);
    unclear(when);
    when.adds('correctAmount', 'elif');
    when.completes('correctAmount', { amountMinor: 7_000_000, grounds: 'A digit was missing' }, { by: 'enno' });
    then.opens('informController');
  });

  test('lets the supplier answer meanwhile, each answer a task', () => {
    const { when, then, play } = scenario(supplier);
    unclear(when);
    when.message('supplierAnswered', { document: 'doc-5' }, { channel: 'email' });
    when.message('supplierAnswered', { document: 'doc-5' }, { channel: 'email' });
    expect(play.bank.work.filter(({ activity }) => activity === 'readAnswer')).toHaveLength(2);
    when.completes('readAnswer', { question: 'Two of them' }, { by: 'elif' });
    then.opens('readAnswer').stage('Clarify');
  });

  test('that never becomes clear is sent back, by post where messages are down', () => {
    const { when, then } = scenario(supplier);
    unclear(when);
    when.completes('coordinateClarification', { clarified: 'notClear' });
    then.asks('messages.send');
    when.fails('messages.send');
    then.opens('returnByPost');
    when.completes('returnByPost', { sentOn: '2026-01-06' });
    then.ends('returned');
    const late = scenario(supplier);
    unclear(late.when);
    late.when.passes('P30D');
    late.then.asks('messages.send');
  });

  test('of which nobody knows whether it was paid is never paid again before a person has found out', () => {
    const { when, then, play } = scenario(supplier);
    checked(when, { amountMinor: 50_000, dueOn: '2026-01-06' });
    when.completes('approveInvoice', { isApproved: true }, { by: 'lore' });
    when.passes('PT1M');
    expect(play.effects.map(({ backups }) => backups)).toEqual([['payments-two']]);
    when.fails('payments-one.pay', 'effect_unknown');
    then.opens('repairPayment', { team: 'back-office', clock: 'payment' }).asks();
    when.completes('repairPayment', { fate: 'again' });
    then.asks('payments-one.pay');
    when.fails('payments-one.pay', 'connector_down');
    when.completes('repairPayment', { fate: 'paid', payment: 'p-9' });
    then.ends('paid');
  });

  test('ends where a credit note comes, before it is paid', () => {
    const { when, then } = scenario(supplier);
    checked(when);
    when.message('creditNoteReceived', { document: 'doc-8', creditMinor: 480_000 });
    then.opens('bookCreditNote').writes('task:closed');
    when.completes('bookCreditNote', { booking: 'b-8' });
    then.ends('credited');
    when.message('creditNoteReceived', { document: 'doc-8', creditMinor: 480_000 });
    then.isIrregular('afterEnd');
  });
});
