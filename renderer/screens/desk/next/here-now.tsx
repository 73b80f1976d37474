import { useStore } from 'zustand';
import type { TaskPut } from '../../../../shared/contract/rows.ts';
import { Avatar } from '../../../components/avatar.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import styles from './next-pane.module.css';
import { useJourney } from '../../../store/journeys.ts';
import { useRow } from '../../../store/select.ts';
import { useCaseWords } from '../case/case-words.ts';
import { customerPlace, useVisit } from '../case/customer-place.ts';
import { useWords } from './words.ts';

const nobody: readonly never[] = [];

/** Who is on the case now and what they do, oneself first; and whether the customer is. */
export function HereNow({ caseId, tasks }: { caseId: string; tasks: readonly TaskPut[] }) {
  const { presence, person, rows, data } = useDesk();
  const { say, name, channel } = useWords();
  const people = useStore(presence, (all) => all[caseId] ?? nobody);
  const others = people.filter((one) => one.person !== person.id);
  const own = people.find((one) => one.person === person.id);
  const row = useRow(rows, 'case', caseId);
  const visit = useVisit(caseId);
  const info = useJourney(data.journeys, row?.journey, row?.journeyVersion);
  const sheet = useStore(data.sheets.store, (all) => all[caseId]?.value);
  const caseWords = useCaseWords({ info });
  const place = row && customerPlace({ row, info, sheet, visit }, caseWords);
  const where = tasks.find(({ customerPresent }) => customerPresent !== undefined)?.customerPresent;
  return (
    <section className={styles.part} aria-label={say('hereNow.head')}>
      <h2 className={styles.head}>{say('hereNow.head')}</h2>
      <ul>
        <li className={styles.who}><Avatar person={person.id} state={own?.state ?? 'viewing'} /><span>{say('hereNow.you')}, {say(`hereNow.${own?.state ?? 'viewing'}`)}</span></li>
        {others.map((one) => (
          <li className={styles.who} key={one.person}><Avatar person={one.person} state={one.state} /><span>{name(one.person)}, {say(`hereNow.${one.state}`)}</span></li>
        ))}
        {place !== undefined ? <li className={styles.who}><Mark is="here" /><span>{say(`visit.customer${place.key}`, place.params)}</span></li> : where === undefined ? null : <li className={styles.who}><Mark is="here" /><span>{say('hereNow.customer', { channel: channel(where) })}</span></li>}
      </ul>
    </section>
  );
}
