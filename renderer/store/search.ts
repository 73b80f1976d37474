import { useEffect, useState } from 'react';
import type { SearchResult } from '../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Api } from '../sync/api.ts';
import type { DeskTexts } from './texts.ts';

/** Typing goes on for so long before the server is asked. */
const askAfterMs = 200;
const shortest = 2;

/** What was found, or why nothing could be; both absent while nothing was asked. */
export interface Found {
  readonly rows: readonly SearchResult[];
  readonly note?: string;
  readonly isAsked: boolean;
}

const nothing: Found = { rows: [], isAsked: false };

/** A birth date anywhere in the text narrows a name: `oka 1988-04-17`, `oka 17.4.1988`. */
export function splitDate(typed: string): { text: string; birthDate?: string } {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(typed);
  const local = /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/.exec(typed);
  const found = iso ?? local;
  if (!found) return { text: typed.trim() };
  const [year = '', month = '', day = ''] = iso ? iso.slice(1) : [local?.[3], local?.[2], local?.[1]];
  return { text: typed.replace(found[0], '').trim(), birthDate: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

/** Customers for what is typed. Those that were shown are in the log, so it asks only when typing pauses. */
export function useSearch({ api, texts }: { api: Api; texts: DeskTexts }, typed: string, purpose: string): Found {
  const [found, setFound] = useState<Found>(nothing);
  useEffect(() => {
    const { text, birthDate } = splitDate(typed);
    if (text.length < shortest) return setFound(nothing);
    let isWanted = true;
    const timer = setTimeout(() => {
      void api.ask(caseRoutes.search, { body: { text, ...(birthDate === undefined ? {} : { birthDate }), purpose } }).then((answer) => {
        if (isWanted) setFound(answer.ok ? { rows: answer.value.rows, isAsked: true } : { rows: [], note: texts.refusal(answer), isAsked: true });
      });
    }, askAfterMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, texts, typed, purpose]);
  return found;
}
