import type { ReactNode } from 'react';
import { Input, Label, Radio, RadioGroup, TextArea, TextField } from 'react-aria-components';
import styles from './form.module.css';

export interface Option {
  readonly id: string;
  readonly text: ReactNode;
  readonly isDisabled?: boolean;
}

/** One of a few. */
export function Choices({ label, options, value, onChange, isStacked = false, hasFocus = false }: {
  label: string; options: readonly Option[]; value: string | undefined; onChange: (id: string) => void; isStacked?: boolean; hasFocus?: boolean;
}) {
  return (
    <RadioGroup className={styles.field} value={value ?? null} onChange={onChange}>
      <Label className={styles.label}>{label}</Label>
      <div className={isStacked ? styles.stack : styles.choices}>
        {options.map(({ id, text, isDisabled = false }) => <Radio className={styles.choice} key={id} value={id} isDisabled={isDisabled} autoFocus={hasFocus && id === (options.find((one) => one.id === value) ?? options[0])?.id}>{text}</Radio>)}
      </div>
    </RadioGroup>
  );
}

/** A text of several lines, or of one. */
export function Text({ label, value, onChange, hint, rows = 2, hasFocus = false, isSecret = false, onEnter }: {
  label: string; value: string; onChange: (text: string) => void; hint?: string; rows?: number; hasFocus?: boolean; isSecret?: boolean; onEnter?: () => void;
}) {
  return (
    <TextField
      className={styles.field} value={value} onChange={onChange} autoFocus={hasFocus}
      {...(onEnter === undefined ? {} : { onKeyDown: (event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && onEnter() })}
    >
      <Label className={styles.label}>{label}</Label>
      {rows > 1 ? <TextArea className={styles.input} rows={rows} /> : <Input className={styles.input} autoComplete="off" spellCheck={!isSecret} />}
      {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
    </TextField>
  );
}

/** A day and an hour, as the browser writes them in the person's own zone. */
export function Moment({ label, value, onChange, min }: { label: string; value: string; onChange: (text: string) => void; min?: string }) {
  return (
    <TextField className={styles.field} value={value} onChange={onChange} type="datetime-local">
      <Label className={styles.label}>{label}</Label>
      <Input className={styles.input} {...(min === undefined ? {} : { min })} />
    </TextField>
  );
}
