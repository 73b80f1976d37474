import { Button as AriaButton } from 'react-aria-components';
import { useDesk, useUi } from '../../desk.ts';
import type { Pane, ScreenName } from '../../store/ui.ts';
import styles from './pane-tabs.module.css';

const panes: readonly Pane[] = ['queue', 'case', 'next'];
const withPanes: readonly ScreenName[] = ['desk', 'team'];

/** Where the window is too narrow for all panes side by side: which one is shown. `F6` goes through them too. */
export function PaneTabs() {
  const { ui, texts } = useDesk();
  const screen = useUi((state) => state.screen);
  const shown = useUi((state) => state.pane);
  if (!withPanes.includes(screen)) return null;
  return (
    <nav className={styles.tabs} data-screen={screen} aria-label={texts.say('pane.label')}>
      {panes.map((pane) => (
        <AriaButton key={pane} className={styles.tab} onPress={() => ui.setState({ pane })} {...(pane === shown ? { 'aria-current': 'true' as const } : {})}>
          {texts.say(screen === 'team' ? `pane.team.${pane}` : `pane.${pane}`)}
        </AriaButton>
      ))}
    </nav>
  );
}
