import { useStore } from 'zustand';
import { CommandButton } from '../../../../components/command-button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { notePlace } from './send-note.ts';
import styles from './notes-panel.module.css';

/** Notes of colleagues, newest first, and one's own that is being written: a draft until it is kept. */
export function NotesPanel() {
  const { work, connection } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const place = notePlace(view);
  const draft = useStore(work.drafts.store, (book) => book[draftKey(place)]);
  const outgoing = useStore(work.notes.store);
  const waiting = Object.entries(outgoing).filter(([, note]) => note.case === view.id);
  const notes = view.entries.filter(({ kind }) => kind === 'note:added');
  return (
    <div className={styles.panel}>
      <div className={styles.write}>
        <label className={styles.label} htmlFor="case-note">{say('notes.label')}</label>
        <textarea
          id="case-note" className={styles.text} rows={3} value={draft?.typed ?? ''} aria-describedby="case-note-hint" data-keys="note"
          onFocus={() => connection.present({ case: view.id, state: 'editing', field: 'note' })}
          onBlur={() => connection.present({ case: view.id, state: 'viewing' })}
          onChange={(event) => work.drafts.type(place, { typed: event.target.value, text: event.target.value })}
        />
        <p id="case-note-hint" className={styles.hint}>{say('notes.hint')}</p>
        <span><CommandButton id="note:send" /></span>
      </div>
      {notes.length + waiting.length === 0 && <p className={styles.hint}>{say('notes.none')}</p>}
      <ul>
        {waiting.map(([id, { text }]) => (
          <li key={id} className={styles.note} data-waiting="true">
            <p className={styles.hint}><Mark is="pending" />{say('notes.waiting')}</p>
            <p className={styles.said}>{text}</p>
          </li>
        ))}
        {notes.map(({ id, actor, at, body }) => {
          const text = view.sheet?.texts[String(body['value'])];
          return (
            <li key={id} className={styles.note}>
              <p className={styles.hint}>{say('notes.by', { who: words.nameOf(actor), at: words.moment(at) })}</p>
              {text == null ? <p className={styles.hint}>{say('notes.hidden')}</p> : <p className={styles.said}>{text}</p>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
