import type { EntryPut, TaskPut } from '../../../../../shared/contract/rows.ts';
import { coded } from '../timeline/timeline-line.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './from-line.module.css';

const parts = ['Situation', 'Done', 'Promised', 'Next'] as const;

/** What was said when the task was handed over last: ids of its four texts. */
function handedOver(entries: readonly EntryPut[], task: string): Readonly<Record<string, string>> | undefined {
  const accepted = entries.find((entry) => entry.kind === 'handOff:accepted' && entry.task === task)?.body['handOff'];
  const offered = entries.find(({ kind, body }) => kind === 'handOff:offered' && (body['handOff'] as { id?: string } | undefined)?.id === accepted)?.body['handOff'];
  return accepted === undefined ? undefined : (offered as Readonly<Record<string, string>> | undefined);
}

/** "From Dev, 08:55, because: language", and what was written along. */
export function FromLine({ task }: { task: TaskPut }) {
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  if (!task.from) return null;
  const { person, at, because } = task.from;
  const handed = handedOver(view.entries, task.id);
  const texts = parts.flatMap((part) => {
    const id = handed?.[`${part.toLowerCase()}Value`];
    const text = id === undefined ? undefined : view.sheet?.texts[id];
    return id === undefined || text === '' ? [] : [{ part, text: text ?? null }];
  });
  const isHidden = texts.length > 0 && texts.every(({ text }) => text === null);
  return (
    <div className={styles.from}>
      <p>
        {say('step.from', { who: words.nameOf(person), at: words.moment(at), because: coded(say, 'caseBecause', because) })}
        {isHidden && `. ${say('step.hidden')}`}
      </p>
      {!isHidden && texts.length > 0 && (
        <dl className={styles.texts}>
          {texts.map(({ part, text }) => <div key={part}><dt>{say(`step.handed${part}`)}</dt><dd>{text}</dd></div>)}
        </dl>
      )}
    </div>
  );
}
