import type { CallPut } from '../../../shared/contract/rows.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useDesk } from '../../desk.ts';
import { openDialog } from '../../store/ui.ts';
import { useVerifying, VerifyFields } from '../desk/dialogs/verify-form.tsx';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';

/** Two questions or a confirmation in the app, on the card itself; what is right only the server knows. */
export function CallVerify({ call, customer, caseId }: { call: CallPut; customer: string; caseId: string | undefined }) {
  const { data, ui } = useDesk();
  const { say } = useWords();
  const verifying = useVerifying({ customer, caseId, start: 'questions', onDone: () => data.calls.refresh(call.call) });
  return (
    <>
      <form
        className={styles.verify} data-call-verify="" aria-label={say('call.verify')}
        onSubmit={(event) => event.preventDefault()}
        onKeyDownCapture={(event) => {
          // On the phone the last answer is followed by Enter; a browser would not send a form of two fields.
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          if (verifying.blocked === undefined) verifying.send();
        }}
      >
        <h3 className={styles.small}>{say('call.verify')} <KeyCap of="v" /></h3>
        <VerifyFields verifying={verifying} methods={['questions']} hasFocus={false} />
        <div className={styles.buttons}>
          <Button kind="primary" onPress={verifying.send} blocked={verifying.blocked}>{say('verify.act')}</Button>
          <Button onPress={() => verifying.sendBy('app')}>{say('call.confirmApp')}</Button>
        </div>
      </form>
      <p className={styles.note}>{say('call.someoneElse')} <Button isSmall kind="plain" shortcut="i" onPress={() => openDialog(ui, 'who', { customer })}>{say('workCommand.who')}</Button></p>
    </>
  );
}
