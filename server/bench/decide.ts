import { canonicalJson } from '../../shared/canonical.ts';
import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { DecisionRequest } from '../../shared/decision/action/decision.ts';
import { decide } from '../../shared/decision/arbitrate/decide.ts';
import { receiptOf } from '../../shared/decision/receipt/receipt.ts';
import { whatIf, type PastDecision } from '../../shared/decision/what-if/what-if.ts';
import { anyFeatures } from '../catalog/actions/testing/any-customer.ts';
import { seededRandom } from '../demo/random.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, atMost, percentile } from './benchmark.ts';
import { largeCatalog } from './decide-catalog.ts';
import { figure } from './report.ts';

const actions = 200;
const rounds = 5;
const inRound = 1500;
const past = 10_000;
/** So many different ones, each as it is kept: reading it is part of the work. */
const kept = 2000;

/** No request comes twice: what the explainer keeps from one customer to the next is all that it may use. */
function requestsOf({ source }: Bundle, count: number, seed: number): DecisionRequest[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({ at: 1_760_000_000_000, channel: 'phone', placement: 'desk', draw: random.next(), features: anyFeatures(source.features, random) }));
}

interface Round {
  readonly p95Ms: number;
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

function playRound(bundle: Bundle, seed: number): Round {
  const requests = requestsOf(bundle, inRound, seed);
  const took: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  for (const request of requests) {
    const before = performance.now();
    decide(bundle, request);
    took.push(performance.now() - before);
  }
  const all = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { p95Ms: percentile(took, 0.95), perSecond: (inRound * 1000) / all, perCpuSecond: (inRound * 1e6) / (user + system) };
}

/** Every suppressed action of some decisions is told all its gates, and no decision fails: else the figures would be of something else. */
function complaintsOf(bundle: Bundle): string[] {
  return requestsOf(bundle, 50, 99).flatMap((request) => {
    const { ranked, suppressed, failed } = decide(bundle, request);
    const told = ranked.length + suppressed.filter(({ gates }) => gates.length > 0).length;
    return told === actions + 1 && failed.length === 0 ? [] : [`${String(told)} of ${String(actions + 1)} actions told, ${String(failed.length)} failed`];
  });
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const bundle = largeCatalog(actions);
  const mismatches = complaintsOf(bundle);
  const played = Array.from({ length: rounds }, (_, seed) => playRound(bundle, seed));
  const p95Ms = Math.min(...played.map((round) => round.p95Ms));
  const perSecond = Math.max(...played.map((round) => round.perSecond));
  const perCpuSecond = Math.max(...played.map((round) => round.perCpuSecond));
  const counts = { actions, conditions: bundle.conditions.length, changes: bundle.source.changes.length, decisions: rounds * inRound };
  return [
    {
      name: 'decide.p95', unit: 'ms', value: p95Ms, against: { name: 'goal', value: 5 }, better: 'lower', bars: [atMost('ms for a decision over 200 actions with all explanations, p95', p95Ms, 5)],
      counts, mismatches, beside: [`worst of ${String(rounds)} rounds: ${figure(Math.max(...played.map((round) => round.p95Ms)))} ms`], calibration,
    },
    {
      name: 'decide.rate', unit: 'decisions/s', value: perSecond, against: { name: 'goal', value: 1000 }, better: 'higher', bars: [atLeast('decisions a second on one core', perSecond, 1000)],
      counts, mismatches, beside: [`${figure(perCpuSecond)} a second of CPU time`], calibration,
    },
    whatIfResult(bundle, calibration),
  ];
}

/** Past decisions by rules of 200 actions, against a draft in which a part of them has other gates and priors. */
function whatIfResult(bundle: Bundle, calibration: Result['calibration']): Result {
  const frame = { bundle: bundle.digest, models: [], actor: 'bench' };
  const texts = requestsOf(bundle, kept, 7).map((request) => canonicalJson(receiptOf(request, decide(bundle, request), frame)));
  const decisions = function* (count: number): Generator<PastDecision> {
    for (let i = 0; i < count; i += 1) yield { id: String(i), text: texts[i % kept] ?? '' };
  };
  const draft = largeCatalog(actions, undefined, 20);
  const startedAt = performance.now();
  const { differences } = whatIf(decisions(past), draft);
  const tookMs = performance.now() - startedAt;
  const same = whatIf(decisions(500), bundle);
  return {
    name: 'what-if.rate', unit: 'decisions/s', value: (past * 1000) / tookMs, against: { name: 'goal', value: 2000 }, better: 'higher',
    bars: [atMost('seconds for 10,000 past decisions against a draft', tookMs / 1000, 5)],
    counts: { decisions: past, differences: differences.length },
    mismatches: [
      ...(differences.length > 0 && differences.every(({ because }) => because.rule !== '') ? [] : ['a draft with other rules makes no difference, or one without its rule']),
      ...(same.differences.length === 0 ? [] : [`${String(same.differences.length)} decisions differ under their own rules`]),
    ],
    beside: [`${figure(tookMs / 1000)} s`], calibration,
  };
}

export const decideRate: Benchmark = { names: ['decide.p95', 'decide.rate', 'what-if.rate'], run };
