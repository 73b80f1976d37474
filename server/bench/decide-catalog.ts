import type { ActionDefinition } from '../../shared/decision/action/action.ts';
import { actionClasses } from '../../shared/decision/action/action.ts';
import type { BundleSource } from '../../shared/decision/action/bundle-source.ts';
import type { Bundle } from '../../shared/decision/action/bundle.ts';
import { compileBundle } from '../../shared/decision/action/compile-bundle.ts';
import type { GateDefinition, GateKind } from '../../shared/decision/action/gate.ts';
import { withRests } from '../../shared/decision/action/rests.ts';
import { sha256 } from '../catalog/actions/load-actions.ts';
import { seededRandom, type Random } from '../demo/random.ts';

const flags = 60;
const numbers = 60;
const name = (kind: string, i: number): string => `${kind}${String(i)}`;

/**
 * Rules as a large bank could have them: shared gates of consent, contact and quiet, and for each action its own about products and ages. Of
 * as many actions as are `changed` the prior and a gate are other ones.
 */
export function largeCatalog(count: number, seed = 200, changed = 0): Bundle {
  const random = seededRandom(seed);
  const changes = [
    ...Array.from({ length: flags }, (_, i) => ({ id: `turn-${name('f', i)}`, cost: 1 + (i % 9), sets: { [name('f', i)]: i % 2 === 0 } })),
    ...Array.from({ length: numbers }, (_, i) => ({ id: `renew-${name('n', i)}`, cost: 1 + (i % 7), sets: { [name('n', i)]: 0 } })),
    // Time helps with two limits at once.
    ...Array.from({ length: numbers / 5 }, (_, i) => ({ id: `wait-${name('n', i * 5)}`, cost: 2 + (i % 5), sets: { [name('n', i * 5)]: { feel: `max(0, ${name('n', i * 5)} - 30)` }, [name('n', i * 5 + 1)]: 0 } })),
  ];
  const bearing = (...features: string[]): string[] => changes.filter(({ sets }) => features.some((feature) => feature in sets)).map(({ id }) => id);
  const gate = (id: string, kind: GateKind): GateDefinition => {
    const [f, g, n, m] = [random.between(0, flags - 1), random.between(0, flags - 1), random.between(0, numbers - 1), random.between(0, numbers - 1)];
    const [flag, other, age, size] = [name('f', f), name('f', g), name('n', n), name('n', m)];
    switch (random.between(0, 4)) {
      case 0:
        return { id, kind, when: f % 2 === 0 ? flag : `not(${flag})`, changes: bearing(flag) };
      case 1:
        return { id, kind, when: `${age} != null and ${age} <= ${String(random.between(20, 90))}`, changes: bearing(age) };
      case 2:
        return { id, kind, when: `${flag} or ${age} < ${String(random.between(10, 60))}`, changes: bearing(flag, age) };
      case 3:
        return { id, kind, when: `${age} + ${size} <= ${String(random.between(60, 150))} or ${other}`, changes: bearing(age, size, other) };
      default:
        return { id, kind, when: `if ${flag} then ${age} in [0..${String(random.between(30, 90))}] else not(${other})`, changes: bearing(flag, age, other) };
    }
  };
  const shared = Array.from({ length: 30 }, (_, i) => gate(`shared-${String(i)}`, (['consent', 'contact', 'quiet'] as const)[i % 3] ?? 'quiet'));
  const made = Array.from({ length: count }, (_, i) => actionOf(i, gate, shared, random));
  const files = made.map((file, i) => (i < changed ? { ...file, gates: file.gates.slice(1), propensity: { prior: 0.9 } } : file));
  const { actions, features, changes: rests } = withRests(files);
  const source: BundleSource = {
    v: 1,
    features: [
      ...Array.from({ length: flags }, (_, i) => ({ name: name('f', i), type: 'yesNo' as const, otherwise: false })),
      ...Array.from({ length: numbers }, (_, i) => ({ name: name('n', i), type: 'number' as const, otherwise: 0, range: [0, 120] as [number, number] })),
      ...features,
    ],
    gates: shared, parts: [], changes: [...changes, ...rests], levers: [], placements: [{ id: 'desk', atMost: 3 }], recalls: [],
    actions: [...actions, { id: 'nothing', class: 'nothing', channels: ['phone'], placements: ['desk'], gates: [], value: { base: 1 }, context: [], propensity: { prior: 0.5 }, owner: 'bench' }],
  };
  const bundle = compileBundle(source, sha256);
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.defects.slice(0, 5)));
  return bundle;
}

function actionOf(i: number, gate: (id: string, kind: GateKind) => GateDefinition, shared: readonly GateDefinition[], random: Random): ActionDefinition & { rests?: { refusedDays: number; notNowHours: number } } {
  const id = `action-${String(i)}`;
  const own = (['eligibility', 'applicability', 'suitability'] as const).slice(0, random.between(1, 3)).map((kind) => gate(`${id}-${kind}`, kind));
  const named = new Set(Array.from({ length: random.between(0, 6) }, () => random.pick(shared).id));
  const part = (of: string) => ({ id: `${id}-${of}`, when: name('f', random.between(0, flags - 1)), factor: 1.2 });
  return {
    id, class: actionClasses[i % 6] ?? 'service', channels: ['phone', 'branch'], placements: ['desk'], gates: [...own, ...named],
    value: { base: random.between(1, 100) / 100, parts: [part('value')] }, context: [part('context'), part('place')], propensity: { prior: random.between(1, 99) / 100 }, owner: 'bench',
    ...(i % 2 === 0 ? { rests: { refusedDays: 90, notNowHours: 24 } } : {}),
  };
}
