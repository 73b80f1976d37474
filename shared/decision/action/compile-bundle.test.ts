import { expect, test } from 'vitest';
import type { BundleSource } from './bundle-source.ts';
import type { BundleDefect } from './defects.ts';
import { compileBundle } from './compile-bundle.ts';
import { action, bundleOf, compiled, nothing, sha256, sourceOf } from './testing/small-bundle.ts';

function defectsOf(source: unknown): readonly BundleDefect[] {
  const bundle = compileBundle(source, sha256);
  return bundle.ok ? [] : bundle.defects;
}
const gated = (when: string): BundleSource => sourceOf([action('offer', { gates: [{ id: 'own', kind: 'suitability', when, changes: [] }] })]);

test.each<[string, unknown, BundleDefect]>([
  ['a gate over a feature that nobody declared', gated('age > 3'), { because: 'feature_unknown', element: 'own', found: 'age' }],
  ['a gate that is no FEEL', gated('contacts <'), { because: 'feel_syntax', element: 'own', found: 'end of expression' }],
  ['a gate that asks the clock', gated('today() > date("2026-01-01")'), { because: 'feature_clock', element: 'own', found: 'today' }],
  ['a personal feature compared with a text', gated('customerHash = "4711"'), { because: 'feature_personal', element: 'own', found: 'customerHash' }],
  ['a personal feature hidden in a list', gated('list contains([customerHash], "4711")'), { because: 'feature_personal', element: 'own', found: 'customerHash' }],
  ['a personal feature that orders', gated('customerHash < callerHash'), { because: 'feature_personal', element: 'own', found: 'customerHash' }],
  ['a gate that nobody declared', sourceOf([action('offer', { gates: ['no-such'] })]), { because: 'gate_unknown', element: 'offer', found: 'no-such' }],
  ['a part that nobody declared', sourceOf([action('offer', { context: ['no-such'] })]), { because: 'part_unknown', element: 'offer', found: 'no-such' }],
  ['a change that nobody declared', sourceOf([action('offer', { gates: [{ id: 'own', kind: 'quiet', when: 'mayCall', changes: ['beg'] }] })]), { because: 'change_unknown', element: 'own', found: 'beg' }],
  ['a change that sets nothing of what its gate reads', sourceOf([action('offer', { gates: [{ id: 'own', kind: 'quiet', when: 'mayCall', changes: ['wait'] }] })]), { because: 'change_idle', element: 'own', found: 'wait' }],
  ['a change to a value of another type', sourceOf([], { changes: [{ id: 'wait', cost: 1, sets: { contacts: 'none' } }], gates: [] }), { because: 'value_type', element: 'wait', found: 'contacts' }],
  ['a change of what is personal', sourceOf([], { changes: [{ id: 'be-another', cost: 1, sets: { customerHash: { feel: 'callerHash = null' } } }], gates: [] }), { because: 'feature_personal', element: 'be-another', found: 'customerHash' }],
  ['a place that nobody declared', sourceOf([action('offer', { placements: ['moon'] })]), { because: 'placement_unknown', element: 'offer', found: 'moon' }],
  ['a lever on an action that is not there', sourceOf([], { levers: [{ id: 'push', action: 'offer', factor: 2, from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }] }), { because: 'action_unknown', element: 'push', found: 'offer' }],
  ['two actions of one id', sourceOf([action('offer'), action('offer')]), { because: 'id_twice', element: 'offer' }],
  ['a model that would learn from what is personal', sourceOf([action('offer', { propensity: { prior: 0.5, features: ['customerHash'] } })]), { because: 'feature_personal', element: 'offer', found: 'customerHash' }],
  ['nothing behind a gate', { ...sourceOf([]), actions: [{ ...nothing, gates: ['cap'] }] }, { because: 'nothing_gated', element: 'nothing' }],
  ['no way to do nothing', { ...sourceOf([]), actions: [] }, { because: 'nothing_missing', element: 'nothing', found: '0' }],
])('refused: %s', (_, source, defect) => {
  expect(defectsOf(source)).toEqual([defect]);
});

test('refused: a lever without an end, one that ends before it starts, and one on an action and a class', () => {
  const lever = { id: 'push', class: 'sales', factor: 2, from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
  const { to: _, ...endless } = lever;
  for (const one of [endless, lever, { ...lever, to: '2026-03-01T00:00:00Z', action: 'nothing' }]) expect(defectsOf({ ...sourceOf([]), levers: [one] })).toMatchObject([{ because: 'shape' }]);
});

test('all that is wrong is told at once, each with its id', () => {
  const source = sourceOf([action('offer', { gates: ['no-such', { id: 'own', kind: 'quiet', when: 'age > 3', changes: [] }] }), action('other', { placements: ['moon'] })]);
  expect(defectsOf(source).map(({ element }) => element).sort()).toEqual(['offer', 'other', 'own']);
});

test('a personal feature may be compared with null and with another one', () => {
  for (const when of ['customerHash != null and customerHash = callerHash', 'null = callerHash']) expect(defectsOf(gated(when))).toEqual([]);
});

test('gates that say the same in the same words are one condition', () => {
  const own = (id: string) => ({ id, kind: 'contact' as const, when: 'contacts < 3', changes: [] });
  const one = bundleOf(action('a', { gates: ['cap', own('own-cap')] }), action('b', { gates: [own('other-cap')] }));
  expect(one.conditions.filter(({ text }) => text === 'contacts < 3')).toHaveLength(1);
});

test('the gates of an action stand in the hard order of their kinds, however it names them', () => {
  const one = bundleOf(action('a', { gates: ['quiet-dispute', 'cap', 'may-call', 'proof'] }));
  expect(one.actions.get('a')?.gates.map(({ definition }) => definition.kind)).toEqual(['applicability', 'consent', 'contact', 'quiet']);
});

test('the digest is of what the rules say, not of how the file is written', () => {
  const source = sourceOf([action('a')]);
  const turned = Object.fromEntries(Object.entries(source).reverse());
  expect(compileBundle(turned, sha256)).toMatchObject({ ok: true, digest: compiled(source).digest });
  expect(compiled(sourceOf([action('b')])).digest).not.toBe(compiled(source).digest);
});
