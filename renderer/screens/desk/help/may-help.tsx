import { useEffect, useState } from 'react';
import type { Receivers } from '../../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../../shared/contract/rest-team.ts';
import { Avatar } from '../../../components/avatar.tsx';
import { useDesk } from '../../../desk.ts';
import { useWords } from '../next/words.ts';
import styles from './help.module.css';

type Helper = Receivers['people'][number];
const shown = 5;

/** Who may help with a task now: they know the work, are there, and have room; the least loaded first. Undefined until it is known. */
export function useHelpers(task: string | undefined): readonly Helper[] | undefined {
  const { api, person } = useDesk();
  const [people, setPeople] = useState<readonly Helper[]>();
  useEffect(() => {
    if (task === undefined) return;
    let isWanted = true;
    void api.ask(teamRoutes.listReceivers, { id: task }).then((answer) => {
      if (isWanted && answer.ok) setPeople(answer.value.people.filter((one) => one.factor === undefined && one.person !== person.id).slice(0, shown));
    });
    return () => {
      isWanted = false;
    };
  }, [api, person.id, task]);
  return people;
}

/** The strip of those who may help now. */
export function MayHelp({ task }: { task: string | undefined }) {
  const { say, name } = useWords();
  const people = useHelpers(task);
  if (people === undefined || people.length === 0) return null;
  return (
    <div className={styles.mayHelp}>
      <span className={styles.note}>{say('mayHelp.now')}</span>
      {people.map(({ person }) => <span key={person} className={styles.helper}><Avatar person={person} />{name(person)}</span>)}
    </div>
  );
}

/** What of somebody says that they could help: that they are there, and how much of their room is taken. */
export function HelperLine({ helper: { person, load, capacity, isVoiceFree } }: { helper: Helper }) {
  const { say, name } = useWords();
  return (
    <span className={styles.helper}>
      <Avatar person={person} />
      <span className={styles.name}>{name(person)}</span>
      <span className={styles.note}>{[say('availability.available'), capacity > 0 ? say('receivers.load', { percent: Math.round((load / capacity) * 100) }) : '', isVoiceFree ? '' : say('mayHelp.onCall')].filter((part) => part !== '').join(' · ')}</span>
    </span>
  );
}
