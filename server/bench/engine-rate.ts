import type { ProcessDefinition } from '../../shared/journey/process.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, differences, percentile } from './benchmark.ts';
import type { Calibration } from './calibrate.ts';
import { loanScenarios, readLoan } from './engine-loan.ts';
import type { Scenario } from './engine-loan.ts';
import { openPeer } from './engine-peer.ts';
import { compiled, mixOf, playAll, playThroughJson, record } from './engine-play.ts';
import type { Recorded } from './engine-play.ts';
import { figure } from './report.ts';

/** Short enough that some fall between what else the machine does, long enough for the collector to have its turns in each. */
const roundMs = 100;
const rounds = 100;

interface Pace {
  readonly best: number;
  readonly median: number;
}

/** Cases a second, played over and over in many short rounds. */
async function casesPerSecond(play: () => number | Promise<number>): Promise<Pace> {
  const paces: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    let count = 0;
    let took = 0;
    do {
      count += await play();
      took = performance.now() - startedAt;
    } while (took < roundMs);
    paces.push((count * 1000) / took);
  }
  return { best: percentile(paces, 1), median: percentile(paces, 0.5) };
}

const sum = (cases: readonly Recorded[], of: (one: Recorded) => number): number => cases.reduce((total, one) => total + of(one), 0);

/** Measures the engine alone on a process with its scenarios: no desk, no database. */
export async function measureEngine(definition: ProcessDefinition, scenarios: readonly Scenario[], calibration: Calibration): Promise<readonly Result[]> {
  const process = compiled(definition);
  const mix = mixOf(process, scenarios);
  const [transitions, inputs] = [sum(mix, (one) => one.transitions) / mix.length, sum(mix, (one) => one.inputs.length) / mix.length];
  const expected = mix.map(({ end }) => end);
  const mismatches = [
    ...differences({ ends: expected.join('\n') }, { ends: playAll(process, mix).map((state) => JSON.stringify(state)).join('\n') }),
    ...differences({ ends: expected.join('\n') }, { ends: playThroughJson(process, mix).join('\n') }),
  ].map(() => 'a case ended otherwise than when it was recorded');
  const plain = await casesPerSecond(() => playAll(process, mix).length);
  const json = await casesPerSecond(() => playThroughJson(process, mix).length);
  const sizes = expected.map((end) => end.length);
  const counts = { scenarios: scenarios.length, 'transitions a case': transitions, 'inputs a case': inputs };
  const rate = plain.best * transitions;
  const stepRate = json.best * inputs;
  return [
    {
      name: 'engine.rate', unit: 'transitions/s', value: rate, against: { name: 'goal', value: 500_000 }, better: 'higher',
      bars: [atLeast('transitions a second on one core', rate, 500_000)], counts, mismatches,
      beside: [`best of ${String(rounds)} rounds of ${String(roundMs)} ms; the median one ${figure(plain.median * transitions)}`, `${figure(plain.best * inputs)} inputs/s`], calibration,
    },
    {
      name: 'engine.step-rate', unit: 'inputs/s', value: stepRate, against: { name: 'goal', value: 40_000 }, better: 'higher',
      bars: [atLeast('inputs a second with the state read from and written to JSON', stepRate, 40_000)], counts, mismatches: [],
      beside: [`best of ${String(rounds)} rounds of ${String(roundMs)} ms; the median one ${figure(json.median * inputs)}`, `last states of ${String(Math.min(...sizes))} to ${String(Math.max(...sizes))} bytes`], calibration,
    },
    await againstPeer(definition, scenarios, calibration),
  ];
}

/** The scenarios that bpmn-engine can play too, one after the other in both. */
async function againstPeer(definition: ProcessDefinition, scenarios: readonly Scenario[], calibration: Calibration): Promise<Result> {
  const process = compiled(definition);
  const shared = scenarios.filter(({ isShared }) => isShared === true);
  const cases = shared.map((scenario) => record(process, scenario));
  const transitions = sum(cases, (one) => one.transitions);
  const playPeer = await openPeer(definition);
  let completed = 0;
  for (const { moves } of shared) completed += (await playPeer(moves)).length;
  const peerPace = await casesPerSecond(async () => {
    for (const { moves } of shared) await playPeer(moves);
    return shared.length;
  });
  const peer = (peerPace.best / cases.length) * transitions;
  const ours = ((await casesPerSecond(() => playAll(process, cases).length)).best / cases.length) * transitions;
  return {
    name: 'engine.vs-bpmn-engine', unit: 'transitions/s', value: ours, against: { name: 'bpmn-engine 25', value: peer }, better: 'higher',
    bars: [atLeast('times the transitions of bpmn-engine', ours / peer, 500)],
    counts: { scenarios: shared.length, transitions },
    mismatches: differences({ 'completed elements': transitions }, { 'completed elements': completed }),
    beside: [`${figure(peer)} transitions/s by bpmn-engine, on the same process and cases in the same run, both the best of ${String(rounds)} rounds`], calibration,
  };
}

async function run(context: Context): Promise<readonly Result[]> {
  return measureEngine(await readLoan(), loanScenarios, await context.calibrate());
}

export const engineRate: Benchmark = { names: ['engine.rate', 'engine.step-rate', 'engine.vs-bpmn-engine'], run };
