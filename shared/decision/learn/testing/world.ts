import type { ActionDefinition } from '../../action/action.ts';
import type { Features } from '../../action/feature.ts';
import type { Learnable } from '../encode.ts';
import { sigmoid } from '../gaussian.ts';
import { normalOf } from '../normal.ts';
import type { Answer } from '../outcome.ts';

type Chance = () => number;

/** What the models of the simulated bank learn from; the truth knows more of it than a sum can say. */
export const worldFeatures: readonly Learnable[] = [
  { name: 'tenureYears', type: 'number', range: [0, 40] },
  { name: 'incomeProofAgeDays', type: 'number', range: [0, 360] },
  { name: 'contactsInMonth', type: 'number', range: [0, 8] },
  { name: 'isOnApp', type: 'yesNo' },
  { name: 'isStudent', type: 'yesNo' },
  { name: 'segment', type: 'text', levels: ['mass', 'affluent', 'young', 'business'] },
];

/** What somebody is like: everybody is somewhat different, and of some the proof of income is not known. */
export function someone(chance: Chance): Features {
  return {
    customer: `c${String(Math.floor(chance() * 1e6))}`,
    isVulnerable: chance() < 0.1,
    tenureYears: Math.round(40 * chance() ** 2),
    incomeProofAgeDays: chance() < 0.3 ? null : Math.round(360 * chance()),
    contactsInMonth: Math.floor(8 * chance() * chance()),
    isOnApp: chance() < 0.6,
    isStudent: chance() < 0.2,
    segment: ['mass', 'mass', 'affluent', 'young', 'business'][Math.floor(5 * chance())] ?? 'mass',
  };
}

/** What the truth looks at: all that a model sees, and two things that hang together. */
export function trueParts(known: Features): number[] {
  const scaled = (name: string, from: number, to: number): number => (typeof known[name] === 'number' ? (2 * (known[name] as number) - from - to) / (to - from) : 0);
  const yes = (name: string): number => (known[name] === true ? 1 : 0);
  const segment = (name: string): number => (known['segment'] === name ? 1 : 0);
  return [
    1, scaled('tenureYears', 0, 40), scaled('incomeProofAgeDays', 0, 360), known['incomeProofAgeDays'] === null ? 1 : 0, scaled('contactsInMonth', 0, 8),
    yes('isOnApp'), yes('isStudent'), segment('affluent'), segment('young'), segment('business'),
    yes('isOnApp') * segment('young'), scaled('tenureYears', 0, 40) * segment('affluent'),
  ];
}

/** An action whose truth is known. */
export interface TrueAction {
  readonly definition: ActionDefinition;
  readonly weights: readonly number[];
}

/** A bank with actions, each of which everybody takes with a known probability, and what its staff believe of them. */
export interface World {
  readonly actions: readonly TrueAction[];
}

export const truth = ({ weights }: TrueAction, parts: readonly number[]): number => sigmoid(weights.reduce((sum, weight, i) => sum + weight * (parts[i] ?? 0), 0));

/** A world by chance: how likely the actions are lies apart, and so do the priors that the bank guesses. */
export function someWorld(chance: Chance, actions = 5): World {
  const normal = (spread: number): number => spread * normalOf(chance());
  return {
    actions: Array.from({ length: actions }, (_, i) => {
      const usual = -1.3 + normal(0.5);
      const weights = [usual, ...trueParts(someone(chance)).slice(1).map((_part, at) => normal(at < 9 ? 0.7 : 0.4))];
      return { definition: offer(`offer-${String(i)}`, sigmoid(usual + normal(0.8))), weights };
    }),
  };
}

function offer(id: string, prior: number): ActionDefinition {
  return { id, class: 'sales', channels: ['mobile'], placements: ['card'], gates: [], value: { base: 1 }, context: [], propensity: { prior, features: worldFeatures.map(({ name }) => name) }, owner: 'sales-desk' };
}

/** Of everybody four fifths look; of those who look and do not want it three in ten say nothing. */
const looks = 0.8;
const silent = 0.3;
export const worldPassedOver = (looks * silent) / (1 - looks);

/** What somebody answers who would take it with probability p. */
export function answerOf(p: number, chance: Chance): Answer {
  if (chance() >= looks) return 'ignored';
  if (chance() < p) return 'accepted';
  return chance() < silent ? 'ignored' : 'refused';
}

/** The same action after people have changed their minds by so much in log-odds. */
export const shifted = (action: TrueAction, by: number): TrueAction => ({ ...action, weights: action.weights.map((weight, i) => (i === 0 ? weight + by : weight)) });

/** The same action where what spoke for it speaks against it, and as likely as before on average. */
export const turned = (action: TrueAction): TrueAction => ({ ...action, weights: action.weights.map((weight, i) => (i === 0 ? weight : -weight)) });
