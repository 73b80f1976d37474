import { useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useStore } from 'zustand';
import type { CountPut, PersonPut } from '../../../shared/contract/rows.ts';
import { Avatar } from '../../components/avatar.tsx';
import { LoadFigures } from '../../components/load-figures.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import { percentOf } from '../../store/plan.ts';
import { openDialog } from '../../store/ui.ts';
import { usePersonState } from './person-state.ts';
import styles from './side-list.module.css';

export interface PeopleListProps {
  readonly people: readonly PersonPut[];
  readonly counts: readonly CountPut[];
}

/** The people of the teams with their load, who needs a look first; the order is of the moment when the list was opened. */
export function PeopleList({ people, counts }: PeopleListProps) {
  const desk = useDesk();
  const { say } = desk.texts;
  const names = useStore(desk.data.directory.store);
  const chosen = useStore(desk.lead, (lead) => lead.chosen);
  const state = usePersonState();
  const loads = new Map(counts.flatMap((count) => (count.person === undefined ? [] : [[count.person, count]])));
  const ids = people.filter(({ role }) => role !== 'observed').map(({ id }) => id).sort().join(' ');
  const [tick, setTick] = useState(0);
  const ordered = useMemo(() => {
    const rank = (person: PersonPut): number => {
      const load = loads.get(person.id)?.load ?? 0;
      const percent = percentOf(load, person.capacity);
      return state(person).isAway ? (load > 0 ? 0 : 4) : percent >= 90 ? 1 : load > 0 ? 2 : 3;
    };
    return people.filter(({ role }) => role !== 'observed').toSorted((a, b) => rank(a) - rank(b) || shortName(names, a.id).localeCompare(shortName(names, b.id))).map(({ id }) => id);
    // Loads and states change in place; the order changes with the people, or when it is asked for.
  }, [ids, tick, names]);
  const byId = new Map(people.map((person) => [person.id, person]));
  return (
    <section aria-labelledby="lead-people">
      <h2 id="lead-people" className={styles.heading}>
        <AriaButton className={styles.order} aria-label={say('lead.peopleOrder')} onPress={() => setTick(tick + 1)}>{say('lead.people')}</AriaButton>
      </h2>
      <ul>
        {ordered.flatMap((id) => byId.get(id) ?? []).map((person) => {
          const { isAway, mark, words } = state(person);
          const load = loads.get(person.id)?.load ?? 0;
          return (
            <li key={person.id}>
              <AriaButton
                className={styles.person}
                {...(chosen?.is === 'person' && chosen.person === person.id ? { 'aria-current': 'true' as const } : {})}
                onPress={() => openDialog(desk.ui, 'leadPerson', { person: person.id })}
              >
                <Avatar person={person.id} />
                <span className={styles.name}>{shortName(names, person.id)}</span>
                {isAway || person.availability !== 'available' ? <span className={styles.note} title={words}><Mark is={mark} />{words}</span> : null}
                {isAway && load === 0 ? null : <LoadFigures before={load} capacity={person.capacity} />}
              </AriaButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
