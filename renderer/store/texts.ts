import i18next from 'i18next';
import type { i18n } from 'i18next';
import type { Refusal } from '../../shared/model/refusal.ts';
import { pseudo } from '../locales/pseudo.ts';

export const languages = ['en', 'de', 'pseudo'] as const;
export type Language = (typeof languages)[number];

type Texts = Record<string, unknown>;
const files = import.meta.glob<Texts>('../locales/{en,de}/*.json', { import: 'default' });
const bases = import.meta.glob<Texts>('../locales/{en,de}.json', { import: 'default' });

async function read(language: 'en' | 'de'): Promise<Texts> {
  const wanted = [...Object.entries(bases), ...Object.entries(files)].filter(([file]) => file.includes(`/${language}.json`) || file.includes(`/${language}/`));
  return Object.assign({}, ...(await Promise.all(wanted.map(([, load]) => load())))) as Texts;
}

/** Texts by key, `{name}` filled in, plural by the language's own rules. */
export type Say = (key: string, params?: Readonly<Record<string, unknown>>) => string;

export interface DeskTexts {
  readonly language: Language;
  readonly say: Say;
  /** What a refusal means, in plain words. */
  readonly refusal: (refusal: Pick<Refusal, 'code' | 'params'>) => string;
  /** For `Intl`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Loads one language. `pseudo` is English with every letter changed, longer, and from right to left: what it does not change is text in code. */
export async function loadTexts(language: Language): Promise<DeskTexts> {
  const code = language === 'de' ? 'de' : 'en';
  const plain = await read(code);
  const instance: i18n = i18next.createInstance();
  await instance.init({
    lng: code,
    resources: { [code]: { translation: language === 'pseudo' ? pseudo(plain) : plain } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    showSupportNotice: false,
  } as Parameters<i18n['init']>[0]);
  const say: Say = (key, params) => instance.t(key, { ...params });
  return {
    language,
    say,
    refusal: ({ code: name, params }) => (instance.exists(`error.${name}`) ? say(`error.${name}`, params) : say('error.internal', { reference: name })),
    locale: code === 'de' ? 'de-DE' : 'en-GB',
    direction: language === 'pseudo' ? 'rtl' : 'ltr',
  };
}
