import { LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Compared, ReliabilityBin } from '../../shared/decision/learn/testing/simulate.ts';

use([LineChart, ScatterChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Colours that people who do not see red or green tell apart (Okabe and Ito). */
const colours = { learner: '#0072b2', thompson: '#009e73', fixedRule: '#d55e00', line: '#8a8a8a' };
const [width, height] = [960, 420];
const text = { fontFamily: 'sans-serif', fontSize: 12, color: '#333' };

/** The means over worlds of the regret, at each hundredth of the run. */
function meanOf(compared: readonly Compared[], of: (one: Compared) => readonly number[], rounds: number): [number, number][] {
  const first = compared[0];
  return (first === undefined ? [] : of(first)).map((_value, i, all) => [((i + 1) * rounds) / all.length, compared.reduce((sum, one) => sum + (of(one)[i] ?? 0), 0) / compared.length]);
}

/** Left how much was lost by not knowing, right what was said beside what is true; as SVG, drawn without a browser. */
export function learningPlot(compared: readonly Compared[], rounds: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const regret = (name: string, color: string, of: (one: Compared) => readonly number[]): object => ({ type: 'line', name, color, showSymbol: false, lineStyle: { width: 2 }, data: meanOf(compared, of, rounds) });
  const dots = (name: string, color: string, of: (one: Compared) => readonly ReliabilityBin[]): object => ({
    type: 'scatter', name, color, xAxisIndex: 1, yAxisIndex: 1,
    data: compared.flatMap((one) => of(one).map(({ said, is, share }) => ({ value: [100 * said, 100 * is], symbolSize: 4 + 16 * Math.sqrt(share), itemStyle: { opacity: 0.6 } }))),
  });
  const axis = (name: string, max?: number): object => ({ type: 'value', name, nameLocation: 'middle', nameGap: 36, nameTextStyle: text, axisLabel: text, ...(max === undefined ? {} : { max }) });
  chart.setOption({
    animation: false,
    title: [{ text: 'Lost by not knowing (regret)', left: 40, top: 4, textStyle: { ...text, fontSize: 14 } }, { text: 'What was said, what is true', left: 540, top: 4, textStyle: { ...text, fontSize: 14 } }],
    legend: [
      { data: ['fixed rule', 'learner', "Thompson with the truth's features"], left: 40, top: 28, textStyle: text },
      { data: ['shown actions', 'all actions'], left: 540, top: 28, textStyle: text },
    ],
    grid: [{ left: 64, top: 64, width: 384, height: 296 }, { left: 560, top: 64, width: 360, height: 296 }],
    xAxis: [{ ...axis('decisions', rounds), gridIndex: 0 }, { ...axis('said, %', 100), gridIndex: 1 }],
    yAxis: [{ ...axis('accepts lost'), nameGap: 48, gridIndex: 0 }, { ...axis('true, %', 100), gridIndex: 1 }],
    series: [
      regret('fixed rule', colours.fixedRule, (one) => one.fixedRule),
      regret('learner', colours.learner, (one) => one.learner),
      regret("Thompson with the truth's features", colours.thompson, (one) => one.thompson),
      { type: 'line', xAxisIndex: 1, yAxisIndex: 1, color: colours.line, showSymbol: false, silent: true, lineStyle: { type: 'dashed', width: 1 }, data: [[0, 0], [100, 100]] },
      dots('all actions', colours.fixedRule, (one) => one.all),
      dots('shown actions', colours.learner, (one) => one.shown),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
