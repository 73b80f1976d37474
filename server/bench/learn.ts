import { startModel } from '../../shared/decision/learn/model.ts';
import type { Outcome } from '../../shared/decision/learn/outcome.ts';
import { predictorOf } from '../../shared/decision/learn/predict.ts';
import { step } from '../../shared/decision/learn/step.ts';
import { seeded } from '../../shared/decision/learn/testing/seeded.ts';
import { alarmsAfter, compareDeciders } from '../../shared/decision/learn/testing/simulate.ts';
import { verdictOf } from '../../shared/decision/learn/testing/verdict.ts';
import { shifted, someone, worldFeatures } from '../../shared/decision/learn/testing/world.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, atMost } from './benchmark.ts';
import { figure } from './report.ts';

const worlds = 8;
const rounds = 10_000;
const watchedWorlds = 12;
const watchedRounds = 6000;
const calibratedWithin = 3;

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

/** What one prediction with its reasons takes, and one step of a thousand outcomes. */
function costs(): { readonly predictMicros: number; readonly stepMs: number; readonly bytes: number } {
  const chance = seeded(1);
  const outcomes = Array.from({ length: 1000 }, (_, i): Outcome => ({ seq: i + 1, how: chance() < 0.3 ? 'accepted' : 'refused', features: someone(chance) }));
  const start = startModel({ action: 'offer', channel: 'mobile', features: worldFeatures, prior: 0.3 });
  const stepped = performance.now();
  const model = step(start, outcomes, 0);
  const stepMs = performance.now() - stepped;
  const predictor = predictorOf(model);
  const began = performance.now();
  for (let round = 0; round < 100; round += 1) for (const { features } of outcomes) predictor.predict(features);
  return { predictMicros: ((performance.now() - began) * 1000) / (100 * outcomes.length), stepMs, bytes: JSON.stringify(model).length };
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const compared = seeds(worlds).map((seed) => {
    context.say(`  world ${String(seed)} of ${String(worlds)}`);
    return compareDeciders({ seed, rounds });
  });
  const verdict = verdictOf(compared);
  const heard = seeds(watchedWorlds).filter((seed) => {
    const { alarms, drifted } = alarmsAfter({ seed, rounds: watchedRounds }, { at: watchedRounds / 2, becomes: (action) => shifted(action, -1) });
    return alarms.some(({ action }) => action === drifted);
  }).length;
  const falseAlarms = seeds(watchedWorlds).flatMap((seed) => alarmsAfter({ seed, rounds: watchedRounds }).alarms).length;
  const { predictMicros, stepMs, bytes } = costs();
  return [
    {
      name: 'learn.regret', unit: `accepts lost in ${figure(rounds)} decisions`, value: verdict.learner, against: { name: 'fixed rule', value: verdict.fixedRule }, better: 'lower',
      bars: [
        atMost('share of what the fixed rule loses', verdict.learner / verdict.fixedRule, 1),
        atMost('points from the truth of what is said of shown actions', verdict.calibration, calibratedWithin),
        atLeast('planted drifts that raise an alarm, of 12', heard, watchedWorlds),
        atMost('alarms where nobody changed their minds', falseAlarms, 0),
      ],
      counts: { worlds, decisions: worlds * rounds, drifts: watchedWorlds, 'without drift': watchedWorlds },
      mismatches: verdict.complaints,
      beside: [
        `Thompson's sampling with the truth's features loses ${figure(verdict.thompson)}`,
        `points from the truth: shown ${figure(verdict.calibration)}, worst world ${figure(verdict.worstCalibration)}; all actions, also those hardly ever shown, ${figure(verdict.calibrationOfAll)}`,
        `a prediction with its reasons ${figure(predictMicros)} µs, a step of 1,000 outcomes ${figure(stepMs)} ms, a version ${figure(bytes)} bytes`,
        'the picture of it: node server/bench/learn-plot-main.ts, build/screenshots/learning.svg',
      ],
      calibration,
    },
  ];
}

export const learnRegret: Benchmark = { names: ['learn.regret'], run };
