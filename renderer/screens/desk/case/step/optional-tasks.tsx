import { useStore } from 'zustand';
import { Button } from '../../../../components/button.tsx';
import { useDesk } from '../../../../desk.ts';
import { showToast } from '../../../../store/ui.ts';
import { mayNot, offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './optional-tasks.module.css';

/** Work that staff may add where the journey leaves it to them. */
export function OptionalTasks() {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  useStore(desk.link);
  const optional = view.sheet?.position?.optional ?? [];
  if (optional.length === 0) return null;
  const refusal = mayNot(desk, view, 'journey:addTask');
  const blocked = offlineSince(desk) ?? (refusal && desk.texts.refusal(refusal));
  return (
    <section aria-labelledby="case-optional">
      <h3 id="case-optional" className={styles.title}>{say('step.optional')}</h3>
      <div className={styles.list}>
        {optional.map(({ token, activity, name }) => {
          const work = words.work(activity, name);
          return (
            <Button
              key={`${String(token)} ${activity}`} isSmall blocked={blocked} label={say('step.add', { work })}
              onPress={() => void desk.act('journey:addTask', { case: view.id, token, activity }).then((answer) => {
                if (answer.ok) showToast(desk.ui, { text: say('step.added', { work }), isError: false });
              })}
            >+ {work}</Button>
          );
        })}
      </div>
    </section>
  );
}
