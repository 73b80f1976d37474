import { useState } from 'react';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../../shared/model/task.ts';
import { Button } from '../../../../components/button.tsx';
import { useDesk } from '../../../../desk.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './their-drafts.module.css';

interface TheirDraftsProps {
  /** The name of the drafts of this field. */
  readonly field: string;
  readonly read: (text: string) => string;
  readonly onUse: (text: string) => void;
  readonly task: TaskPut;
  readonly isReadOnly: boolean;
}

/** What colleagues have begun to write in a field: it can be used, which ends it, or left where it is; only its author throws it away. */
export function TheirDrafts({ field, read, onUse, task, isReadOnly }: TheirDraftsProps) {
  const { person, act } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const [left, setLeft] = useState<readonly string[]>([]);
  const drafts = (view.sheet?.drafts ?? []).filter((one) => one.field === field && one.author !== person.id && !left.includes(`${one.author} ${String(one.version)}`));
  return drafts.map(({ author, text, version, savedAt }) => (
    <span key={author} className={styles.draft}>
      {text === null
        ? say('caseField.theirDraftHidden', { who: words.nameOf(author), at: words.moment(savedAt) })
        : say('caseField.theirDraft', { who: words.nameOf(author), at: words.moment(savedAt), text: read(text) })}
      {text !== null && !isReadOnly && (
        <Button
          isSmall
          onPress={() => {
            onUse(text);
            // The draft is part of the case from here on; whoever does not hold the task yet leaves it to its author.
            if (ownerOf(task) === person.id) void act('draft:accept', { case: task.case, task: task.id, fence: task.fence, field, author, version }, { isQuiet: true });
            setLeft([...left, `${author} ${String(version)}`]);
          }}
        >{say('caseField.use')}</Button>
      )}
      {!isReadOnly && <Button isSmall kind="plain" onPress={() => setLeft([...left, `${author} ${String(version)}`])}>{say('caseField.leave')}</Button>}
    </span>
  ));
}
