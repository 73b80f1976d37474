import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './choices.module.css';

export interface ChoicesProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly id: Id; readonly text: string }[];
  readonly onChoose: (id: Id) => void;
}

/** A few choices in one line, one of them taken. */
export function Choices<Id extends string>({ label, value, choices, onChoose }: ChoicesProps<Id>) {
  return (
    <RadioGroup className={styles.group} value={value} onChange={(id) => onChoose(id as Id)} orientation="horizontal">
      <Label className={styles.label}>{label}</Label>
      <div className={styles.row}>{choices.map(({ id, text }) => <Radio key={id} value={id} className={styles.choice}>{text}</Radio>)}</div>
    </RadioGroup>
  );
}
