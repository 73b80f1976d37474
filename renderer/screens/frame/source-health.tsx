import { useEffect } from 'react';
import { Mark } from '../../components/mark.tsx';
import { spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useFetched } from '../../store/fetched.ts';
import styles from './source-health.module.css';

const shownAtMost = 3;

/** How the systems outside are: the ones that are down first, the others with the age of their last answer. */
export function SourceHealth() {
  const { data, clock, texts } = useDesk();
  const now = useNow(clock, 10_000);
  const { value } = useFetched(data.sources, 'all');
  useEffect(() => data.sources.refresh('all'), [data, now]);
  const { say } = texts;
  const used = (value?.rows ?? []).filter(({ state }) => state !== 'unused');
  const shown = used.toSorted((a, b) => Number(a.state === 'up') - Number(b.state === 'up')).slice(0, shownAtMost);
  return (
    <ul className={styles.sources} aria-label={say('frame.sources')}>
      {shown.map(({ connector, state, since, answeredAt }) => {
        const name = say(`connector.${connector}`);
        if (state === 'up') return <li key={connector}>{say('source.up', { name, age: spanText(say, now - (answeredAt ?? now)) })}</li>;
        const at = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(since ?? now);
        return <li key={connector} className={styles.down}><Mark is="late" />{say(`source.${state}`, { name, at })}</li>;
      })}
    </ul>
  );
}
