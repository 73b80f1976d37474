import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { Decision, DecisionRequest } from '../../shared/decision/action/decision.ts';
import type { Features } from '../../shared/decision/action/feature.ts';
import { decide } from '../../shared/decision/arbitrate/decide.ts';
import type { Models } from '../../shared/decision/learn/models.ts';
import type { Facts } from '../../shared/decision/gather/facts.ts';
import { featuresOf } from '../../shared/decision/gather/features.ts';
import { receiptOf } from '../../shared/decision/receipt/receipt.ts';
import { writtenReceipt } from '../../shared/decision/receipt/recompute.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { DecisionAsked, DecisionShown } from '../../shared/contract/rest-decision.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { mayWatch } from '../../shared/policy/may-watch.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { MadeDecision } from '../../shared/work/commands/decision.ts';
import type { GatherParts } from './gather.ts';
import { gather } from './gather.ts';
import type { RuleBook } from './rule-book.ts';
import { sha256 } from './rule-book.ts';

export interface DecisionParts extends GatherParts {
  readonly rules: RuleBook;
  /** What has learned how likely actions are taken, as of now. */
  readonly learned: () => Pick<Models, 'propensityOf' | 'digests'>;
  /** From 0 to below 1. */
  readonly draw: () => number;
  readonly now: () => number;
  /** Puts it in the log with its receipt; the answer comes after the commit. */
  readonly note: (actor: string, made: MadeDecision) => Promise<Answer>;
}

/** A customer who changes while it is decided about them is decided about again, so often. */
const mostTries = 4;

/**
 * Decides what is best for a customer now and answers once the receipt is durable. `actor` is a person's id, with the person, or `source:`
 * and a source's. Refused with `not_found`, `invalid` for a placement that no rule knows, what the desk refuses, and `conflict`.
 */
export async function makeDecision(parts: DecisionParts, asked: DecisionAsked, actor: string, person?: Person): Promise<DecisionShown | Extract<Answer, { ok: false }> | Refusal> {
  if (!parts.rules.today.source.placements.some(({ id }) => id === asked.placement)) return refuse('invalid', { field: 'placement', because: 'unknown' });
  for (let tries = 0; tries < mostTries; tries += 1) {
    const gathered = await gather(parts, { ...asked, person: person?.id, now: parts.now() });
    if (!gathered || (person && !maySeeCase(person, gathered.facts))) return refuse('not_found', { customer: asked.customer });
    const { facts, off } = gathered;
    const today = await parts.rules.todayWithout(off);
    const learned = parts.learned();
    const request: DecisionRequest = { at: facts.now, channel: asked.channel, placement: asked.placement, draw: parts.draw(), features: declared(today, featuresOf(facts)) };
    const decision = decide(today, request, learned.propensityOf);
    const models = learned.digests(today.candidates(asked.channel, asked.placement).map(({ definition }) => definition.id), asked.channel, request.features);
    const { id, text } = writtenReceipt(receiptOf(request, decision, { bundle: today.digest, models, actor }), sha256);
    const body = {
      receipt: id, channel: asked.channel, placement: asked.placement, ...(asked.case === undefined ? {} : { case: asked.case }),
      choice: decision.choice.action, shown: [...decision.shown], bundle: today.digest, models: [...models],
    };
    const failed = parts.rules.untold(decision.failed);
    const answer = await parts.note(actor, { customer: facts.customer.id, version: facts.customer.version, body, text, failed });
    if (!answer.ok) return answer;
    if (answer.seq > 0) parts.rules.told(failed);
    if (answer.seq > 0) return shownOf(today, id, facts.now, decision);
  }
  return refuse('conflict', { customer: asked.customer });
}

function maySeeCase(person: Person, { case: row, tasks }: Facts): boolean {
  if (!row) return true;
  const people = tasks.flatMap((task) => [ownerOf(task), task.handOff?.toPerson, task.offer?.to].filter((id) => id !== undefined));
  const teams = tasks.flatMap((task) => [task.team, ...(task.handOff?.toTeam === undefined ? [] : [task.handOff.toTeam])]);
  return mayWatch(person, { kind: 'case', team: row.team, branch: row.branch, isIdentified: true, people, teams });
}

/** Exactly the features that the rules know, so that the receipt holds nothing else. */
function declared({ features, blank }: Bundle, gathered: Features): Features {
  const told: Record<string, Features[string]> = { ...blank };
  for (const name of features.keys()) {
    const value = gathered[name];
    if (value !== undefined) told[name] = value;
  }
  return told;
}

function shownOf(bundle: Bundle, receipt: string, at: number, { shown, ranked, suppressed, choice }: Decision): DecisionShown {
  const kinds = gateKindsOf(bundle);
  const quiet = new Set(suppressed.flatMap(({ gates }) => gates.flatMap(({ gate }) => (kinds.get(gate) === 'quiet' ? [gate] : []))));
  const first = ranked.find(({ action }) => action === choice.action);
  return {
    receipt, at, quiet: [...quiet].sort(),
    shown: shown.flatMap((id) => {
      const one = ranked.find(({ action }) => action === id);
      const definition = bundle.actions.get(id)?.definition;
      if (!one || !definition || one.class === 'nothing') return [];
      const { disclosure, does } = definition;
      const factors = one.factors as DecisionShown['shown'][number]['factors'];
      return [{ action: id, class: one.class, factors, say: `suggestion.${id}.say`, ...(disclosure === undefined ? {} : { disclosure }), ...(does === undefined ? {} : { does }) }];
    }),
    ...(first?.class === 'nothing' ? { nothing: { because: choice.because } } : {}),
  };
}

const kindsOf = new WeakMap<Bundle, ReadonlyMap<string, string>>();

/** Kinds of all gates, an action's own ones too. */
export function gateKindsOf(bundle: Bundle): ReadonlyMap<string, string> {
  const known = kindsOf.get(bundle) ?? new Map([...bundle.actions.values()].flatMap(({ gates }) => gates.map(({ definition: { id, kind } }) => [id, kind] as const)));
  kindsOf.set(bundle, known);
  return known;
}
