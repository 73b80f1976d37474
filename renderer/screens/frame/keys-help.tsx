import { Fragment } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { places } from '../../commands/registry.ts';
import { keyCap } from '../../commands/keys.ts';
import dialogStyles from '../../components/dialog.module.css';
import { useDesk, useUi } from '../../desk.ts';
import styles from './keys-help.module.css';

/** Every key there is, by where it works. */
export function KeysHelp() {
  const { ui, commands, texts } = useDesk();
  const isOpen = useUi((state) => state.isHelpOpen);
  const { say } = texts;
  return (
    <ModalOverlay className={dialogStyles.overlay} isOpen={isOpen} isDismissable onOpenChange={(open) => ui.setState({ isHelpOpen: open })}>
      <Modal className={dialogStyles.modal}>
        <Dialog className={dialogStyles.dialog}>
          <Heading slot="title" className={dialogStyles.title}>{say('frame.keysTitle')}</Heading>
          <div className={styles.groups} role="group" aria-label={say('frame.keysTitle')} tabIndex={0}>
            {places.map((place) => (
              <section key={place}>
                <h3 className={styles.place}>{say(`place.${place}`)}</h3>
                <dl className={styles.list}>
                  {commands.all.filter((command) => command.place === place && command.keys !== undefined).map(({ id, title, keys }) => (
                    <Fragment key={id}><dt>{(keys ?? []).slice(0, 2).map(keyCap).join(', ')}</dt><dd>{say(title)}</dd></Fragment>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
