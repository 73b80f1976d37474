import type { ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { KeyCap } from '../../components/key-cap.tsx';
import menuStyles from '../../components/menu.module.css';
import { useDesk, useUi } from '../../desk.ts';
import styles from './person-menu.module.css';

const entries = [
  'day:end', 'theme:light', 'theme:dark', 'theme:contrast', 'density:compact', 'density:standard', 'density:roomy', 'language:en', 'language:de', 'frame:keys', 'frame:cover', 'session:end',
] as const;

/** One's own things: the end of the day, how the screen looks, the way out. */
export function PersonMenu({ children }: { children: ReactNode }) {
  const desk = useDesk();
  useUi((ui) => `${ui.theme} ${ui.density}`);
  const { say } = desk.texts;
  const shown = entries.flatMap((id) => desk.commands.find(id) ?? []).filter((command) => command.when(desk));
  return (
    <MenuTrigger>
      <AriaButton className={styles.person}>{children}<span className="only-read">{say('frame.settings')}</span></AriaButton>
      <Popover className={menuStyles.popover} placement="bottom end">
        <Menu className={menuStyles.menu} onAction={(key) => void desk.commands.run(desk, String(key))} aria-label={say('frame.settings')}>
          {shown.map(({ id, title, keys }) => (
            <MenuItem className={menuStyles.item} key={id} id={id} textValue={say(title)}>
              {say(title)}
              {keys?.[0] === undefined ? null : <KeyCap of={keys[0]} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
