import type { ReactNode } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk, useUi } from '../../desk.ts';
import { useCallRow } from '../../store/call.ts';
import styles from './cover.module.css';

/** Where everything in an element is scrolled to, to put it back there. */
function scrolledIn(host: HTMLElement): () => void {
  const places = [...host.querySelectorAll<HTMLElement>('*')].filter(({ scrollTop, scrollLeft }) => scrollTop !== 0 || scrollLeft !== 0).map((one) => [one, one.scrollTop, one.scrollLeft] as const);
  return () => {
    for (const [one, top, left] of places) one.scrollTo(left, top);
  };
}

/**
 * What may show a customer. Covered, it is taken out of the page as a whole: no name or value is left in it, and what was typed, opened
 * and scrolled is there again when the cover goes.
 */
export function Coverable({ children }: { children: ReactNode }) {
  const isCovered = useUi((ui) => ui.isCovered);
  const slot = useRef<HTMLDivElement>(null);
  const [host] = useState(() => Object.assign(document.createElement('div'), { className: styles.host ?? '' }));
  const back = useRef<{ scroll: () => void; focused: HTMLElement | null }>(undefined);
  useLayoutEffect(() => {
    if (isCovered) return;
    slot.current?.append(host);
    back.current?.scroll();
    back.current?.focused?.focus();
    return () => {
      const focused = document.activeElement;
      back.current = { scroll: scrolledIn(host), focused: focused instanceof HTMLElement && host.contains(focused) ? focused : null };
      host.remove();
    };
  }, [isCovered, host]);
  return (
    <div className={styles.slot} ref={slot}>
      {isCovered && <Cover />}
      {createPortal(children, host)}
    </div>
  );
}

function Cover() {
  const desk = useDesk();
  const { say } = desk.texts;
  const call = useCallRow(desk);
  return (
    <main className={styles.cover}>
      <p className={styles.dots} aria-hidden="true">•••</p>
      <p>{say('cover.covered')}</p>
      {call?.state === 'ringing' && <p role="alert"><Mark is="here" />{say('call.ringing')}</p>}
      <Button shortcut="F9" onPress={() => desk.ui.setState({ isCovered: false })}>{say('cover.uncover')}</Button>
    </main>
  );
}
