import type { CaseSheet } from '../../../../../shared/contract/rest-case.ts';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import type { OwnDraft } from '../../../../store/drafts.ts';
import { showToast } from '../../../../store/ui.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './field-conflict.module.css';

interface FieldConflictProps {
  readonly draft: OwnDraft;
  /** What stands there now, beside one's own text. */
  readonly theirs: string;
  readonly known: CaseSheet['values'][string] | undefined;
  readonly label: string;
  /** One's own draft as the server has it. */
  readonly mine: CaseSheet['drafts'][number] | undefined;
  readonly read: (text: string) => string;
  readonly onTake: (typed: string) => void;
}

/** Whether somebody changed what one had begun to write over. */
export const isChangedBehind = (draft: Pick<OwnDraft, 'base' | 'typed'>, theirs: string): boolean => draft.base !== undefined && theirs !== draft.base && theirs !== draft.typed;

/** Yours, theirs, before: side by side, and nothing is lost whichever is chosen. */
export function FieldConflict({ draft, theirs, known, label, mine, read, onTake }: FieldConflictProps) {
  const { act, work, ui } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const clash = draft.isClashing && mine?.text != null ? read(mine.text) : undefined;
  if (clash === undefined && !isChangedBehind(draft, theirs)) return null;
  const other = clash ?? theirs;
  const title = clash === undefined ? say('caseField.conflict', { who: words.nameOf(known?.source ?? ''), at: words.moment(known?.asOf ?? 0) }) : say('caseField.clash');
  const keep = (): void => (clash === undefined ? work.drafts.rebase(draft.place, theirs) : work.drafts.keep(draft.place));
  const take = (): void => {
    if (clash === undefined) work.drafts.discard(draft.place);
    else {
      work.drafts.keep(draft.place);
      onTake(clash);
    }
  };
  return (
    <div className={styles.conflict} role="group" aria-label={title}>
      <p className={styles.title}><Mark is="soon" />{title}</p>
      <dl className={styles.columns}>
        {[['yours', draft.typed], ['theirs', other], ['before', draft.base ?? '']].map(([name = '', text = '']) => (
          <div key={name}><dt>{say(`caseField.${name}`)}</dt><dd>{text === '' ? say('caseField.nothing') : text}</dd></div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button isSmall onPress={keep}>{say('caseField.keepYours')}</Button>
        <Button isSmall onPress={take}>{say('caseField.takeTheirs')}</Button>
        <Button
          isSmall kind="plain"
          onPress={() => {
            void act('note:add', { case: view.id, text: say('caseField.noteOf', { field: label, text: draft.typed }) }).then((answer) => {
              if (!answer.ok) return;
              take();
              showToast(ui, { text: say('caseField.keptAsNote'), isError: false });
            });
          }}
        >{say('caseField.keepAsNote')}</Button>
      </div>
    </div>
  );
}
