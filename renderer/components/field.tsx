import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Field as FieldDefinition } from '../../shared/journey/orchestrated/field.ts';
import { useTexts } from '../desk.ts';
import styles from './field.module.css';
import { Mark } from './mark.tsx';

export interface FieldProps {
  /** Its name in the form; the keyboard finds it by this. */
  readonly name: string;
  readonly label: string;
  readonly field: FieldDefinition;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
  readonly isReadOnly?: boolean;
  /** Its value is not here: three dots stand in its place. */
  readonly isMasked?: boolean;
  readonly isStale?: boolean;
  /** A colleague who helps points at it. */
  readonly isPointedAt?: boolean;
  /** Why it was refused; the focus stays in it. */
  readonly fault?: string | undefined;
  /** Beside the label: its state, who is in it. */
  readonly aside?: ReactNode;
  /** Under it: source and age, drafts, a conflict. */
  readonly children?: ReactNode;
  readonly choiceText?: (code: string) => string;
  readonly currency?: string;
}

const mask = '•••';
const fewChoices = 5;

/** One thing that a form asks for: a label, a control that fits its type, and under it where its value is from. */
export function Field(props: FieldProps) {
  const { say } = useTexts();
  const id = useId();
  const { name, label, field, isStale = false, isPointedAt = false, fault, aside, children } = props;
  const isGroup = field.type === 'yesNo' || field.type === 'codes' || (field.type === 'code' && field.choices !== undefined && field.choices.length <= fewChoices);
  const described = `${id}-foot${fault === undefined ? '' : ` ${id}-fault`}`;
  return (
    <div className={styles.field} data-field={name} data-stale={isStale} data-pointed={isPointedAt} {...(isGroup ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}>
      <div className={styles.head}>
        <label id={`${id}-label`} className={styles.label} {...(isGroup ? {} : { htmlFor: id })}>{label}</label>
        {field.required === true && <span className={styles.required}>{say('caseField.required')}</span>}
        <span className={styles.aside}>{aside}</span>
      </div>
      <Control {...props} id={id} described={described} isGroup={isGroup} />
      {fault !== undefined && <p className={styles.fault} id={`${id}-fault`} role="alert"><Mark is="late" />{fault}</p>}
      <div id={`${id}-foot`} className={styles.foot}>{children}</div>
    </div>
  );
}

interface ControlProps extends FieldProps {
  readonly id: string;
  readonly described: string;
  readonly isGroup: boolean;
}

function Control({ id, described, isGroup, name, field, typed, onType, onFocus, onBlur, isReadOnly = false, isMasked = false, fault, choiceText = (code) => code, currency }: ControlProps) {
  const { say } = useTexts();
  const common = {
    id, name, onFocus, onBlur, 'aria-describedby': described, 'aria-invalid': fault !== undefined, className: styles.control, spellCheck: false, autoComplete: 'off',
    ...(field.required === true ? { 'aria-required': true } : {}),
  };
  if (isMasked) return <div className={styles.well}><input {...common} aria-label={undefined} value={mask} readOnly data-masked="true" /></div>;
  if (isGroup) {
    const several = field.type === 'codes';
    const choices = field.type === 'yesNo' ? ['yes', 'no'] : (field.choices ?? []);
    const picked = typed.split(' ');
    const choose = (code: string): void => {
      if (!several) return onType(code);
      onType(choices.filter((one) => (one === code ? !picked.includes(one) : picked.includes(one))).join(' '));
    };
    return (
      <div className={styles.choices} onFocus={onFocus} onBlur={onBlur}>
        {choices.map((code, index) => (
          <label key={code} className={styles.choice} data-picked={picked.includes(code)}>
            <input
              type={several ? 'checkbox' : 'radio'} name={`${id}-${name}`} checked={picked.includes(code)} disabled={isReadOnly}
              onChange={() => choose(code)} {...(index === 0 ? { id } : {})} aria-describedby={described} aria-invalid={fault !== undefined}
            />
            {field.type === 'yesNo' ? say(code === 'yes' ? 'caseField.yes' : 'caseField.no') : choiceText(code)}
          </label>
        ))}
      </div>
    );
  }
  if (field.type === 'code' && field.choices) {
    return (
      <select {...common} value={typed} disabled={isReadOnly} onChange={(event) => onType(event.target.value)}>
        <option value="">{say('caseField.choose')}</option>
        {field.choices.map((code) => <option key={code} value={code}>{choiceText(code)}</option>)}
      </select>
    );
  }
  if (field.type === 'text') return <textarea {...common} rows={2} value={typed} readOnly={isReadOnly} onChange={(event) => onType(event.target.value)} />;
  const isFigure = field.type === 'amount' || field.type === 'number';
  return (
    <div className={styles.well}>
      <input
        {...common} type={field.type === 'date' ? 'date' : 'text'} value={typed} readOnly={isReadOnly} onChange={(event) => onType(event.target.value)}
        {...(isFigure ? { inputMode: 'decimal' as const, dir: 'ltr' } : {})}
      />
      {field.type === 'amount' && <span className={styles.unit} aria-hidden="true">{currency}</span>}
    </div>
  );
}
