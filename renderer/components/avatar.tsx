import { useStore } from 'zustand';
import { useDesk } from '../desk.ts';
import type { Presence } from '../../shared/contract/changes.ts';
import styles from './avatar.module.css';

/** A person as initials; AI colleagues wear their mark. `state` is what they do on a case: hollow, filled, ringed, or ringed and filled who points at something. */
export function Avatar({ person, state }: { person: string; state?: Presence['state'] }) {
  const { data, texts } = useDesk();
  const found = useStore(data.directory.store, (names) => names[person]);
  const name = found?.name ?? person;
  const label = state === undefined ? name : texts.say(`presence.${state}`, { name });
  return (
    <span className={`${styles.avatar} ${state === undefined ? '' : styles[state]}`} title={label}>
      <span aria-hidden="true">{found?.role === 'aiColleague' ? '✦' : (found?.initials ?? person.slice(0, 2).toUpperCase())}</span>
      <span className="only-read">{label}</span>
    </span>
  );
}
