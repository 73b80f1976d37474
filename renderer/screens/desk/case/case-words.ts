import { useMemo } from 'react';
import { useStore } from 'zustand';
import { momentText, spanText } from '../../../components/span.ts';
import { typedOf } from '../../../components/field-text.ts';
import { useDesk } from '../../../desk.ts';
import { shortName } from '../../../store/directory.ts';
import { activityName, reportedName, stageName } from '../../../store/journeys.ts';
import type { Say } from '../../../store/texts.ts';
import type { Field } from '../../../../shared/journey/orchestrated/field.ts';
import type { CaseView } from './case-view.ts';

/** Ways of saying what a case is about; stable while names, journey and language are. */
export interface CaseWords {
  readonly say: Say;
  /** First name of a colleague; what it is called of a system. */
  nameOf(actor: string): string;
  /** Undefined for whoever is no colleague. */
  colleague(id: string): string | undefined;
  work(activity: string, name?: string): string;
  stage(name: string): string;
  /** Words and raw name of what a source has reported; undefined where it has no better ones. */
  reported(type: string): string | undefined;
  field(name: string, field?: Pick<Field, 'label'>): string;
  choice(code: string): string;
  moment(at: number): string;
  day(at: number): string;
  span(ms: number): string;
  team(id: string): string;
  /** A value of a field as it is read; `•••` and the like pass. */
  value(field: Field, raw: unknown, currency: string): string;
}

const plain = (code: string): string => {
  const words = code.replaceAll(/[-_.]/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function useCaseWords(view: Pick<CaseView, 'info'>): CaseWords {
  const { data, texts, person, clock } = useDesk();
  const names = useStore(data.directory.store);
  const { info } = view;
  return useMemo(() => {
    const { say, locale } = texts;
    const choice = (code: string): string => say(`choice.${code}`, { defaultValue: plain(code) });
    return {
      say,
      colleague: (id) => (names[id] === undefined ? undefined : shortName(names, id)),
      nameOf: (actor) => {
        if (actor === person.id) return say('timelineView.you');
        if (names[actor]) return shortName(names, actor);
        const [kind = '', id = actor] = actor.split(':');
        if (kind === 'source') return capital(say(`channel.${id}`, { defaultValue: say(`connector.${id}`, { defaultValue: plain(id) }) }));
        if (kind === 'observed' || kind === 'connector') return say(`connector.${id}`, { defaultValue: plain(id) });
        return actor.includes(':') || ['system', 'baton', 'timer', 'desk', 'router'].includes(actor) ? say('timelineView.baton') : actor;
      },
      work: (activity, name) => activityName(info, activity, name),
      stage: (name) => stageName(info, name),
      reported: (type) => reportedName(info, type),
      field: (name, field) => say(`field.${name}`, { defaultValue: field?.label ?? plain(name) }),
      choice,
      moment: (at) => momentText(locale, at, clock.now()),
      day: (at) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(Math.abs(clock.now() - at) > 300 * 86_400_000 ? { year: 'numeric' } : {}) }).format(at),
      span: (ms) => spanText(say, ms),
      team: (id) => say(`team.${id}`, { defaultValue: plain(id) }),
      value: (field, raw, currency) => {
        if (raw === null || raw === undefined || raw === '') return say('caseField.nothing');
        if (field.type === 'amount' && typeof raw === 'number') return `${typedOf(field, raw, locale)} ${currency}`;
        if (field.type === 'yesNo') return raw === true ? say('caseField.yes') : say('caseField.no');
        if (field.type === 'code' && typeof raw === 'string') return choice(raw);
        if (Array.isArray(raw)) return raw.length === 0 ? say('caseField.nothing') : raw.map((one) => (typeof one === 'string' ? choice(one) : '')).filter(Boolean).join(', ');
        if (field.type === 'date' && typeof raw === 'string') return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${raw}T00:00:00Z`));
        return typedOf(field, raw, locale);
      },
    };
  }, [texts, names, info, person.id, clock]);
}
