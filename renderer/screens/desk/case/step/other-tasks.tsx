import { ownerOf } from '../../../../../shared/model/task.ts';
import { Avatar } from '../../../../components/avatar.tsx';
import { Button } from '../../../../components/button.tsx';
import { useDesk } from '../../../../desk.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './other-tasks.module.css';

/** Other open tasks of the case, and who has them. */
export function OtherTasks() {
  const { ui } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const others = view.tasks.filter(({ id }) => id !== view.task?.id);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="case-others">
      <h3 id="case-others" className={styles.title}>{say('step.otherTasks')}</h3>
      <ul>
        {others.map((task) => {
          const owner = ownerOf(task);
          return (
            <li key={task.id} className={styles.row}>
              <Button isSmall kind="plain" onPress={() => ui.setState({ opened: { case: view.id, task: task.id } })}>{words.work(task.activity, task.name)}</Button>
              <span className={styles.who}>
                {owner === undefined ? say('step.inQueue', { team: words.team(task.team) }) : <><Avatar person={owner} /> {say('step.heldBy', { who: words.nameOf(owner) })}</>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
