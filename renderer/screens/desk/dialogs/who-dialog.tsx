import { Mark } from '../../../components/mark.tsx';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useFetched } from '../../../store/fetched.ts';
import { useLabel } from '../../../store/labels.ts';
import { closeDialog } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { sayCode, useWords } from '../next/words.ts';
import styles from './form.module.css';

/** `I`: who else may know of this customer's business, and who may act for them. Nobody else: only what anybody may hear. */
export function WhoDialog({ about }: DialogProps) {
  const { customer = '' } = about;
  const { ui, data, texts } = useDesk();
  const { say } = useWords();
  const label = useLabel(data.labels, customer);
  const { value, refusal } = useFetched(data.customers, customer === '' ? undefined : customer);
  const relations = value?.relations ?? [];
  return (
    <DeskDialog title={say('who.title', { label })} primary={{ text: say('who.act'), run: () => closeDialog(ui) }} isTelling>
      {value === undefined && <p className={styles.hint}>{refusal ? texts.refusal(refusal) : say('nextPane.loading')}</p>}
      {value !== undefined && relations.length === 0 && <p>{say('who.nobody')}</p>}
      <ul className={styles.list}>
        {relations.map((one) => (
          <li className={styles.line} key={`${one.to} ${one.kind}`}>
            <span><strong>{one.label}</strong> <span className={styles.hint}>{sayCode(say, 'customers.kind', one.kind)}</span></span>
            <span>
              <Mark is={one.mayKnow ? 'done' : 'stopped'} />{say(one.mayKnow ? 'customers.mayKnow' : 'customers.mayNotKnow')}
              {' '}<Mark is={one.mayAct ? 'done' : 'stopped'} />{say(one.mayAct ? 'customers.mayAct' : 'customers.mayNotAct')}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{say('who.rest')}</p>
    </DeskDialog>
  );
}
