import { useStore } from 'zustand';
import type { RefObject } from 'react';
import { Button } from '../../../components/button.tsx';
import { CommandButton } from '../../../components/command-button.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { defaultSpans } from '../../../../shared/work/world.ts';
import { useLabel } from '../../../store/labels.ts';
import { journeyName } from '../../../store/journeys.ts';
import styles from './case-header.module.css';
import { useCaseInView } from './case-view.ts';
import { useCaseWords } from './case-words.ts';
import { coded } from './timeline/timeline-line.ts';

/** Whose case it is, whether that is verified, what people must know, and what changed since the reader looked. */
export function CaseHeader({ heading, news }: { heading: RefObject<HTMLHeadingElement | null>; news: number }) {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const { row, sheet, info } = view;
  const label = useLabel(desk.data.labels, row.customer);
  useStore(desk.link);
  const customer = sheet?.customer;
  const name = row.customer === undefined ? say('case.notIdentified') : (customer?.label ?? label);
  const flags = [...(customer?.flags ?? []), ...(row.flags ?? [])];
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <h2 ref={heading} tabIndex={-1} className={styles.name}>
          <bdi>{name}</bdi><span className="only-read">, {journeyName(info, row.journey)}</span>
        </h2>
        <p className={styles.about}>{useAbout()}</p>
      </div>
      <div className={styles.state}>
        {flags.map((flag) => <span key={flag} className={styles.flag}><Mark is="soon" />{coded(say, 'flag', flag)}</span>)}
        {row.customer === undefined ? null : <Verified />}
        {news > 0 && <Button isSmall shortcut="l" label={say('case.changedLabel', { count: news })} onPress={() => void desk.commands.run(desk, 'case:changes')}>{say('case.changed', { count: news })}</Button>}
        <CommandButton id="case:close" kind="plain" text="✕" />
      </div>
    </header>
  );

  function useAbout(): string {
    if (row.customer === undefined) return say('case.notIdentifiedHint', { source: words.nameOf(`source:${row.party.source}`), key: row.party.key });
    const { birthDate, phone } = customer?.fields ?? {};
    const open = customer?.openCases.length;
    const [contact] = customer?.contacts ?? [];
    const seen = contact ? say('case.lastSeen', { channel: say(`valueFrom.on.${contact.channel}`), at: words.moment(contact.at) }) : row.lastChannel === undefined ? '' : say('case.lastOn', { channel: say(`valueFrom.on.${row.lastChannel}`) });
    return [
      birthDate?.isMasked === false ? say('case.born', { date: birthDate.value.slice(0, 4) }) : '',
      phone?.isMasked === false ? phone.value : '',
      open === undefined ? '' : open === 0 ? say('case.noJourneys') : say('case.journeys', { count: open }),
      seen,
    ].filter((part) => part !== '').join(' · ');
  }

  function Verified() {
    if (sheet?.shownFor !== undefined) return <span className={styles.unverified}><Mark is="here" />{say('case.shownFor', { name: words.nameOf(sheet.shownFor.by) })}</span>;
    if (customer?.isVerified !== true) return <span className={styles.unverified}><Mark is="soon" />{say('case.notVerified')}</span>;
    const until = customer.verifiedUntil ?? 0;
    const clock = (at: number): string => new Intl.DateTimeFormat(desk.texts.locale, { hour: '2-digit', minute: '2-digit' }).format(at);
    return (
      <span className={styles.verified}>
        <Mark is="done" />{say('case.verified', { how: say(`verifiedBy.${customer.verifiedBy ?? 'idSeen'}`), at: clock(until - defaultSpans.verifiedMs) })}
        <span className={styles.until}>{say('case.verifiedUntil', { until: clock(until) })}</span>
        {desk.commands.find('customer:leave')?.when(desk) === true && <Button isSmall kind="plain" onPress={() => void desk.commands.run(desk, 'customer:leave')}>{say('workCommand.leave')}</Button>}
      </span>
    );
  }
}
