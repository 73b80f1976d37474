import { useStore } from 'zustand';
import type { Break } from '../../../shared/work/next-break.ts';
import type { CountPut, PersonPut, TaskPut } from '../../../shared/contract/rows.ts';
import { LoadBar } from '../../components/load-bar.tsx';
import { LoadFigures } from '../../components/load-figures.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText, spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useQueueTasks, useTeamCounts, useTeamPeople } from '../../store/team.ts';
import { useBreaks } from './breaks.ts';
import { usePersonState } from './person-state.ts';
import { useWatchedTeams } from './watch-teams.ts';
import styles from './wall-screen.module.css';

const shownAtMost = 52;

/** The team from three metres: who is there, since when, how loaded and when their next break is, and how long each queue waits. No customer stands here. */
export function WallScreen() {
  const { rows, texts, data } = useDesk();
  const { say } = texts;
  const { teams, isLoaded, refusal } = useWatchedTeams();
  const tasks = useQueueTasks(rows, teams);
  const people = useTeamPeople(rows, teams);
  const counts = useTeamCounts(rows, teams);
  const names = useStore(data.directory.store);
  const state = usePersonState();
  const breaks = useBreaks(teams);
  const loads = new Map(counts.flatMap((count): [string, CountPut][] => (count.person === undefined ? [] : [[count.person, count]])));
  const staff = people.filter(({ role }) => role !== 'observed');
  // Who is away and holds nothing needs no place on the wall.
  const shown = staff
    .filter((person) => !state(person).isAway || (loads.get(person.id)?.load ?? 0) > 0)
    .toSorted((a, b) => teams.indexOf(a.team) - teams.indexOf(b.team) || (names[a.id]?.name ?? a.id).localeCompare(names[b.id]?.name ?? b.id))
    .slice(0, shownAtMost);
  if (!isLoaded) return <main className={styles.wall} aria-label={say('command.go.wall')}><p className={styles.state} role="status">{refusal === undefined ? say('lead.loading') : texts.refusal(refusal)}</p></main>;
  return (
    <main className={styles.wall} aria-label={say('command.go.wall')}>
      <section className={styles.queues} aria-label={say('wall.queues')}>
        {teams.map((team) => <Queue key={team} team={team} tasks={tasks} />)}
        {staff.length > shown.length ? <span className={styles.rest}>{say('wall.away', { count: staff.length - shown.length })}</span> : null}
      </section>
      <ul className={styles.people} data-pane="wall" tabIndex={-1} aria-label={say('lead.people')}>
        {shown.map((person) => <Person key={person.id} person={person} name={names[person.id]?.name ?? person.id} load={loads.get(person.id)} next={breaks.get(person.team)} />)}
      </ul>
    </main>
  );
}

function Queue({ team, tasks }: { team: string; tasks: readonly TaskPut[] }) {
  const { texts, clock } = useDesk();
  const { say } = texts;
  const now = useNow(clock);
  const own = tasks.filter((task) => task.team === team && task.status === 'open');
  const waiting = own.filter(({ holder }) => holder?.by === 'queue');
  const stalled = own.filter((task) => task.stalled !== undefined).length;
  const oldest = Math.min(...waiting.map(({ madeAt }) => madeAt));
  return (
    <div className={styles.queue}>
      <h2 className={styles.team}>{say(`team.${team}`)}</h2>
      <span>{say('wall.waiting', { count: waiting.length })}</span>
      {waiting.length > 0 ? <span className={styles.quiet}>{say('lead.oldest', { span: spanText(say, now - oldest) })}</span> : null}
      {stalled > 0 ? <span className={styles.late}><Mark is="late" />{say('wall.stalled', { count: stalled })}</span> : null}
    </div>
  );
}

function Person({ person, name, load, next }: { person: PersonPut; name: string; load: CountPut | undefined; next: Break | undefined }) {
  const { texts, clock } = useDesk();
  const now = useNow(clock);
  const state = usePersonState()(person);
  const weight = load?.load ?? 0;
  const hasBreaks = !state.isAway && person.role !== 'aiColleague';
  return (
    <li className={styles.person} data-away={state.isAway}>
      <Mark is={state.mark} />
      <strong className={styles.name}>{name}</strong>
      <span className={styles.status}>{state.words}{state.isAway || person.absence !== undefined ? '' : <span className={styles.quiet}> {spanText(texts.say, now - person.availabilitySince)}</span>}</span>
      {next === undefined || !hasBreaks ? null : <span className={styles.break}>{texts.say(next.from > now ? 'wall.nextBreak' : 'wall.onBreak', { from: momentText(texts.locale, next.from, now), until: momentText(texts.locale, next.until, now) })}</span>}
      <LoadBar before={weight} capacity={person.capacity} />
      <span className={styles.load}><LoadFigures before={weight} capacity={person.capacity} /></span>
    </li>
  );
}
