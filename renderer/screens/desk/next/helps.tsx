import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import type { CasePut } from '../../../../shared/contract/rows.ts';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { openDialog } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import paneStyles from './next-pane.module.css';
import styles from './promises.module.css';
import { useWords } from './words.ts';

/** Who asked for help in this case, what was answered, and the way to answer or to say that it is no longer needed. */
export function Helps({ row, sheet }: { row: CasePut; sheet: CaseSheet | undefined }) {
  const desk = useDesk();
  const { say, name, moment } = useWords();
  const helps = row.helps ?? [];
  if (helps.length === 0) return null;
  const hidden = <span className={styles.note}>{say('nextPane.hidden')}</span>;
  return (
    <section className={paneStyles.part} aria-label={say('helps.head')}>
      <h2 className={paneStyles.head}>{say('helps.head')}</h2>
      {helps.map((help) => (
        <div key={help.id} className={styles.promise}>
          <p className={styles.note}>{help.to === undefined ? say('helps.by', { name: name(help.by), at: moment(help.since) }) : say('helps.byTo', { name: name(help.by), to: name(help.to), at: moment(help.since) })}</p>
          <p className={styles.text}>{sheet?.texts[help.reasonValue] ?? hidden}</p>
          {(help.answers ?? []).map(({ by, at, value }) => <p key={value} className={styles.text}>{say('helps.by', { name: name(by), at: moment(at) })}: {sheet?.texts[value] ?? hidden}</p>)}
          <div className={styles.buttons}>
            {help.by === desk.person.id
              ? <Button isSmall onPress={() => void desk.act('help:close', { case: row.id, help: help.id })} blocked={offlineBecause(desk)}>{say('helps.close')}</Button>
              : <Button isSmall onPress={() => openDialog(desk.ui, 'helpAnswer', { case: row.id, help: help.id })}>{say('helps.answer')}</Button>}
          </div>
        </div>
      ))}
    </section>
  );
}
