import type { HandOffTexts, TextPart } from '../../../../shared/work/hand-off-texts.ts';
import type { Words } from '../next/words.ts';
import { sayCode } from '../next/words.ts';

/** How the parts of a hand-off are filled in: times, names and codes as people say them. */
function filled(words: Words, { params }: TextPart, text: (value: string) => string | undefined): Record<string, string | number> {
  const { say } = words;
  const as: Record<string, (value: string | number) => string> = {
    journey: (value) => words.journey(String(value)), whom: (value) => words.whom(String(value)), channel: (value) => words.channel(String(value)), by: (value) => words.name(String(value)),
    since: (value) => words.moment(Number(value)), at: (value) => words.moment(Number(value)), dueAt: (value) => words.moment(Number(value)),
    kind: (value) => sayCode(say, 'choice', String(value)), clock: (value) => sayCode(say, 'clockName', String(value)), flag: (value) => sayCode(say, 'flag', String(value)),
    text: (value) => text(String(value)) ?? say('handOff.promiseText'),
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, as[name]?.(value) ?? value]));
}

/** One field of a hand-off in words; `text` gives what a value says, where it may be seen. */
export function handOffWords(words: Words, field: keyof Omit<HandOffTexts, 'events'>, parts: readonly TextPart[], text: (value: string) => string | undefined, activity: string): string {
  return parts.map((part) => words.say(`handOffText.${field}.${part.code}`, { ...filled(words, part, text), activity })).join(field === 'promised' ? '\n' : ' ');
}
