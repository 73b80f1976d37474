import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A moment of ISO 8601 with its zone, in milliseconds UTC. Refuses with `bad_time {time}` what is not one: without a zone it would mean
 * another moment on every machine, and days and hours that do not exist would be moved.
 */
export function parseMoment(text: string): number | Refusal {
  const moment = form.test(text) ? Date.parse(text) : Number.NaN;
  const day = Number(text.slice(8, 10));
  const lastDay = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
  if (Number.isNaN(moment) || day > lastDay)
    return refuse('bad_time', { time: text, expected: 'ISO 8601 with its zone, e.g. 2026-03-02T09:00Z' });
  return moment;
}
