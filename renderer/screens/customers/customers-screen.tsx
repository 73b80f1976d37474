import { useState } from 'react';
import { Button as AriaButton, Input, Label, SearchField } from 'react-aria-components';
import { useDesk, useUi } from '../../desk.ts';
import { useSearch } from '../../store/search.ts';
import { CustomerSheetView } from './customer-sheet-view.tsx';
import styles from './customers-screen.module.css';

/** Find a customer, and see every open journey and who may know and act. */
export function CustomersScreen() {
  const desk = useDesk();
  const { say } = desk.texts;
  const customer = useUi((ui) => ui.customer);
  const [text, setText] = useState('');
  const { rows, note, isAsked } = useSearch(desk, text, 'customerScreen');
  return (
    <main className={styles.screen}>
      <section className={styles.find} data-pane="queue" tabIndex={-1} aria-label={say('customers.search')}>
        <SearchField value={text} onChange={setText} className={styles.field}>
          <Label className={styles.label}>{say('customers.search')}</Label>
          <Input className={styles.input} placeholder={say('customers.hint')} />
        </SearchField>
        <ul className={styles.rows} aria-label={say('customers.found')}>
          {rows.map((row) => (
            <li key={row.customer}>
              <AriaButton className={styles.row} {...(row.customer === customer ? { 'aria-current': 'true' as const } : {})} onPress={() => desk.ui.setState({ customer: row.customer })}>
                <strong>{row.label}</strong>
                <span className={styles.because}>{say(`customers.because.${row.because}`)}</span>
                <span className={styles.count}>{say('customers.openCases', { count: row.cases.length })}</span>
              </AriaButton>
            </li>
          ))}
        </ul>
        {rows.length === 0 && <p className={styles.note}>{note ?? say(isAsked ? 'customers.none' : 'customers.start')}</p>}
      </section>
      {customer === undefined
        ? <section className={styles.empty} data-pane="case" tabIndex={-1} aria-label={say('pane.case')}><p>{say('customers.choose')}</p></section>
        : <CustomerSheetView key={customer} customer={customer} />}
    </main>
  );
}
