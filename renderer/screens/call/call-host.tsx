import { useEffect, useRef } from 'react';
import type { CallPut } from '../../../shared/contract/rows.ts';
import { Button } from '../../components/button.tsx';
import { CommandButton } from '../../components/command-button.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk, useUi } from '../../desk.ts';
import { useCallRow } from '../../store/call.ts';
import { useStore } from 'zustand';
import { useWords } from '../desk/next/words.ts';
import styles from './call-host.module.css';
import { CallPane } from './call-pane.tsx';
import { callState, remember } from './interrupted.ts';

/** Announces a ring at once, remembers what it interrupted, and shows its card where the desk's right column is not. */
export function CallHost() {
  const desk = useDesk();
  const { say, name } = useWords();
  const call = useCallRow(desk);
  const screen = useUi((ui) => ui.screen);
  useEffect(() => {
    if (call?.state === 'ringing') remember(desk, call.call);
  }, [desk, call?.call, call?.state]);
  const last = useRef<CallPut['state']>(undefined);
  useEffect(() => {
    // A call that nobody answered has interrupted nothing.
    if (call === undefined && last.current === 'ringing') callState(desk).setState(({ place: _, ...rest }) => rest, true);
    last.current = call?.state;
  }, [desk, call]);
  const customer = call?.customer;
  const label = useStore(desk.data.calls.store, (all) => (call === undefined ? undefined : all[call.call]?.value?.candidates.find((one) => one.customer === customer)?.label));
  const announced = call?.state === 'onCall' && call.from !== undefined ? say('call.announceMoved', { name: name(call.from) }) : call?.state !== 'ringing' ? '' : label === undefined ? say('call.announce') : say('call.announceName', { label });
  return (
    <>
      <div className="only-read" role="alert">{announced}</div>
      {call && screen !== 'desk' && <aside className={styles.aside} data-pane="call" tabIndex={-1} aria-label={say('call.head')}><CallPane key={call.call} call={call} /></aside>}
    </>
  );
}

/** In a narrow window one line over the bottom bar says that it rings; the card opens on request only. */
export function CallStrip() {
  const desk = useDesk();
  const { say } = useWords();
  const call = useCallRow(desk);
  const pane = useUi((ui) => ui.pane);
  const screen = useUi((ui) => ui.screen);
  if (!call || screen !== 'desk' || pane === 'next') return null;
  return (
    <div className={styles.strip}>
      <span><Mark is="here" />{say(`call.${call.state}`)}</span>
      {call.state === 'ringing' ? <CommandButton id="call:answer" /> : <Button isSmall onPress={() => desk.ui.setState({ pane: 'next' })}>{say('call.show')}</Button>}
    </div>
  );
}
