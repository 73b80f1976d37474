import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

export type TextKey = keyof typeof en;
export type Language = 'en' | 'de';

const all: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };

/** The desktop's own few words: what stands outside a window is never said by a page. */
export class DesktopTexts {
  #language: Language;

  constructor(locale: string) {
    this.#language = locale.startsWith('de') ? 'de' : 'en';
  }

  speak(language: Language): void {
    this.#language = language;
  }

  say(key: TextKey, params: Readonly<Record<string, string | number>> = {}): string {
    return all[this.#language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  }
}
