import { useEffect, useRef } from 'react';
import type { CustomerSheet } from '../../../shared/contract/rest-case.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText, spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useFetched } from '../../store/fetched.ts';
import { journeyName, stageName } from '../../store/journeys.ts';
import { useRow } from '../../store/select.ts';
import { openCase, openDialog } from '../../store/ui.ts';
import { useStore } from 'zustand';
import styles from './customer-sheet-view.module.css';

/** A customer as this person may see them now. */
export function CustomerSheetView({ customer }: { customer: string }) {
  const desk = useDesk();
  const { connection, rows, data, texts } = desk;
  useEffect(() => connection.watch(`customer:${customer}`), [connection, customer]);
  const row = useRow(rows, 'customer', customer);
  const { value, refusal } = useFetched(data.customers, customer, row?.version ?? 0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [customer]);
  const { say } = texts;
  return (
    <section className={styles.sheet} data-pane="case" tabIndex={-1} aria-label={say('pane.case')}>
      <header className={styles.header}>
        <h2 ref={heading} tabIndex={-1} className={styles.name}>{value?.label ?? '•••'}</h2>
        {value && <Verified sheet={value} />}
      </header>
      {refusal && <p role="alert" className={styles.refused}>{texts.refusal(refusal)}</p>}
      {value && (
        <div className={styles.columns}>
          <div className={styles.column}>
            <Journeys sheet={value} />
            <Relations sheet={value} />
          </div>
          <div className={styles.column}>
            <Fields sheet={value} />
            <Contacts sheet={value} />
          </div>
        </div>
      )}
    </section>
  );
}

function Verified({ sheet }: { sheet: CustomerSheet }) {
  const { ui, texts } = useDesk();
  const { say } = texts;
  if (sheet.isVerified && sheet.verifiedUntil !== undefined) {
    const until = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(sheet.verifiedUntil);
    return <span className={styles.done}><Mark is="done" />{say('customers.verified', { until })}</span>;
  }
  return (
    <span className={styles.unverified}>
      <span className={styles.soon}><Mark is="soon" />{say('customers.notVerified')}</span>
      <Button kind="primary" onPress={() => openDialog(ui, 'verify', { customer: sheet.id })}>{say('customers.verify')}</Button>
    </span>
  );
}

function Journeys({ sheet: { openCases, flags } }: { sheet: CustomerSheet }) {
  const { ui, data, texts, clock } = useDesk();
  const book = useStore(data.journeys.store);
  const now = useNow(clock);
  const { say } = texts;
  return (
    <section>
      <h3>{say('customers.journeys', { count: openCases.length })}</h3>
      {flags.length > 0 && <p className={styles.soon}>{flags.map((flag) => say(`customers.flag.${flag}`)).join(' · ')}</p>}
      {openCases.length === 0 && <p className={styles.note}>{say('customers.noJourney')}</p>}
      <ul>
        {openCases.map((one) => {
          const since = one.waitsFor === undefined ? one.lastProgressAt : one.waitsFor.since;
          const waits = one.waitsFor === undefined ? say('customers.moved') : say('customers.waits', { whom: say(`customers.whom.${one.waitsFor.whom}`) });
          return (
            <li key={one.id} className={styles.line}>
              <Button onPress={() => openCase(ui, { case: one.id })}>{journeyName(book[one.journey], one.journey)}</Button>
              <span><strong>{stageName(book[one.journey], one.stage)}</strong> <span className={styles.note}>{waits} {spanText(say, now - since)}</span></span>
              {one.owner === undefined ? null : <Avatar person={one.owner} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const order = ['name', 'birthDate', 'phone', 'email', 'iban', 'address'];

function Fields({ sheet: { fields } }: { sheet: CustomerSheet }) {
  const { texts, clock } = useDesk();
  const now = useNow(clock);
  const { say } = texts;
  const rank = (name: string): number => (order.indexOf(name) + order.length) % order.length;
  return (
    <section>
      <h3>{say('customers.facts')}</h3>
      <dl className={styles.fields}>
        {Object.entries(fields).sort(([a], [b]) => rank(a) - rank(b)).map(([name, { value, source, asOf, validUntil }]) => (
          <div key={name} className={styles.fact}>
            <dt>{say(`customers.field.${name}`)}</dt>
            <dd>
              {name === 'iban' ? value.replace(/(.{4})(?=.)/g, '$1 ') : value}
              <span className={styles.note}>
                {say('customers.source', { source: say(`customers.from.${source}`, { defaultValue: source }), age: spanText(say, now - asOf) })}
                {validUntil !== undefined && ` · ${say('customers.until', { until: momentText(texts.locale, validUntil, now) })}`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Relations({ sheet: { relations } }: { sheet: CustomerSheet }) {
  const { ui, texts } = useDesk();
  const { say } = texts;
  return (
    <section>
      <h3>{say('customers.relations')}</h3>
      {relations.length === 0 && <p className={styles.note}>{say('customers.noRelation')}</p>}
      <ul>
        {relations.map(({ to, kind, label, mayKnow, mayAct }) => (
          <li key={`${to} ${kind}`} className={styles.line}>
            <Button kind="plain" onPress={() => ui.setState({ customer: to })}>{label}</Button>
            <span>{say(`customers.kind.${kind}`)}</span>
            <span className={mayKnow ? styles.done : styles.note}><Mark is={mayKnow ? 'done' : 'stopped'} />{say(mayKnow ? 'customers.mayKnow' : 'customers.mayNotKnow')}</span>
            <span className={mayAct ? styles.done : styles.note}><Mark is={mayAct ? 'done' : 'stopped'} />{say(mayAct ? 'customers.mayAct' : 'customers.mayNotAct')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contacts({ sheet: { contacts } }: { sheet: CustomerSheet }) {
  const { texts, clock } = useDesk();
  const now = useNow(clock);
  const { say } = texts;
  return (
    <section>
      <h3>{say('customers.contacts')}</h3>
      {contacts.length === 0 && <p className={styles.note}>{say('customers.noContact')}</p>}
      <ul>
        {contacts.map(({ at, channel, by, kind }) => (
          <li key={`${String(at)} ${kind}`} className={styles.line}>
            <span className={styles.note}>{momentText(texts.locale, at, now)}</span>
            <span>{say(`channel.${channel}`)}</span>
            {by === undefined ? null : <Avatar person={by} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
