import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../../components/button.tsx';
import { useDesk, useUi } from '../../../../desk.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import type { CaseWords } from '../case-words.ts';
import type { EntryPut, TaskPut } from '../../../../../shared/contract/rows.ts';
import styles from './timeline-panel.module.css';
import type { Speaking } from './timeline-line.ts';
import { isQuiet, lineOf } from './timeline-line.ts';

/** So many lines come with a case. */
const lastLines = 100;

export const speakingOf = (words: CaseWords, entries: readonly EntryPut[], tasks: readonly TaskPut[]): Speaking => {
  const activities = new Map<string, string>(tasks.map(({ id, activity }) => [id, activity]));
  const named = new Map<string, string>(tasks.flatMap(({ activity, name }) => (name === undefined ? [] : [[activity, name] as const])));
  for (const { kind, task, body } of entries) {
    if (kind !== 'task:made' || task === undefined) continue;
    if (typeof body['activity'] === 'string') activities.set(task, body['activity']);
    if (typeof body['activity'] === 'string' && typeof body['name'] === 'string') named.set(body['activity'], body['name']);
  }
  return { say: words.say, nameOf: words.nameOf, workOf: (activity) => words.reported(activity) ?? words.work(activity, named.get(activity)), stageOf: words.stage, reportOf: words.reported, activityOf: (task) => activities.get(task), moment: words.moment };
};

/** Everything that happened, newest first, by day; a mark says what is new since the reader looked last. */
export function TimelinePanel({ since, isAside = false }: { since: number | undefined; isAside?: boolean }) {
  const { texts, clock } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const [isAll, setIsAll] = useState(false);
  const isOn = useUi((ui) => ui.tab === 'timeline');
  const mark = useRef<HTMLLIElement>(null);
  const speaking = useMemo(() => speakingOf(words, view.entries, view.tasks), [words, view.entries, view.tasks]);
  const shown = isAll ? view.entries : view.entries.filter((entry) => !isQuiet(entry));
  const hidden = view.entries.length - view.entries.filter((entry) => !isQuiet(entry)).length;
  useEffect(() => {
    if (isOn && !isAside) mark.current?.scrollIntoView({ block: 'nearest' });
  }, [isOn, isAside]);
  const lastNew = since === undefined ? undefined : shown.findLast(({ seq }) => seq > since)?.seq;
  const days = byDay(shown, texts.locale, say, clock.now());
  return (
    <div className={styles.panel}>
      {isAside && <h3 className={styles.title}>{say('timelineView.label')}</h3>}
      {shown.length === 0 && <p className={styles.note}>{say('timelineView.none')}</p>}
      {days.map(({ day, entries }) => (
        <section key={day} aria-label={day}>
          <h3 className={styles.day}>{day}</h3>
          <ol className={styles.list}>
            {entries.map((entry) => {
              const line = lineOf(entry, speaking);
              const said = line.value === undefined ? undefined : view.sheet?.texts[line.value];
              return (
                <li key={entry.id} className={styles.entry} {...(entry.seq === lastNew ? { ref: mark } : {})} data-new={since !== undefined && entry.seq > since} data-mark={entry.seq === lastNew}>
                  <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>{hour(texts.locale, entry.at)}</time>
                  <span className={styles.who}>{words.nameOf(entry.actor)}</span>
                  <span className={styles.what}>
                    {line.text}
                    {line.value !== undefined && (said == null ? <span className={styles.hidden}> {say('timelineView.hidden')}</span> : <q className={styles.text}>{said}</q>)}
                  </span>
                  {entry.seq === lastNew && <span className={styles.mark}>{say('timelineView.since')}</span>}
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      {view.entries.length >= lastLines && <p className={styles.note}>{say('timelineView.oldest')}</p>}
      {hidden > 0 && <span><Button isSmall kind="plain" onPress={() => setIsAll(!isAll)}>{isAll ? say('timelineView.fewer') : say('timelineView.all', { count: hidden })}</Button></span>}
    </div>
  );
}

const hour = (locale: string, at: number): string => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);

function byDay(entries: readonly EntryPut[], locale: string, say: CaseWords['say'], now: number): { day: string; entries: EntryPut[] }[] {
  const days: { key: string; day: string; entries: EntryPut[] }[] = [];
  const dayMs = 86_400_000;
  for (const entry of entries) {
    const key = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else {
      const day = key === new Date(now).toDateString() ? say('timelineView.today')
        : key === new Date(now - dayMs).toDateString() ? say('timelineView.yesterday')
          : new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long' }).format(entry.at);
      days.push({ key, day, entries: [entry] });
    }
  }
  return days;
}
