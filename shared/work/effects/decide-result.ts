import type { EntryDraft, EntryKind } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import { statedField } from '../../journey/orchestrated/field.ts';
import { holderOf } from '../commands/rule.ts';
import type { Context, Decided, Needs, ValueDraft, World } from '../world.ts';
import { done, isNeeds } from '../world.ts';
import { customerOfStream } from './effect-stream.ts';
import type { EffectOutcome, EffectResult, PersonalValue } from './result.ts';

/** What a journey does about a result. */
export interface ToldJourney extends Decided {
  /** The journey deals with the failure itself, so nobody needs to look at it. */
  readonly isCaught?: boolean;
}

/** Makes the decision of a journey from what became of its effect. Personal values of the answer stand in `data` as `{$value: id}`. */
export type OnEffectResult = (result: EffectResult) => (world: World, ctx: Context) => ToldJourney | Needs;

/** A result on its way to the log. */
export interface ReportedResult {
  readonly result: EffectResult;
  readonly personal: readonly PersonalValue[];
  /** Whose the connector is when it fails. */
  readonly connectorOwner: string;
  /** Who is told instead where it belongs to no case. */
  readonly owner?: string;
}

/**
 * Decides what a result changes: an entry about it, what the journey does, and, where it failed and the journey does not deal with it,
 * an exception with an owner, for whom the effect is kept.
 */
export function decideEffectResult(world: World, reported: ReportedResult, ctx: Context, onResult: OnEffectResult): Decided | Needs {
  const { result, personal, connectorOwner } = reported;
  const whose = customerOfStream(result.case);
  if (whose !== undefined) return ofCustomer(world, whose, reported, ctx);
  const state = world.case(result.case);
  if (state === undefined) return { needs: { cases: [result.case] } };
  const values = state === null ? [] : personal.map((one): ValueDraft => ({
    id: ctx.newId('v'), holder: holderOf(state), field: statedField(one.field), value: one.value, source: `connector:${result.route}`, asOf: ctx.now,
  }));
  const outcome = withValues(result.outcome, personal, values);
  const told = onResult({ ...result, outcome })(world, ctx);
  if (isNeeds(told)) return told;
  const { isCaught = false, ...decided } = told;
  const isKept = !outcome.ok && !isCaught;
  const about = (kind: EntryKind, body: object): EntryDraft => entryAbout(state, kind, body);
  const entries = [
    outcome.ok ? about('effect:done', { ...whatOf(result), ...triedOf(result), data: outcome.data }) : about('effect:failed', failureOf(result, outcome)),
    ...(isKept ? [about('exception:raised', exceptionOf(state, result, outcome, connectorOwner, ctx.newId('x')))] : []),
    ...decided.entries,
  ];
  return {
    ...decided,
    entries,
    values: [...values, ...(decided.values ?? [])],
    effectOrders: [{ do: isKept ? 'keep' : 'close', effect: result.effect }, ...(decided.effectOrders ?? [])],
  };
}

/**
 * The same for what no case asked for: it stands with the customer and is over then. Nobody sends it again; who sees that it did not
 * happen suggests or does it anew.
 */
function ofCustomer(world: World, id: string, { result, personal, connectorOwner, owner = connectorOwner }: ReportedResult, ctx: Context): Decided | Needs {
  const customer = world.customer(id);
  if (customer === undefined) return { needs: { customers: [id] } };
  const values = customer === null || customer.erasedAt !== undefined ? [] : personal.map((one): ValueDraft => ({
    id: ctx.newId('v'), holder: id, field: statedField(one.field), value: one.value, source: `connector:${result.route}`, asOf: ctx.now,
  }));
  const outcome = withValues(result.outcome, personal, values);
  const about = (kind: EntryKind, body: object): EntryDraft => ({ kind, subject: `customer:${id}`, customer: id, body }) as EntryDraft;
  const entries = outcome.ok
    ? [about('effect:done', { ...whatOf(result), ...triedOf(result), data: outcome.data })]
    : [about('effect:failed', failureOf(result, outcome)), about('exception:raised', { code: outcome.code, reference: ctx.newId('x'), owner, source: `connector:${result.route}`, effect: whatOf(result) })];
  return { ...done(...entries), values, effectOrders: [{ do: 'close', effect: result.effect }] };
}

function withValues(outcome: EffectOutcome, personal: readonly PersonalValue[], values: readonly ValueDraft[]): EffectOutcome {
  if (!outcome.ok || values.length === 0) return outcome;
  return { ok: true, data: { ...outcome.data, ...Object.fromEntries(values.map(({ id }, index) => [personal[index]?.field, { $value: id }])) } };
}

const whatOf = ({ effect, connector, operation, ref }: EffectResult) => ({ effect, connector, operation, ...(ref === undefined ? {} : { ref }) });
const triedOf = ({ route, attempts, by, failedFrom }: EffectResult) => ({ route, attempts, ...(by === undefined ? {} : { by }), ...(failedFrom === undefined ? {} : { failedFrom }) });

function failureOf(result: EffectResult, { code, error, applied }: Extract<EffectOutcome, { ok: false }>): object {
  return { ...whatOf(result), ...triedOf(result), code, applied, ...(error === undefined ? {} : { error }) };
}

/** What a system refuses and what nobody knows is for those who know the case; a system that fails is for whoever runs it. */
function exceptionOf(state: CaseState | null, result: EffectResult, { code, error }: Extract<EffectOutcome, { ok: false }>, connectorOwner: string, reference: string): object {
  const isOfTeam = code === 'connector_refused' || code === 'effect_unknown' || code === 'effect_forbidden';
  return { code, reference, owner: isOfTeam && state ? `team:${state.case.team}` : connectorOwner, source: `connector:${result.route}`, effect: whatOf(result), ...(code === 'effect_forbidden' && error !== undefined ? { gate: error } : {}) };
}

function entryAbout(state: CaseState | null, kind: EntryKind, body: object): EntryDraft {
  if (state === null) return { kind, subject: 'system:effects', body } as EntryDraft;
  const { id, customer } = state.case;
  return { kind, subject: `case:${id}`, case: id, ...(customer === undefined ? {} : { customer }), body } as EntryDraft;
}
