import { useStore } from 'zustand';
import { unreachable } from '../../../shared/assert.ts';
import { Mark } from '../../components/mark.tsx';
import { spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import styles from './connection-chip.module.css';

/** How fresh what one sees is: live, catching up, reconnecting, or reading only since then. */
export function ConnectionChip() {
  const { link, clock, texts } = useDesk();
  const { state, since, heardAt } = useStore(link);
  const now = useNow(clock, 1000);
  const { say } = texts;
  const age = spanText(say, now - (heardAt ?? since));
  switch (state.is) {
    case 'live':
      return <span className={styles.chip} data-state="live"><Mark is="here" />{say('connection.live', { age })}</span>;
    case 'catchingUp':
      return <span className={styles.chip} data-state="catchingUp"><Mark is="pending" />{say('connection.catchingUp')}</span>;
    case 'needsAuth':
      return <span className={styles.chip} data-state="needsAuth"><Mark is="soon" />{say('connection.needsAuth')}</span>;
    case 'connecting':
    case 'stopped': {
      const isLong = now - since > 10_000;
      const at = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(heardAt ?? since);
      return <span className={styles.chip} data-state={isLong ? 'offline' : 'connecting'}><Mark is="soon" />{isLong ? say('connection.offline', { at }) : say('connection.connecting', { age })}</span>;
    }
    default:
      return unreachable(state);
  }
}
