import type { ShownFactors } from '../../../../../shared/contract/rest-decision.ts';
import { useDesk } from '../../../../desk.ts';
import { sayCode, useWords } from '../words.ts';
import { saysMore } from '../suggestion-words.ts';
import styles from './why.module.css';

const names = ['propensity', 'context', 'value', 'lever'] as const;

/** What the score is made of: a bar for each factor, its figure, and what made it so. */
export function FactorBars({ factors }: { factors: ShownFactors }) {
  const { texts } = useDesk();
  const { say } = useWords();
  const figure = new Intl.NumberFormat(texts.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const figures = Object.fromEntries(names.map((name) => [name, figure.format(factors[name].is)]));
  const most = Math.max(1, ...names.map((name) => factors[name].is));
  return (
    <section className={styles.part} aria-label={say('whyDecision.score')}>
      <h3 className={styles.head}>{say('whyDecision.score')}</h3>
      <p className={styles.figures}>{say('whyDecision.scoreIs', { ...figures, score: figure.format(factors.score) })}</p>
      <dl className={styles.factors}>
        {names.map((name) => (
          <div key={name} className={styles.factor}>
            <dt>{say(`whyDecision.factor.${name}`)}</dt>
            <dd className={styles.bar} aria-hidden="true"><span style={{ inlineSize: `${String(Math.round((factors[name].is / most) * 100))}%` }} /></dd>
            <dd className={styles.figure}>{figures[name]}</dd>
            <dd className={styles.note}>{because(name, factors[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );

  function because(name: (typeof names)[number], factor: ShownFactors['context']): string {
    const told = factor.because.filter(saysMore).map(({ id, effect }) => `${sayCode(say, 'because', id)} ${effect > 1 ? '+' : '−'}${figure.format(Math.abs(effect - 1))}`);
    if (told.length > 0) return told.join('; ');
    return name === 'lever' ? say('whyDecision.leverNone') : name === 'propensity' ? say('because.prior') : say('whyDecision.factorNone');
  }
}
