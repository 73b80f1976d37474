import type { Analytics } from '../../../../shared/contract/rest-team.ts';
import type { ChartSeries } from '../../../components/chart.tsx';
import type { Say } from '../../../store/texts.ts';

/** One chart with its table: a line for each name, a column for each series, and the cases behind a line. */
export interface FigureData {
  readonly id: 'throughput' | 'timeInStage' | 'handOffs' | 'waiting';
  readonly title: string;
  readonly kind: 'bars' | 'lying' | 'lines';
  readonly names: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly cases: readonly (readonly string[])[];
  readonly format: (value: number) => string;
  /** What the chart says at a glance. */
  readonly summary: string;
}

export interface Words {
  readonly say: Say;
  readonly day: (day: string) => string;
  readonly journey: (journey: string) => string;
  readonly span: (ms: number) => string;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const stagesShown = 10;

/** What the server counted as figures to draw and to read. */
export function figuresOf({ throughput, timeInStage, handOffs, waiting }: Analytics, { say, day, journey, span }: Words): readonly FigureData[] {
  const plain = String;
  const slowest = timeInStage.filter(({ p90Ms }) => p90Ms >= 1000).toSorted((a, b) => b.p90Ms - a.p90Ms).slice(0, stagesShown);
  const longest = waiting.toSorted((a, b) => b.totalMs - a.totalMs);
  return [
    {
      id: 'throughput', title: say('numbers.throughput'), kind: 'lines', format: plain,
      names: throughput.map((row) => day(row.day)), cases: throughput.map(({ cases }) => cases),
      series: [
        { name: say('numbers.made'), tone: 'edge', values: throughput.map(({ made }) => made) },
        { name: say('numbers.done'), tone: 'accent', values: throughput.map(({ done }) => done) },
      ],
      summary: say('numbers.throughputSays', { made: sum(throughput.map(({ made }) => made)), done: sum(throughput.map(({ done }) => done)) }),
    },
    {
      id: 'timeInStage', title: say('numbers.timeInStage'), kind: 'lying', format: span,
      names: slowest.map((row) => `${row.stage} · ${journey(row.journey)}`), cases: slowest.map(({ cases }) => cases),
      series: [
        { name: say('numbers.half'), tone: 'edge', values: slowest.map(({ p50Ms }) => p50Ms) },
        { name: say('numbers.nineOfTen'), tone: 'accent', values: slowest.map(({ p90Ms }) => p90Ms) },
      ],
      summary: slowest[0] === undefined ? '' : say('numbers.timeInStageSays', { stage: slowest[0].stage, span: span(slowest[0].p90Ms) }),
    },
    {
      id: 'handOffs', title: say('numbers.handOffs'), kind: 'bars', format: plain,
      names: handOffs.map((row) => day(row.day)), cases: handOffs.map(({ cases }) => cases),
      series: [
        { name: say('numbers.accepted'), tone: 'accent', values: handOffs.map(({ accepted }) => accepted) },
        { name: say('numbers.declined'), tone: 'soon', values: handOffs.map(({ declined }) => declined) },
        { name: say('numbers.returned'), tone: 'edge', values: handOffs.map(({ returned }) => returned) },
      ],
      summary: say('numbers.handOffsSays', { offered: sum(handOffs.map(({ offered }) => offered)), accepted: sum(handOffs.map(({ accepted }) => accepted)) }),
    },
    {
      id: 'waiting', title: say('numbers.waiting'), kind: 'lying', format: span,
      names: longest.map(({ cause }) => say(`lead.cause.${cause}`)), cases: longest.map(({ cases }) => cases),
      series: [{ name: say('numbers.stoodStill'), tone: 'accent', values: longest.map(({ totalMs }) => totalMs) }],
      summary: longest[0] === undefined ? '' : say('numbers.waitingSays', { cause: say(`lead.cause.${longest[0].cause}`), span: span(longest[0].totalMs), count: longest[0].count }),
    },
  ];
}

/** A day of the calendar, `2026-11-21`, as people say it. */
export const dayName = (locale: string, day: string): string => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
