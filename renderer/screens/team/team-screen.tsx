import { lazy, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { CommandButton } from '../../components/command-button.tsx';
import { Mark } from '../../components/mark.tsx';
import type { Desk } from '../../desk.ts';
import { useDesk, useUi } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { awayPeople, useQueueTasks, useTeamCounts, useTeamPeople } from '../../store/team.ts';
import { CausesList } from './causes-list.tsx';
import { DigestList } from './digest-list.tsx';
import { PeopleList } from './people-list.tsx';
import { SidePane } from './side-pane.tsx';
import styles from './team-screen.module.css';
import { useWatchedTeams } from './watch-teams.ts';
import { WorkTable } from './work-table.tsx';

const NumbersPane = lazy(async () => ({ default: (await import('./numbers/numbers-pane.tsx')).NumbersPane }));

/** What stands still and why, what changed, the people; the work of one cause; and the plan that moves it. */
export function TeamScreen() {
  const desk = useDesk();
  const { rows, lead, texts, clock, commands } = desk;
  const { say } = texts;
  const pane = useUi((ui) => ui.pane);
  const place = useStore(lead, (state) => state.place);
  const reach = useStore(lead, (state) => state.reach);
  const { teams, isLoaded, refusal } = useWatchedTeams();
  const tasks = useQueueTasks(rows, teams);
  const people = useTeamPeople(rows, teams);
  const counts = useTeamCounts(rows, teams);
  const now = useNow(clock);
  const away = useMemo(() => awayPeople(people, now), [people, now]);
  return (
    <main className={styles.team} data-shown={pane} data-place={place} aria-label={say('command.go.team')} onKeyDownCapture={(event) => actFirst(desk, event)}>
      <section className={styles.causes} data-pane="causes" tabIndex={-1} aria-label={say('lead.left')} onKeyDown={rove}>
        <div className={styles.lists}>
          {isLoaded ? <CausesList tasks={tasks} away={away} /> : <p className={styles.state} role="status">{refusal === undefined ? say('lead.loading') : <><Mark is="late" />{texts.refusal(refusal)}</>}</p>}
          <DigestList />
          {isLoaded ? <PeopleList people={people} counts={counts} /> : null}
        </div>
        <div className={styles.foot}>
          <CommandButton id={place === 'numbers' ? 'lead:work' : 'lead:numbers'} kind="plain" />
          <CommandButton id="lead:audit" kind="plain" />
          <Button kind="plain" onPress={() => void commands.run(desk, reach === 'led' ? 'lead:all' : 'lead:led')}>{say(reach === 'led' ? 'leadCommand.all' : 'leadCommand.led')}</Button>
        </div>
      </section>
      {place === 'numbers'
        ? <section className={styles.numbers} data-pane="numbers" tabIndex={-1} aria-label={say('numbers.title')}><Suspense fallback={null}><NumbersPane teams={teams} /></Suspense></section>
        : (
          <>
            <section className={styles.work} data-pane="work" tabIndex={-1} aria-label={say('lead.middle')}><WorkTable /></section>
            <section className={styles.plan} data-pane="plan" tabIndex={-1} aria-label={say('lead.right')}><SidePane /></section>
          </>
        )}
    </main>
  );
}

/** The one action of the screen comes before the control with the focus: a button takes Enter for itself, with any modifier. */
function actFirst(desk: Desk, event: React.KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const command = desk.commands.forKey(desk, '$mod+Enter');
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  desk.commands.run(desk, command.id);
}

/** Up and down go through the lines of the left pane, whatever list they stand in. */
function rove(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('li > button')];
  const at = lines.findIndex((line) => line === document.activeElement);
  const next = lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
