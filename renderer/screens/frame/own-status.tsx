import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Mark } from '../../components/mark.tsx';
import menuStyles from '../../components/menu.module.css';
import { useDesk } from '../../desk.ts';
import { useRow } from '../../store/select.ts';
import styles from './own-status.module.css';

const choices = ['available', 'busy', 'away', 'off'] as const;

/** The own availability: set by the person, never by the system. */
export function OwnStatus() {
  const { person, rows, act, texts } = useDesk();
  const row = useRow(rows, 'person', person.id);
  const now = row?.availability ?? person.availability;
  const set = (availability: string): void => {
    void act('person:setAvailability', { person: person.id, availability: availability as (typeof choices)[number], because: 'chosen' });
  };
  return (
    <MenuTrigger>
      <AriaButton className={styles.status} aria-label={texts.say('availability.label', { now: texts.say(`availability.${now}`) })}>
        <Mark is={now === 'available' ? 'here' : 'waiting'} />
        {texts.say(`availability.${now}`)}
      </AriaButton>
      <Popover className={menuStyles.popover} placement="bottom end">
        <Menu className={menuStyles.menu} onAction={(key) => set(String(key))} aria-label={texts.say('availability.choose')}>
          {choices.map((choice) => <MenuItem className={menuStyles.item} id={choice} key={choice}>{texts.say(`availability.${choice}`)}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
