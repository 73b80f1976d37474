import { useEffect, useState } from 'react';
import type { Receivers } from '../../../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../../../shared/contract/rest-team.ts';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { handsOf } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './holder-banner.module.css';

const namesShown = 3;

/** Why the reader may not do this: they had a hand in what it judges; and who may. */
export function FourEyesNote({ task }: { task: TaskPut }) {
  const { person, api } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const [people, setPeople] = useState<Receivers['people']>();
  useEffect(() => {
    let isWanted = true;
    void api.ask(teamRoutes.listReceivers, { id: task.id }).then((answer) => {
      if (isWanted && answer.ok) setPeople(answer.value.people.filter(({ factor }) => factor === undefined));
    });
    return () => {
      isWanted = false;
    };
  }, [api, task.id]);
  const [touched] = [...handsOf(view.entries, view.tasks)].filter(([activity]) => activity !== task.activity).flatMap(([activity, hands]) => {
    const at = hands.get(person.id);
    return at === undefined ? [] : [{ activity, at }];
  });
  const names = new Intl.ListFormat(undefined, { type: 'disjunction' }).format((people ?? []).slice(0, namesShown).map((one) => words.nameOf(one.person)));
  return (
    <p className={styles.banner}>
      <Mark is="stopped" />
      <span className={styles.text}>
        {touched ? say('step.touched', { work: words.work(touched.activity), at: words.moment(touched.at) }) : say('step.touchedPlain')}{' '}
        {people === undefined ? '' : people.length === 0 ? say('step.whoCanNobody') : say('step.whoCan', { names })}
      </span>
    </p>
  );
}
