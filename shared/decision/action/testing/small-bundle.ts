import { sha256Head } from '../../../sync/sha256.ts';
import type { ActionDefinition } from '../action.ts';
import type { BundleSource } from '../bundle-source.ts';
import type { Bundle } from '../bundle.ts';
import { compileBundle } from '../compile-bundle.ts';
import type { DecisionRequest } from '../decision.ts';
import type { Features } from '../feature.ts';

/** As long as a digest; tests need no more of it than that it tells texts apart. */
export const sha256 = (text: string): string => sha256Head(text).map((word) => word.toString(16).padStart(8, '0')).join('').repeat(4);

/** An action with what a test does not care about filled in. */
export function action(id: string, rest: Partial<ActionDefinition> = {}): ActionDefinition {
  return { id, class: 'service', channels: ['phone'], placements: ['desk'], gates: [], value: { base: 1 }, context: [], propensity: { prior: 0.5 }, owner: 'decision-team', ...rest };
}

export const nothing = action('nothing', { class: 'nothing' });

const small: BundleSource = {
  v: 1,
  features: [
    { name: 'isDisputed', type: 'yesNo', otherwise: false },
    { name: 'mayCall', type: 'yesNo', otherwise: false },
    { name: 'contacts', type: 'number', otherwise: 0 },
    { name: 'proofAgeDays', type: 'number' },
    { name: 'customerHash', type: 'text', personal: true },
    { name: 'callerHash', type: 'text', personal: true },
  ],
  gates: [
    { id: 'quiet-dispute', kind: 'quiet', when: 'not(isDisputed)', changes: ['close-dispute'] },
    { id: 'may-call', kind: 'consent', when: 'mayCall', changes: ['get-consent'] },
    { id: 'cap', kind: 'contact', when: 'contacts < 3', changes: ['wait'] },
    { id: 'proof', kind: 'applicability', when: 'proofAgeDays != null and proofAgeDays <= 90', changes: ['upload-proof'] },
  ],
  parts: [],
  changes: [
    { id: 'close-dispute', cost: 8, sets: { isDisputed: false } },
    { id: 'get-consent', cost: 2, sets: { mayCall: true } },
    { id: 'wait', cost: 4, sets: { contacts: { feel: 'max(0, contacts - 1)' } } },
    { id: 'upload-proof', cost: 3, sets: { proofAgeDays: 0 } },
  ],
  levers: [],
  placements: [{ id: 'desk', atMost: 3 }],
  recalls: [],
  actions: [nothing],
};

/** A small bank's rules with these actions, and nothing; or with any part of them replaced. */
export function sourceOf(actions: readonly ActionDefinition[], rest: Partial<BundleSource> = {}): BundleSource {
  return { ...small, actions: [...actions, nothing], ...rest };
}

/** Compiled; throws with the defects. */
export function compiled(source: BundleSource): Bundle {
  const bundle = compileBundle(source, sha256);
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.defects));
  return bundle;
}

export const bundleOf = (...actions: ActionDefinition[]): Bundle => compiled(sourceOf(actions));

export function request(features: Features = {}, rest: Partial<DecisionRequest> = {}): DecisionRequest {
  return { at: 1_760_000_000_000, channel: 'phone', placement: 'desk', draw: 0, features, ...rest };
}
