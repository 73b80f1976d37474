import * as z from 'zod/mini';

/** Ids of the catalog are words with hyphens; they name texts in the locale files too. */
export const idSchema = z.string().check(z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'not_an_id'), z.maxLength(60, 'too_long'));

export const featureValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
