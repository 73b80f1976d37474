import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { catalogFolder } from './catalog.ts';

/** What the bank says to customers on channels of their own. */
const customerTextsSchema = z.strictObject({ helping: z.string(), sentByCustomer: z.string(), sentByBank: z.string() });
export type CustomerTexts = z.infer<typeof customerTextsSchema>;

const languages = ['en', 'de'] as const;
export interface SpokenTexts {
  readonly language: (typeof languages)[number];
  readonly texts: CustomerTexts;
}

/** Reads `customer-texts/<language>.json` and gives the texts of a language, English where the bank has none. Throws for a file that lacks a text. */
export function loadCustomerTexts(): (language: string) => SpokenTexts {
  const read = (language: string): CustomerTexts => customerTextsSchema.parse(JSON.parse(readFileSync(path.join(catalogFolder, 'customer-texts', `${language}.json`), 'utf8')));
  const all = new Map(languages.map((language) => [language, { language, texts: read(language) }]));
  const english: SpokenTexts = { language: 'en', texts: read('en') };
  return (language) => all.get(language as SpokenTexts['language']) ?? english;
}
