import { Button as AriaButton } from 'react-aria-components';
import { Avatar } from '../../components/avatar.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useDesk, useUi } from '../../desk.ts';
import type { ScreenName } from '../../store/ui.ts';
import { NoticesButton } from '../notices/notices-button.tsx';
import { OwnStatus } from './own-status.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SourceHealth } from './source-health.tsx';
import styles from './top-bar.module.css';

const places: readonly ScreenName[] = ['desk', 'customers', 'team', 'wall'];

/** Where one is, the command field, the health of sources and the own status. */
export function TopBar() {
  const desk = useDesk();
  const { say } = desk.texts;
  const screen = useUi((ui) => ui.screen);
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>Baton</h1>
      <nav className={styles.places} aria-label={say('frame.places')}>
        {places.map((place) => desk.commands.find(`go:${place}`)?.when(desk) === true && (
          <AriaButton key={place} className={styles.place} {...(screen === place ? { 'aria-current': 'page' as const } : {})} onPress={() => void desk.commands.run(desk, `go:${place}`)}>
            {say(`command.go.${place}`)}
          </AriaButton>
        ))}
      </nav>
      <AriaButton className={styles.find} onPress={() => desk.ui.setState({ isPaletteOpen: true })} aria-keyshortcuts="Control+K">
        <span>{say('frame.find')}</span>
        <KeyCap of="$mod+k" />
      </AriaButton>
      <span className={styles.end}>
        <SourceHealth />
        <NoticesButton />
        <OwnStatus />
        <PersonMenu><Avatar person={desk.person.id} /></PersonMenu>
      </span>
    </header>
  );
}
