import { useDesk } from '../../desk.ts';
import { useFetched } from '../../store/fetched.ts';
import { sayCode, useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';

/** The last three contacts, one line each. */
export function Contacts({ customer }: { customer: string }) {
  const { data } = useDesk();
  const { say, moment, name, channel } = useWords();
  const { value } = useFetched(data.customers, customer);
  const contacts = value?.contacts ?? [];
  return (
    <section className={styles.part} aria-label={say('customers.contacts')}>
      <h3 className={styles.small}>{say('customers.contacts')}</h3>
      {value !== undefined && contacts.length === 0 && <p className={styles.note}>{say('customers.noContact')}</p>}
      <ul>
        {contacts.map((one) => (
          <li key={`${String(one.at)} ${one.kind}`} className={styles.contact}>
            <span className={styles.note}>{moment(one.at)}</span>
            <span>{say('call.contact', { who: one.by === undefined ? say('call.customer') : name(one.by), channel: channel(one.channel), what: sayCode(say, 'contactKind', one.kind.replace(':', '_')) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
