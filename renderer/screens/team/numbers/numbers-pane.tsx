import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Mark } from '../../../components/mark.tsx';
import { spanText } from '../../../components/span.ts';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useFetched } from '../../../store/fetched.ts';
import { useTeamRows } from '../../../store/team.ts';
import { ledTeams } from '../../../../shared/policy/leads.ts';
import { journeyName } from '../../../store/journeys.ts';
import { Choices } from '../choices.tsx';
import { Figure } from './figure.tsx';
import { dayName, figuresOf } from './figures.ts';
import styles from './numbers-pane.module.css';

const dayMs = 86_400_000;
const spans = [7, 28, 90] as const;
/** The end of the span moves on in steps, so that looking does not ask again and again. */
const stepMs = 5 * 60_000;

/** Throughput, time in stage, hand-offs and waiting of one team: each as a chart, as a table, and with the cases behind every figure. */
export function NumbersPane({ teams: watched }: { teams: readonly string[] }) {
  const { data, texts, clock, person, rows } = useDesk();
  const { say } = texts;
  // Also where all teams are looked at, figures are of those that one leads.
  const known = useTeamRows(rows, watched);
  const led = useMemo(() => ledTeams(person, known), [person, known]);
  const teams = watched.filter((id) => led.includes(id));
  const [chosen, setTeam] = useState<string>();
  const [days, setDays] = useState<(typeof spans)[number]>(7);
  const team = chosen !== undefined && teams.includes(chosen) ? chosen : teams[0];
  const to = useNow(clock, stepMs) + stepMs;
  const key = team === undefined ? undefined : `${team} ${String(to - days * dayMs)} ${String(to)}`;
  const { value, refusal, isLoading } = useFetched(data.analytics, key);
  const [last, setLast] = useState(value);
  // The figures before stay until the new ones are there.
  if (value !== undefined && value !== last) setLast(value);
  const books = useStore(data.journeys.store);
  const figures = useMemo(() => last && figuresOf(last, {
    say, day: (day) => dayName(texts.locale, day), journey: (name) => journeyName(books[name], name), span: (ms) => spanText(say, ms),
  }), [last, say, texts, books]);
  if (team === undefined) return <p className={styles.state}>{say('lead.loading')}</p>;
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2 className={styles.title}>{say('numbers.title')}</h2>
        <Choices label={say('numbers.team')} value={team} choices={teams.map((id) => ({ id, text: say(`team.${id}`) }))} onChoose={setTeam} />
        <Choices label={say('numbers.span')} value={String(days)} choices={spans.map((span) => ({ id: String(span), text: say('numbers.days', { count: span }) }))} onChoose={(span) => setDays(Number(span) as (typeof spans)[number])} />
      </header>
      {refusal === undefined ? null : <p className={styles.state} role="alert"><Mark is="late" />{refusal.code === 'not_found' ? say('numbers.missing') : texts.refusal(refusal)}</p>}
      {figures === undefined && isLoading ? <p className={styles.state} role="status">{say('numbers.asking')}</p> : null}
      {figures === undefined ? null : <div className={styles.figures}>{figures.map((figure) => <Figure key={figure.id} figure={figure} />)}</div>}
      <p className={styles.note}>{say('numbers.nobody')}</p>
    </div>
  );
}
