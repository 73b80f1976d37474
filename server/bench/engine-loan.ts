import type { ActivityDefinition, EventDefinition, GatewayDefinition, MappingDefinition, NodeDefinition, ProcessDefinition, TriggerDefinition } from '../../shared/journey/process.ts';
import type { Stimulus } from '../../shared/journey/engine/stimulus.ts';

/** A consumer loan as a bank would draw it: evidence until complete, checks in parallel, a decision, four eyes, offer, signing, payout. */
const activity = (kind: ActivityDefinition['activity'], id: string, more: Partial<ActivityDefinition> = {}): ActivityDefinition => ({
  kind: 'activity', activity: kind, id, isForCompensation: false, startQuantity: 1, completionQuantity: 1, inputs: [], outputs: [], data: [], instantiates: false, ...more,
});
const event = (place: EventDefinition['place'], id: string, triggers: readonly TriggerDefinition[] = [], more: Partial<EventDefinition> = {}): EventDefinition => ({
  kind: 'event', place, id, triggers, isParallelMultiple: false, isInterrupting: true, inputs: [], outputs: [], ...more,
});
const gateway = (kind: GatewayDefinition['gateway'], id: string, more: Partial<GatewayDefinition> = {}): GatewayDefinition => ({
  kind: 'gateway', gateway: kind, id, isParallel: false, instantiates: false, ...more,
});
const map = (from: string, to: string): MappingDefinition => ({ from, to });
const core = (operation: string): Pick<ActivityDefinition, 'connector'> => ({ connector: { connector: 'core', operation } });
const after = (span: string): TriggerDefinition => ({ on: 'timer', timer: 'duration', value: `"${span}"` });

const nodes: readonly NodeDefinition[] = [
  event('start', 'applied'),
  activity('script', 'instalment', { stage: 'Application', script: 'amount * (1 + rate * months / 12) / months', resultVariable: 'instalment' }),
  activity('user', 'completeApplication', { team: 'sales', stage: 'Application', work: { form: 'application' }, inputs: [map('amount', 'amount')], outputs: [map('income', 'income'), map('rent', 'rent'), map('documents', 'documents')] }),
  gateway('exclusive', 'evidenceNeeded'),
  activity('receive', 'evidence', { stage: 'Income', message: { name: 'evidence', key: 'caseId' }, outputs: [map('documents + message.pages', 'documents')] }),
  event('boundary', 'remind', [{ on: 'timer', timer: 'cycle', value: '"R3/P3D"' }], { attachedTo: 'evidence', isInterrupting: false }),
  event('end', 'reminded', [{ on: 'message', name: 'reminder' }]),
  gateway('exclusive', 'evidenceMerge'),
  activity('script', 'affordability', { stage: 'Income', script: 'income - rent - instalment', resultVariable: 'left' }),
  gateway('parallel', 'checks'),
  activity('service', 'bureau', { stage: 'Decision', ...core('bureau'), inputs: [map('customer', 'customer')], outputs: [map('score', 'score')] }),
  activity('service', 'aml', { stage: 'Decision', ...core('aml'), inputs: [map('customer', 'customer')], outputs: [map('hit', 'amlHit')] }),
  gateway('parallel', 'checked'),
  activity('businessRule', 'credit', { stage: 'Decision', decision: 'credit', resultVariable: 'verdict', inputs: [map('score', 'score'), map('left', 'left'), map('amount', 'amount')] }),
  gateway('exclusive', 'decided', { defaultFlow: 'toReview' }),
  activity('user', 'review', { team: 'credit', stage: 'Decision', work: { form: 'review' }, outputs: [map('verdict', 'verdict')] }),
  gateway('exclusive', 'reviewed'),
  gateway('exclusive', 'large'),
  activity('user', 'secondLook', { team: 'credit', stage: 'Decision', work: { form: 'second', fourEyes: ['review'] }, outputs: [map('ok', 'isSeconded')] }),
  gateway('exclusive', 'seconded'),
  gateway('exclusive', 'offerMerge'),
  activity('script', 'price', { stage: 'Offer', script: 'if score > 650 then rate else rate + 0.01', resultVariable: 'offered' }),
  event('throw', 'offer', [{ on: 'message', name: 'offer' }], { inputs: [map('offered', 'rate'), map('amount', 'amount')] }),
  gateway('event', 'answer'),
  event('catch', 'accepted', [{ on: 'message', name: 'accepted', key: 'caseId' }]),
  event('catch', 'declined', [{ on: 'message', name: 'declined', key: 'caseId' }]),
  event('catch', 'expired', [after('P14D')]),
  activity('user', 'sign', { team: 'sales', stage: 'Sign', work: { form: 'contract' } }),
  activity('service', 'payout', { stage: 'Sign', ...core('payout'), inputs: [map('amount', 'amount')], outputs: [map('reference', 'payment.reference')] }),
  event('boundary', 'payoutFailed', [{ on: 'error' }], { attachedTo: 'payout' }),
  activity('user', 'repair', { team: 'operations', stage: 'Sign' }),
  gateway('exclusive', 'paidMerge'),
  event('end', 'paid'),
  event('end', 'refused'),
  event('end', 'lost'),
];

const flow = (from: string, to: string, condition?: string, id = `${from}_${to}`): ProcessDefinition['flows'][number] => ({ id, from, to, ...(condition === undefined ? {} : { condition }) });

export const loan: ProcessDefinition = {
  id: 'consumer-loan', name: 'Consumer loan', messages: [], called: {}, correlations: [], data: [], compensations: [], nodes,
  flows: [
    flow('applied', 'instalment'), flow('instalment', 'completeApplication'), flow('completeApplication', 'evidenceMerge'), flow('evidenceMerge', 'evidenceNeeded'),
    flow('evidenceNeeded', 'evidence', 'documents < 3'), flow('evidenceNeeded', 'affordability', 'documents >= 3'), flow('evidence', 'evidenceMerge'), flow('remind', 'reminded'),
    flow('affordability', 'checks'), flow('checks', 'bureau'), flow('checks', 'aml'), flow('bureau', 'checked'), flow('aml', 'checked'), flow('checked', 'credit'), flow('credit', 'decided'),
    flow('decided', 'large', 'verdict = "yes" and not(amlHit) and left > 0'), flow('decided', 'refused', 'verdict = "no"'), flow('decided', 'review', undefined, 'toReview'),
    flow('review', 'reviewed'), flow('reviewed', 'large', 'verdict = "yes"'), flow('reviewed', 'refused', 'verdict != "yes"'),
    flow('large', 'secondLook', 'amount > 2000000'), flow('large', 'offerMerge', 'amount <= 2000000'), flow('secondLook', 'seconded'),
    flow('seconded', 'offerMerge', 'isSeconded'), flow('seconded', 'refused', 'not(isSeconded)'), flow('offerMerge', 'price'), flow('price', 'offer'), flow('offer', 'answer'),
    flow('answer', 'accepted'), flow('answer', 'declined'), flow('answer', 'expired'), flow('accepted', 'sign'), flow('declined', 'lost'), flow('expired', 'lost'),
    flow('sign', 'payout'), flow('payout', 'paidMerge'), flow('payoutFailed', 'repair'), flow('repair', 'paidMerge'), flow('paidMerge', 'paid'),
  ],
};

/** One input as a scenario writes it: a task by its element instead of its token. */
export type Move = { readonly at: string; readonly data?: Record<string, unknown> } | { readonly failAt: string; readonly code: string } | { readonly timerAt: string } | Stimulus;

const applied = (amount: number): Move => ({ type: 'start', data: { caseId: 'k-1', customer: 'c-1', amount, rate: 0.05, months: 48 } });
const income = { income: 380_000, rent: 90_000 };

/** The ways of the loan with how often each is gone, of ten. */
export const loanScenarios: readonly { readonly name: string; readonly weight: number; readonly moves: readonly Move[] }[] = [
  {
    name: 'straight through', weight: 5,
    moves: [
      applied(1_000_000), { at: 'completeApplication', data: { ...income, documents: 3 } }, { at: 'bureau', data: { score: 702 } }, { at: 'aml', data: { hit: false } },
      { at: 'credit', data: { result: 'yes' } }, { type: 'message', name: 'accepted', key: 'k-1' }, { at: 'sign' }, { at: 'payout', data: { reference: 'p1' } },
    ],
  },
  {
    name: 'evidence, review, four eyes', weight: 3,
    moves: [
      applied(3_000_000), { at: 'completeApplication', data: { ...income, documents: 1 } }, { timerAt: 'remind' }, { type: 'message', name: 'evidence', key: 'k-1', payload: { pages: 1 } },
      { type: 'message', name: 'evidence', key: 'k-1', payload: { pages: 2 } }, { at: 'aml', data: { hit: true } }, { at: 'bureau', data: { score: 610 } }, { at: 'credit', data: { result: 'maybe' } },
      { at: 'review', data: { verdict: 'yes' } }, { at: 'secondLook', data: { ok: true } }, { type: 'message', name: 'accepted', key: 'k-1' }, { at: 'sign' },
      { failAt: 'payout', code: 'account' }, { at: 'repair' },
    ],
  },
  {
    name: 'refused', weight: 1,
    moves: [
      applied(1_500_000), { at: 'completeApplication', data: { ...income, documents: 4 } }, { at: 'bureau', data: { score: 410 } }, { at: 'aml', data: { hit: false } }, { at: 'credit', data: { result: 'no' } },
    ],
  },
  {
    name: 'offer expires', weight: 1,
    moves: [
      applied(800_000), { at: 'completeApplication', data: { ...income, documents: 3 } }, { at: 'bureau', data: { score: 640 } }, { at: 'aml', data: { hit: false } },
      { at: 'credit', data: { result: 'yes' } }, { timerAt: 'expired' },
    ],
  },
];
