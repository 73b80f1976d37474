import { useState } from 'react';
import type { CallCard } from '../../../shared/contract/rest-case.ts';
import type { CallPut } from '../../../shared/contract/rows.ts';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../desk.ts';
import { useSearch } from '../../store/search.ts';
import { Text } from '../desk/dialogs/form-parts.tsx';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';

/** Nobody is known to be the caller: two have the number, or nobody has it. No file is open until one is chosen. */
export function Chooser({ call, card }: { call: CallPut; card: CallCard }) {
  const desk = useDesk();
  const { say, journey } = useWords();
  const [typed, setTyped] = useState('');
  const { rows, note, isAsked } = useSearch(desk, typed, 'call');
  const choose = (customer: string): void => void desk.act('call:choose', { call: call.call, customer });
  return (
    <div className={styles.part}>
      <p className={styles.name}>{say(`call.unknown.${call.how}`)}</p>
      <p>{card.candidates.length > 1 ? say('call.shared', { count: card.candidates.length }) : say('call.askWho')} {say('call.noFile')}</p>
      <div className={styles.choices}>
        {card.candidates.map((one) => (
          <Button key={one.customer} onPress={() => choose(one.customer)}>{one.label} <span className={styles.note}>{one.cases.map((found) => journey(found.journey)).join(', ') || say('call.noCase')}</span></Button>
        ))}
      </div>
      {call.state !== 'ringing' && (
        <>
          <Text label={say('call.find')} value={typed} onChange={setTyped} rows={1} hint={note ?? (isAsked && rows.length === 0 ? say('customers.none') : say('call.findHint'))} />
          <div className={styles.choices}>{rows.map((row) => <Button key={row.customer} onPress={() => choose(row.customer)}>{row.label} <span className={styles.note}>{say(`customers.because.${row.because}`)}</span></Button>)}</div>
        </>
      )}
    </div>
  );
}
