import { expect, test } from 'vitest';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import { DesktopTexts } from './texts.ts';

test('the desktop’s own words are there in both languages, with the same gaps', () => {
  const gaps = (texts: Record<string, string>): unknown => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.match(/\{\w+\}/g) ?? []]));
  expect(gaps(de)).toEqual(gaps(en));
});

test('the system’s language is spoken, and the one that the person chose instead', () => {
  const texts = new DesktopTexts('de-AT');
  expect(texts.say('waiting', { count: 3 })).toBe('3 warten auf Sie');
  texts.speak('en');
  expect(texts.say('waiting', { count: 3 })).toBe('3 wait for you');
});
