import * as z from 'zod/mini';
import { refuse, type Refusal } from '../model/refusal.ts';
import { isZone } from './zone.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const minuteMs = 60_000;
const startSchema = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not_a_time'));
const endSchema = z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'not_a_time'));

/** Opening hours of one day as [start, end) in wall-clock time; the end may be 24:00. Any order, no overlap. */
const blocksSchema = z.array(z.tuple([startSchema, endSchema])).check(
  z.maxLength(48, 'too_many_blocks'),
  z.refine((blocks) => blocks.every(([start, end]) => wallMs(start) < wallMs(end)), 'end_before_start'),
  z.refine((blocks) => {
    const sorted = blocks.map(([start, end]) => [wallMs(start), wallMs(end)] as const).sort((a, b) => a[0] - b[0]);
    return sorted.every((block, i) => i === 0 || block[0] >= (sorted[i - 1]?.[1] ?? 0));
  }, 'blocks_overlap'),
);
const dateSchema = z.string().check(z.refine(isDate, 'no_such_date'));

/** A business calendar as a bank writes it. Days that `week` leaves out are closed. */
export const calendarSchema = z
  .strictObject({
    id: z.string().check(z.minLength(1, 'empty')),
    /** IANA name. */
    zone: z.string().check(z.refine(isZone, 'unknown_zone')),
    week: z.strictObject({
      mon: z.optional(blocksSchema),
      tue: z.optional(blocksSchema),
      wed: z.optional(blocksSchema),
      thu: z.optional(blocksSchema),
      fri: z.optional(blocksSchema),
      sat: z.optional(blocksSchema),
      sun: z.optional(blocksSchema),
    }),
    /** Dates (YYYY-MM-DD) without opening hours. */
    holidays: z.array(dateSchema),
    /** Dates with hours of their own, instead of the weekday's and also on a holiday. */
    extra: z.optional(z.record(dateSchema, blocksSchema)),
  })
  .check(z.refine(({ week }) => weekdays.some((day) => (week[day] ?? []).length > 0), { error: 'never_open', path: ['week'] }));
export type CalendarDefinition = z.infer<typeof calendarSchema>;
export type DayBlocks = z.infer<typeof blocksSchema>;

/** Checks what a bank wrote; refuses with `calendar_invalid` and params `{at, problem}` of the first fault. */
export function parseCalendar(input: unknown): CalendarDefinition | Refusal {
  const parsed = calendarSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const problem = issue?.code === 'custom' || issue?.code === 'invalid_format' || issue?.code === 'too_big' || issue?.code === 'too_small'
    ? issue.message : issue?.code;
  return refuse('calendar_invalid', { at: (issue?.path ?? []).join('.'), problem: problem ?? 'invalid' });
}

/** Milliseconds after midnight on the wall clock, of HH:MM. */
export function wallMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * minuteMs;
}

/** Whether the text is YYYY-MM-DD and such a day exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
