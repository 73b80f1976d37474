import { Button as AriaButton } from 'react-aria-components';
import { marks } from '../../../components/mark.tsx';
import { useDesk, useUi } from '../../../desk.ts';
import { useOffers } from '../../../store/offers.ts';
import { useRow } from '../../../store/select.ts';
import styles from './next-pane.module.css';
import { useWords } from './words.ts';

/** In a window that has no room for the right column: what stands in it, counted, and the way to open it over the case. */
export function NextRail() {
  const desk = useDesk();
  const { say } = useWords();
  const isShown = useUi((ui) => ui.pane === 'next');
  const opened = useUi((ui) => ui.opened?.case);
  const offers = useOffers(desk).length;
  const promises = useRow(desk.rows, 'case', opened)?.promises ?? [];
  const broken = promises.filter(({ state }) => state === 'broken').length;
  const open = promises.filter(({ state }) => state === 'open').length;
  const label = [say('pane.next'), ...(broken > 0 ? [say('nextPane.railBroken', { count: broken })] : []), ...(open > 0 ? [say('nextPane.railOpen', { count: open })] : []), ...(offers > 0 ? [say('offers.count', { count: offers })] : [])].join(', ');
  return (
    <AriaButton className={styles.rail} aria-label={label} aria-expanded={isShown} onPress={() => desk.ui.setState({ pane: isShown ? 'case' : 'next' })}>
      <span aria-hidden="true">{isShown ? '✕' : marks.here}</span>
      {broken > 0 && <span className={styles.late} aria-hidden="true">{marks.late} {broken}</span>}
      {open > 0 && <span aria-hidden="true">{marks.waiting} {open}</span>}
      {offers > 0 && <span aria-hidden="true">+{offers}</span>}
    </AriaButton>
  );
}
