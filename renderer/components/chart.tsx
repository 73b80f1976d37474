import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { must } from '../../shared/assert.ts';
import { useUi } from '../desk.ts';
import styles from './chart.module.css';

use([BarChart, LineChart, GridComponent, SVGRenderer]);

/** Which token a series is drawn in. */
export type Tone = 'accent' | 'edge' | 'late' | 'soon' | 'done' | 'strong';

export interface ChartSeries {
  readonly name: string;
  readonly tone: Tone;
  readonly values: readonly number[];
}

export interface ChartProps {
  /** What it shows, in a sentence: it is read in the place of the picture; the figures are in the table. */
  readonly label: string;
  readonly kind: 'bars' | 'lying' | 'lines';
  readonly names: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  readonly onPick: (index: number) => void;
}

/** A chart of a few figures, drawn as SVG in the colours of the theme, each series labelled where it stands. */
export default function Chart(props: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const theme = useUi((ui) => ui.theme);
  const density = useUi((ui) => ui.density);
  useEffect(() => {
    const place = must(element.current, 'the chart has its element');
    const chart = init(place, null, { renderer: 'svg' });
    chart.setOption(optionOf(newest.current, getComputedStyle(place)));
    chart.on('click', ({ dataIndex }) => newest.current.onPick(dataIndex));
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(place);
    return () => {
      watcher.disconnect();
      emptyByNodes([place, ...place.querySelectorAll('svg')]);
      chart.dispose();
    };
  }, [theme, density, props.names, props.series, props.kind]);
  return <div ref={element} className={styles.chart} role="img" aria-label={props.label} />;
}

/** zrender empties its elements with `innerHTML`, which the page's policy takes for markup, even where it is empty: here it takes the nodes away. */
function emptyByNodes(elements: readonly Element[]): void {
  for (const element of elements)
    Object.defineProperty(element, 'innerHTML', {
      configurable: true,
      set: (markup: string | null) => {
        if (markup !== null && markup !== '') throw new Error('Bug: a chart is drawn as nodes, never as markup');
        element.replaceChildren();
      },
    });
}

function optionOf({ kind, names, series, format }: ChartProps, style: CSSStyleDeclaration): EChartsCoreOption {
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const text = { fontFamily: style.fontFamily, fontSize: 12, color: token('muted') };
  const line = { lineStyle: { color: token('line') } };
  const categories = { type: 'category', data: [...names], axisLabel: { ...text, ...(kind === 'lying' ? { width: 176, overflow: 'truncate' } : { hideOverlap: true }) }, axisLine: line, axisTick: { show: false }, inverse: kind === 'lying' };
  // Lying bars carry their figures themselves.
  const values = { type: 'value', minInterval: 1, axisLabel: { ...text, show: kind !== 'lying', formatter: format, hideOverlap: true }, splitLine: { ...line, show: kind !== 'lying' }, splitNumber: 3 };
  return {
    animation: false,
    grid: { left: 8, right: kind === 'lines' ? 96 : kind === 'lying' ? 64 : 8, top: kind === 'lying' ? 4 : 24, bottom: 4, containLabel: true },
    xAxis: kind === 'lying' ? values : categories,
    yAxis: kind === 'lying' ? categories : values,
    series: series.map(({ name, tone, values: data }) => ({
      type: kind === 'lines' ? 'line' : 'bar', name, data: [...data], color: token(tone), symbolSize: 6, barMaxWidth: 16, barGap: '15%', barCategoryGap: '30%',
      label: { ...text, color: token('text'), show: kind === 'lying', position: 'right', formatter: ({ value }: { value: number }) => (value === 0 ? '' : format(value)) },
      ...(kind === 'lines' ? { endLabel: { ...text, color: token('text'), show: true, formatter: () => name } } : {}),
    })),
  };
}
