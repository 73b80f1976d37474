import { useDesk } from '../../desk.ts';
import type { Notice } from '../../store/notices.ts';
import { sayCode, useWords } from '../desk/next/words.ts';

export interface NoticeWords {
  /** For the button: how much from whom. */
  short(notice: Notice): string;
  /** The whole sentence: what, who, why, when. */
  line(notice: Notice): string;
}

/** A notice in words; no customer stands in it. */
export function useNoticeWords(): NoticeWords {
  const { texts } = useDesk();
  const { say, name, moment, time } = useWords();
  const list = (people: readonly string[]): string => new Intl.ListFormat(texts.locale).format(people.map(name));
  const whose = (people: readonly string[]): string => (people.length === 0 ? say('notices.queue') : list(people));
  const short = (notice: Notice): string => {
    if (notice.is === 'set') return say('notices.setShort', { name: name(notice.row.by) });
    return notice.is === 'given' ? say('notices.given', { count: notice.tasks.length, names: whose(notice.people) }) : say('notices.gone', { count: notice.tasks.length, names: list(notice.people) });
  };
  const line = (notice: Notice): string => {
    if (notice.is !== 'set') return say('notices.because', { what: short(notice), because: sayCode(say, 'caseBecause', notice.because), at: moment(notice.at) });
    const { row: { by, because = 'other', change } } = notice;
    const { what = 'profile', after } = change ?? {};
    const said = what === 'capacity' ? say('notices.capacity', { name: name(by), to: after })
      : what === 'availability' ? say('notices.availability', { name: name(by), to: say(`availability.${String(after)}`) })
        : what === 'absence' ? (typeof after === 'number' ? say('notices.absent', { name: name(by), until: time(after) }) : say('notices.returned', { name: name(by) }))
          : say('notices.profile', { name: name(by) });
    return say('notices.because', { what: said, because: sayCode(say, 'noticeBecause', because), at: moment(notice.at) });
  };
  return { short, line };
}
