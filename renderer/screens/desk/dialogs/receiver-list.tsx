import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { Receivers } from '../../../../shared/contract/rest-team.ts';
import { Avatar } from '../../../components/avatar.tsx';
import { useDesk } from '../../../desk.ts';
import { useStore } from 'zustand';
import { sayCode, useWords } from '../next/words.ts';
import styles from './receiver-list.module.css';

/** Receivers, and who could take the work but not a caller. */
export interface Listed {
  readonly people: readonly (Omit<Receivers['people'][number], 'factor'> & { readonly factor?: Receivers['people'][number]['factor'] | 'voice' })[];
  readonly teams: Receivers['teams'];
}
type Person = Listed['people'][number];

/** To whom: those who can take it now, by load; then whole teams; then the others with what stands in the way. */
export function ReceiverList({ receivers, filter, value, onChange }: { receivers: Listed; filter: string; value: string | undefined; onChange: (receiver: string) => void }) {
  const { data } = useDesk();
  const names = useStore(data.directory.store);
  const words = useWords();
  const { say } = words;
  const wanted = filter.trim().toLocaleLowerCase();
  const fits = (name: string): boolean => name.toLocaleLowerCase().includes(wanted);
  const people = receivers.people.filter(({ person }) => fits(names[person]?.name ?? person));
  const can = people.filter(({ factor }) => factor === undefined);
  const cannot = people.filter(({ factor }) => factor !== undefined);
  const teams = receivers.teams.filter(({ team }) => fits(sayCode(say, 'team', team)));
  const state = ({ person, load, capacity, availability, usuallyAnswersMs }: Person): string => [
    say(`availability.${availability}`),
    capacity > 0 ? say('receivers.load', { percent: Math.round((load / capacity) * 100) }) : '',
    sayCode(say, 'team', names[person]?.team ?? ''),
    usuallyAnswersMs === undefined ? '' : say('receivers.answers', { span: words.span(usuallyAnswersMs) }),
  ].filter((part) => part !== '').join(' · ');
  const item = (one: Person) => (
    <ListBoxItem className={styles.row} key={one.person} id={`person ${one.person}`} textValue={names[one.person]?.name ?? one.person}>
      <Avatar person={one.person} />
      <span className={styles.name}>{names[one.person]?.name ?? one.person}</span>
      <span className={styles.note}>{one.factor === undefined ? state(one) : sayCode(say, 'cannotTake', one.factor, { ...one.detail })}</span>
    </ListBoxItem>
  );
  return (
    <ListBox
      className={styles.list} aria-label={say('handOff.to')} selectionMode="single" disallowEmptySelection
      selectedKeys={value === undefined ? [] : [value]} disabledKeys={cannot.map(({ person }) => `person ${person}`)}
      onSelectionChange={(keys) => {
        const [first] = keys === 'all' ? [] : keys;
        if (first !== undefined) onChange(String(first));
      }}
      renderEmptyState={() => <p className={styles.head}>{say('receivers.none')}</p>}
    >
      <ListBoxSection><Header className={styles.head}>{say('receivers.can', { count: can.length })}</Header>{can.map(item)}</ListBoxSection>
      {teams.length > 0 && (
        <ListBoxSection>
          <Header className={styles.head}>{say('receivers.teams')}</Header>
          {teams.map(({ team, waiting }) => (
            <ListBoxItem className={styles.row} key={team} id={`team ${team}`} textValue={sayCode(say, 'team', team)}>
              <span aria-hidden="true" /><span className={styles.name}>{sayCode(say, 'team', team)}</span><span className={styles.note}>{say('receivers.waiting', { count: waiting })}</span>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      )}
      {cannot.length > 0 && <ListBoxSection><Header className={styles.head}>{say('receivers.cannot')}</Header>{cannot.map(item)}</ListBoxSection>}
    </ListBox>
  );
}
