import { useStore } from 'zustand';
import { CommandButton } from '../../components/command-button.tsx';
import { useDesk } from '../../desk.ts';
import { chosenTitle } from './chosen-title.ts';
import { ContactFix } from './contact-fix.tsx';
import { ExtendFix } from './extend-fix.tsx';
import { OverCapacity } from './over-capacity.tsx';
import { SystemErrors } from './system-errors.tsx';
import styles from './plan-pane.module.css';

/** What helps against the cause that was chosen. */
export function FixPane() {
  const { lead, texts, data } = useDesk();
  const { say } = texts;
  const chosen = useStore(lead, (state) => state.chosen);
  const count = useStore(lead, (state) => state.picked.size);
  const names = useStore(data.directory.store);
  if (chosen === undefined) return <p className={styles.note}>{say('lead.fix.none')}</p>;
  const cause = chosen.is === 'cause' ? chosen.cause : 'other';
  return (
    <section className={styles.part} aria-label={chosenTitle(say, names, chosen)}>
      <h2 className={styles.title}>{say(`lead.fix.${cause}.title`)}</h2>
      <p className={styles.note}>{say(`lead.fix.${cause}.text`)}</p>
      {cause === 'customer' || cause === 'third_party' ? <ContactFix /> : null}
      {cause === 'system_error' ? <SystemErrors /> : null}
      {cause === 'owner_over_capacity' ? <OverCapacity /> : null}
      {cause === 'owner_over_capacity' ? <ExtendFix /> : null}
      <div className={styles.actions}>
        <CommandButton id="lead:plan" kind="primary" text={say('lead.planCount', { count })} />
        <CommandButton id="lead:giveTo" />
      </div>
    </section>
  );
}
