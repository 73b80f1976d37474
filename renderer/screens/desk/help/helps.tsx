import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import type { CasePut } from '../../../../shared/contract/rows.ts';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { openDialog } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import paneStyles from '../next/next-pane.module.css';
import { useWords } from '../next/words.ts';
import styles from './help.module.css';
import { MayHelp } from './may-help.tsx';

type Help = NonNullable<CasePut['helps']>[number];

/** Who asked for help in this case, who may help or has come, what was answered or whispered, and the way to answer or to say that it is no longer needed. */
export function Helps({ row, sheet }: { row: CasePut; sheet: CaseSheet | undefined }) {
  const { say } = useWords();
  const helps = row.helps ?? [];
  if (helps.length === 0) return null;
  return (
    <section className={paneStyles.part} aria-label={say('helps.head')}>
      <h2 className={paneStyles.head}>{say('helps.head')}</h2>
      {helps.map((help) => <One key={help.id} help={help} caseId={row.id} sheet={sheet} />)}
    </section>
  );
}

function One({ help, caseId, sheet }: { help: Help; caseId: string; sheet: CaseSheet | undefined }) {
  const desk = useDesk();
  const { say, name, moment } = useWords();
  const { by, to, since, joined = [], answers = [] } = help;
  const isMine = by === desk.person.id;
  const hasCome = joined.some((one) => one.by === desk.person.id);
  const hidden = <span className={styles.note}>{say('nextPane.hidden')}</span>;
  // What is whispered to somebody else is nobody's business; its text is not here either.
  const heard = answers.filter(({ isWhisper, by: author }) => isWhisper !== true || isMine || author === desk.person.id);
  const open = (dialog: string) => (): void => openDialog(desk.ui, dialog, { case: caseId, help: help.id });
  return (
    <div className={styles.answer}>
      <p className={styles.note}>{to === undefined ? say('helps.by', { name: name(by), at: moment(since) }) : say('helps.byTo', { name: name(by), to: name(to), at: moment(since) })}</p>
      <p className={styles.reason}>{sheet?.texts[help.reasonValue] ?? hidden}</p>
      {joined.length > 0 && <p className={styles.note}>{say('helps.here', { names: joined.map((one) => name(one.by)).join(', ') })}</p>}
      <div role="status">
        {heard.map(({ by: author, at, value, isWhisper }) => (
          <div key={value} className={isWhisper === true ? styles.whisper : styles.answer}>
            <span className={styles.note}>{say(isWhisper !== true ? 'helps.by' : isMine ? 'helps.whispered' : 'helps.whisperedBy', { name: name(author), to: name(by), at: moment(at) })}</span>
            <span>{sheet?.texts[value] ?? hidden}</span>
          </div>
        ))}
      </div>
      {isMine && to === undefined && joined.length === 0 && <MayHelp task={help.task} />}
      <div className={styles.buttons}>
        {isMine
          ? <Button isSmall onPress={() => void desk.act('help:close', { case: caseId, help: help.id })} blocked={offlineBecause(desk)}>{say(joined.length + answers.length === 0 ? 'helps.close' : 'helps.thanks')}</Button>
          : <>
            {!hasCome && (to === undefined || to === desk.person.id) && <Button isSmall onPress={() => void desk.act('help:join', { case: caseId, help: help.id })} blocked={offlineBecause(desk)}>{say('helps.come')}</Button>}
            {hasCome && <Button isSmall onPress={open('whisper')}>{say('helps.whisper', { name: name(by) })}</Button>}
            <Button isSmall kind={hasCome ? 'plain' : 'outlined'} onPress={open('helpAnswer')}>{say('helps.answer')}</Button>
          </>}
      </div>
    </div>
  );
}
