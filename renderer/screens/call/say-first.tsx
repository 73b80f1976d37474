import type { CallCard } from '../../../shared/contract/rest-case.ts';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';

/** The first sentence, large enough to be read while one greets. */
export function SayFirst({ first: { code, params } }: { first: NonNullable<CallCard['sayFirst']> }) {
  const { say, journey, moment, channel } = useWords();
  const text = (name: string): string => String(params[name] ?? '');
  return (
    <section className={styles.part} aria-label={say('call.sayFirst')}>
      <h3 className={styles.small}>{say('call.sayFirst')}</h3>
      <p className={styles.first}>{say(`sayFirst.${code}`, { journey: journey(text('journey')), at: moment(Number(params['dueAt'] ?? params['since'] ?? 0)), channel: channel(text('channel')) })}</p>
    </section>
  );
}
