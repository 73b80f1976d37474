import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Avatar } from '../../../components/avatar.tsx';
import { Button } from '../../../components/button.tsx';
import { useDesk, useUi } from '../../../desk.ts';
import { useCaseInView } from '../case/case-view.ts';
import { useCaseWords } from '../case/case-words.ts';
import { fieldsOf } from '../case/step/step-work.ts';
import { helpingWith, usePointer } from './help-commands.ts';
import styles from './help.module.css';

/** That somebody who helps points at a field: said once, politely; shown with the way there where another tab is open. */
export function PointedAt() {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const pointing = usePointer(desk, view.id);
  // Whoever points stops when the help is over.
  const isIdle = useStore(desk.presence, (all) => all[view.id]?.some(({ person, state }) => person === desk.person.id && state === 'pointing') === true) && helpingWith(desk, view.id) === undefined;
  useEffect(() => {
    if (isIdle) desk.connection.present({ case: view.id, state: 'viewing' });
  }, [desk, view.id, isIdle]);
  const tab = useUi((ui) => ui.tab);
  const field = pointing?.field;
  const known = field === undefined ? undefined : fieldsOf(view.info, view.task)[field];
  const text = pointing === undefined || field === undefined ? '' : words.say('pointing.at', { who: words.nameOf(pointing.person), field: known === undefined ? field : words.field(field, known) });
  return (
    <>
      <div className="only-read" role="status">{text}</div>
      {pointing !== undefined && text !== '' && tab !== 'step' && (
        <div className={styles.pointed}>
          <Avatar person={pointing.person} state="pointing" /><span aria-hidden="true">{text}</span>
          <Button isSmall onPress={() => desk.ui.setState({ tab: 'step' })}>{words.say('pointing.show')}</Button>
        </div>
      )}
    </>
  );
}
