import { useStore } from 'zustand';
import { activityName, journeyName } from '../../../store/journeys.ts';
import { shortName } from '../../../store/directory.ts';
import { momentText, spanText } from '../../../components/span.ts';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';
import type { Say } from '../../../store/texts.ts';

/** The text of a code, or the code itself in words where a bank's own catalog has one that no language file knows. */
export function sayCode(say: Say, group: string, code: string, params?: Readonly<Record<string, unknown>>): string {
  const key = `${group}.${code}`;
  const text = say(key, params);
  return text === key ? code.replaceAll(/[-_.]/g, ' ') : text;
}

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export interface Words {
  readonly say: Say;
  moment(at: number): string;
  /** A moment ahead, always with its hour. */
  time(at: number): string;
  span(ms: number): string;
  /** First name; one's own is "you". */
  name(person: string): string;
  whom(code: string): string;
  channel(code: string): string;
  activity(task: { readonly journey: string; readonly activity: string; readonly name?: string }): string;
  journey(id: string): string;
}

const weekMs = 6 * 86_400_000;
function timeText(locale: string, at: number, now: number): string {
  const day: Intl.DateTimeFormatOptions = at - now < weekMs ? {} : { day: 'numeric', month: 'short' };
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, { ...(isToday ? {} : { weekday: 'short', ...day }), hour: '2-digit', minute: '2-digit' }).format(at);
}

/** What codes, times and ids are called now; not kept up to date: screens take `useWords`. */
export function wordsOf({ texts, data, clock, person }: Desk): Words {
  const { say, locale } = texts;
  const book = data.journeys.store.getState();
  const names = data.directory.store.getState();
  return {
    say,
    moment: (at) => momentText(locale, at, clock.now()),
    time: (at) => timeText(locale, at, clock.now()),
    span: (ms) => spanText(say, ms),
    name: (id) => (id === person.id ? say('nextPane.you') : shortName(names, id)),
    whom: (code) => sayCode(say, 'whom', code),
    channel: (code) => sayCode(say, 'channel', code),
    activity: ({ journey, activity, name }) => activityName(book[journey], activity, name),
    journey: (id) => journeyName(book[id], id),
  };
}

export function useWords(): Words {
  const desk = useDesk();
  useStore(desk.data.journeys.store);
  useStore(desk.data.directory.store);
  return wordsOf(desk);
}
