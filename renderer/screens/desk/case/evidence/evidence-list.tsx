import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CaseSheet } from '../../../../../shared/contract/rest-case.ts';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { sourceText } from '../../../../components/value-source.ts';
import { useDesk } from '../../../../desk.ts';
import { showToast } from '../../../../store/ui.ts';
import { mayNot, offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './evidence-list.module.css';
import { bringEvidence } from './bring-evidence.ts';

type Row = CaseSheet['evidence'][number];

/** Proofs of a case: what is needed can be scanned, what is there is greyed, and asking for it again needs a reason. */
export function EvidenceList({ rows }: { rows: readonly Row[] }) {
  return <ul className={styles.list}>{rows.map((row) => <EvidenceItem key={row.kind} row={row} />)}</ul>;
}

function EvidenceItem({ row: { kind, state, since, validUntil, source } }: { row: Row }) {
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const name = words.choice(kind);
  if (state === 'have') return <HeldItem kind={kind} name={name} since={since} validUntil={validUntil} source={source} />;
  return (
    <li className={styles.item} data-state={state}>
      <span className={styles.what}>
        <Mark is={state === 'expired' ? 'soon' : 'waiting'} />
        <span className={styles.name}>{name}</span>
        <span className={styles.note}>{state === 'needed' ? say('evidence.neededHint') : validUntil === undefined ? say('evidence.expiredOld') : say('evidence.expired', { until: words.day(validUntil) })}</span>
      </span>
      <ScanButton kind={kind} name={name} />
    </li>
  );
}

function HeldItem({ kind, name, since, validUntil, source }: { kind: string; name: string; since?: number | undefined; validUntil?: number | undefined; source?: string | undefined }) {
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const held = validUntil === undefined ? say('evidence.have', { since: words.day(since ?? 0) }) : say('evidence.haveUntil', { since: words.day(since ?? 0), until: words.day(validUntil) });
  return (
    <li className={styles.item} data-state="have">
      <span className={styles.what}>
        <Mark is="done" />
        <span className={styles.name}>{name}</span>
        <span className={styles.note}>{held}{source === undefined ? '' : `, ${sourceText(say, source, words.colleague)}`}. {say('evidence.askAgain')}</span>
      </span>
      {!isAsking && <Button isSmall kind="plain" onPress={() => setIsAsking(true)}>{say('evidence.askAgainButton')}</Button>}
      {isAsking && (
        <span className={styles.again}>
          <input autoFocus className={styles.reason} aria-label={say('evidence.askReason')} placeholder={say('evidence.askReason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <ScanButton kind={kind} name={name} reason={reason.trim()} isAgain onDone={() => setIsAsking(false)} />
        </span>
      )}
    </li>
  );
}

interface ScanButtonProps {
  readonly kind: string;
  readonly name: string;
  /** Asked again: why. */
  readonly reason?: string;
  readonly isAgain?: boolean;
  readonly onDone?: () => void;
}

function ScanButton({ kind, name, reason, isAgain = false, onDone }: ScanButtonProps) {
  const desk = useDesk();
  const view = useCaseInView();
  const picker = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'ready' | 'reading' | 'unreadable' | 'tooLarge'>('ready');
  const { say } = desk.texts;
  useStore(desk.link);
  const refusal = mayNot(desk, view, 'evidence:add');
  const blocked = offlineSince(desk) ?? (refusal && desk.texts.refusal(refusal)) ?? (isAgain && reason === '' ? say('evidence.askAgain') : undefined);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setState('reading');
    const done = await bringEvidence(desk, view, kind, file, reason);
    if (done !== 'added') return setState(done === 'refused' ? 'ready' : done);
    setState('ready');
    showToast(desk.ui, { text: say('evidence.added', { what: name }), isError: false });
    onDone?.();
  };
  return (
    <span className={styles.scan}>
      {state === 'reading' && <span className={styles.note}><Mark is="pending" />{say('evidence.reading')}</span>}
      {(state === 'unreadable' || state === 'tooLarge') && <span className={styles.wrong} role="alert"><Mark is="late" />{say(`evidence.${state}`)}</span>}
      <input ref={picker} type="file" hidden tabIndex={-1} aria-hidden="true" accept="application/pdf,image/*" data-scan={kind} onChange={(event) => {
        void take(event.target.files?.[0]);
        event.target.value = '';
      }} />
      <Button isSmall label={say('evidence.scanOf', { what: name })} blocked={blocked} onPress={() => picker.current?.click()}>{say('evidence.scan')}</Button>
    </span>
  );
}
