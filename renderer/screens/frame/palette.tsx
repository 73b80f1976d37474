import { useState } from 'react';
import { Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import dialogStyles from '../../components/dialog.module.css';
import { KeyCap } from '../../components/key-cap.tsx';
import menuStyles from '../../components/menu.module.css';
import type { Desk } from '../../desk.ts';
import { useDesk, useUi } from '../../desk.ts';
import { useSearch } from '../../store/search.ts';
import { openCase } from '../../store/ui.ts';
import { FoundCase } from './found-case.tsx';
import styles from './palette.module.css';

const commandsShown = 8;

/** `Ctrl+K`: a customer, a case or an action, by a few letters. Customers are shown masked, and that they were shown is in the log. */
export function Palette() {
  const { ui } = useDesk();
  const isOpen = useUi((state) => state.isPaletteOpen);
  return (
    <ModalOverlay className={dialogStyles.overlay} isOpen={isOpen} isDismissable onOpenChange={(open) => ui.setState({ isPaletteOpen: open })}>
      <Modal className={`${dialogStyles.modal} ${styles.modal}`}><PaletteContent /></Modal>
    </ModalOverlay>
  );
}

function PaletteContent() {
  const desk = useDesk();
  const { say } = desk.texts;
  const [text, setText] = useState('');
  const { rows, note } = useSearch(desk, text.trim(), 'counterVisit');
  const commands = matching(desk, text.trim());
  const close = (): void => desk.ui.setState({ isPaletteOpen: false });
  const run = (key: string): void => {
    close();
    const [kind = '', ...rest] = key.split(' ');
    const [id = '', customer = ''] = rest;
    if (kind === 'command') void desk.commands.run(desk, id);
    else if (kind === 'case') openCase(desk.ui, { case: id });
    else if (kind === 'customer') desk.ui.setState({ screen: 'customers', customer: id });
    if (customer !== '') desk.ui.setState({ customer });
  };
  return (
    <Dialog className={dialogStyles.dialog} aria-label={say('frame.find')}>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <div className={styles.scroll}>
          <SearchField
          // One Escape closes; the field's own would only empty it.
          onKeyDown={(event) => (event.key === 'Escape' ? close() : event.continuePropagation())}
          autoFocus aria-label={say('frame.find')} className={styles.search}>
            <Input className={styles.input} placeholder={say('frame.findHint')} />
          </SearchField>
          <Menu className={styles.menu} onAction={(key) => run(String(key))} renderEmptyState={() => <p className={dialogStyles.note}>{note ?? say('frame.nothingFound')}</p>}>
            {rows.length > 0 && (
              <MenuSection>
                <Header className={styles.head}>{say('frame.customers')}</Header>
                {rows.flatMap((row) => [
                  ...row.cases.map((found) => (
                    <MenuItem key={found.id} id={`case ${found.id} ${row.customer}`} className={menuStyles.item} textValue={row.label}>
                      <FoundCase row={row} found={found} />
                    </MenuItem>
                  )),
                  <MenuItem key={row.customer} id={`customer ${row.customer}`} className={menuStyles.item} textValue={row.label}>
                    <span><strong>{row.label}</strong> <span className={menuStyles.because}>{row.cases.length === 0 ? say('found.noCase') : say('found.customer')}</span></span>
                  </MenuItem>,
                ])}
              </MenuSection>
            )}
            {commands.length > 0 && <MenuSection>
              <Header className={styles.head}>{say('frame.commands')}</Header>
              {commands.map(({ id, title, keys, blocked }) => (
                <MenuItem key={id} id={`command ${id}`} className={menuStyles.item} textValue={say(title)} isDisabled={blocked?.(desk) !== undefined}>
                  <span>{say(title)} <span className={menuStyles.because}>{blocked?.(desk)}</span></span>
                  {keys?.[0] === undefined ? null : <KeyCap of={keys[0]} />}
                </MenuItem>
              ))}
            </MenuSection>}
          </Menu>
        </div>
      </Autocomplete>
    </Dialog>
  );
}

function matching(desk: Desk, text: string): Desk['commands']['all'] {
  const words = text.toLocaleLowerCase(desk.texts.locale).split(/\s+/);
  return desk.commands
    .shown(desk)
    .filter(({ isKeyOnly, title }) => {
      const said = desk.texts.say(title).toLocaleLowerCase(desk.texts.locale);
      return isKeyOnly !== true && words.every((word) => said.includes(word));
    })
    .slice(0, commandsShown);
}
