import * as z from 'zod/mini';

/** Fields that many systems share. */
export const idField = z.string().check(z.minLength(1), z.maxLength(128));
export const codeField = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/));
export const amountMinor = z.int().check(z.minimum(0));
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
export const money = { amountMinor, currency };
/** Whoever it is about: the customer, or the case while nobody is identified. */
export const customer = z.string().check(z.minLength(1), z.maxLength(128));
export const score = z.int().check(z.minimum(0), z.maximum(1000));
