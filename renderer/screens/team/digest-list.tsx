import { useEffect } from 'react';
import type { Digest } from '../../../shared/contract/rest-team.ts';
import type { MarkKind } from '../../components/mark.tsx';
import { momentText, periodText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import { useFetched } from '../../store/fetched.ts';
import { useNow } from '../../store/clock.ts';
import { useStore } from 'zustand';
import { choose } from './choose.ts';
import { openDialog } from '../../store/ui.ts';
import { LineButton } from './line-button.tsx';
import styles from './side-list.module.css';

type Line = Digest['lines'][number];
const marksOf: Partial<Record<Line['code'], MarkKind>> = { promise_breaks_soon: 'late', promise_broken: 'late', regulatory_near: 'soon', declined: 'soon', connector_down: 'stopped', person_absent: 'waiting', person_off: 'waiting' };
const againMs = 60_000;

/** "Since Friday 17:00": what changed while one was away; each line opens its list. What stands still is told above it, by cause. */
export function DigestList() {
  const desk = useDesk();
  const { data, texts, clock } = desk;
  const names = useStore(data.directory.store);
  const chosen = useStore(desk.lead, (lead) => lead.chosen);
  const now = useNow(clock, againMs);
  const { value, refusal } = useFetched(data.digest, 'led');
  useEffect(() => data.digest.refresh('led'), [data, now]);
  const { say } = texts;
  const lines = (value?.lines ?? []).filter(({ code }) => code !== 'stalled' && code !== 'failed');
  const words = ({ code, count, params = {} }: Line): string => {
    const at = typeof params['dueAt'] === 'number' ? momentText(texts.locale, params['dueAt'], clock.now()) : '';
    const until = typeof params['until'] === 'number' ? momentText(texts.locale, params['until'], clock.now()) : '';
    const span = typeof params['from'] === 'number' ? periodText(texts.locale, params['from'], typeof params['until'] === 'number' ? params['until'] : undefined, clock.now()) : '';
    const system = typeof params['connector'] === 'string' ? say(`connector.${params['connector']}`) : '';
    const key = code === 'connector_down' && params['until'] === undefined ? 'connector_still_down' : code;
    return say(`lead.digest.${key}`, { count, at, until, span, percent: params['percent'], healed: params['recovered'] ?? 0, cases: say('lead.digest.affected', { count }), system, name: shortName(names, String(params['person'] ?? '')) });
  };
  const open = (line: Line, title: string): void => {
    const person = line.params?.['person'];
    // Most of its cases have no work at a desk.
    if (line.code === 'connector_down') openDialog(desk.ui, 'leadCases', { title, cases: line.cases.join(' ') });
    else if (line.cases.length > 0) choose(desk, { is: 'cases', title, cases: line.cases });
    else if (typeof person === 'string') openDialog(desk.ui, 'leadPerson', { person });
  };
  return (
    <section aria-labelledby="lead-digest">
      <h2 id="lead-digest" className={styles.heading}>{value === undefined ? say('lead.sinceLast') : say('lead.since', { at: momentText(texts.locale, value.since, clock.now()) })}</h2>
      {value === undefined && refusal !== undefined ? <p className={styles.empty}>{say('lead.digestMissing')}</p> : null}
      {value !== undefined && lines.length === 0 ? <p className={styles.empty}>{say('lead.nothingNew')}</p> : null}
      <ul>
        {lines.map((line, at) => {
          const title = words(line);
          const isCurrent = chosen?.is === 'cases' && chosen.title === title;
          return <li key={`${line.code} ${String(at)}`}><LineButton {...(marksOf[line.code] === undefined ? {} : { mark: marksOf[line.code] as MarkKind })} text={title} {...(line.count > 0 && line.code !== 'connector_down' ? { count: line.count } : {})} isCurrent={isCurrent} isLong={line.code === 'connector_down'} onPress={() => open(line, title)} /></li>;
        })}
      </ul>
    </section>
  );
}
