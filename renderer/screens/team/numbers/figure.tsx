import { lazy, Suspense, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { openDialog } from '../../../store/ui.ts';
import type { FigureData } from './figures.ts';
import styles from './numbers-pane.module.css';

const Chart = lazy(() => import('../../../components/chart.tsx'));

/** A chart, or its table; a press on a figure lists the cases behind it. */
export function Figure({ figure }: { figure: FigureData }) {
  const { texts, ui } = useDesk();
  const { say } = texts;
  const [isTable, setIsTable] = useState(false);
  const { title, names, series, cases, format, summary, kind } = figure;
  const isEmpty = names.length === 0 || series.every(({ values }) => values.every((value) => value === 0));
  const list = (index: number): void => {
    const behind = cases[index] ?? [];
    if (behind.length > 0) openDialog(ui, 'leadCases', { title: `${title}: ${names[index] ?? ''}`, cases: behind.join(' ') });
  };
  return (
    <section className={styles.figure} aria-label={title}>
      <header className={styles.figureHead}>
        <h3 className={styles.figureTitle}>{title}</h3>
        {isEmpty ? null : <Button isSmall kind="plain" onPress={() => setIsTable(!isTable)}>{say(isTable ? 'numbers.asChart' : 'numbers.asTable')}</Button>}
      </header>
      <p className={styles.summary}>{isEmpty ? say('numbers.nothing') : summary}</p>
      {isEmpty ? null : isTable ? (
        <div className={styles.tableBox}>
          <table className={styles.table}>
            <thead><tr><td />{series.map(({ name }) => <th key={name} scope="col">{name}</th>)}<th scope="col">{say('numbers.cases')}</th></tr></thead>
            <tbody>
              {names.map((name, index) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {series.map((one) => <td key={one.name}>{format(one.values[index] ?? 0)}</td>)}
                  <td>{(cases[index]?.length ?? 0) === 0 ? '0' : <AriaButton className={styles.behind} onPress={() => list(index)} aria-label={say('numbers.showCases', { count: cases[index]?.length ?? 0, what: name })}>{cases[index]?.length ?? 0}</AriaButton>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <>
          {series.length > 1 && kind !== 'lines' ? <p className={styles.legend}>{series.map(({ name, tone }) => <span key={name}><span className={`${styles.swatch} ${styles[tone]}`} />{name}</span>)}</p> : null}
          <div className={styles.chart}><Suspense fallback={null}><Chart label={`${title}. ${summary}`} kind={kind} names={names} series={series} format={format} onPick={list} /></Suspense></div>
        </>
      )}
    </section>
  );
}
