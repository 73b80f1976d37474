import type { Random } from '../../demo/random.ts';

/** One input of the corpus with the result that the table of bad inputs demands. */
export interface BadCase {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly as: 'source' | 'session' | 'nobody';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What is answered: one of the statuses and codes; 200 with no rows is `empty`. */
  readonly expect: readonly { readonly status: number; readonly code?: string; readonly field?: string }[];
}

export const EVENT = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';

/** An event that would be taken. */
export const goodEvent = (id: string, part: Record<string, unknown> = {}): Record<string, unknown> => ({
  specversion: '1.0', id, source: 'loan-log', type: 'W_Completeren aanvraag', subject: 'bad-1', time: '2026-03-02T09:00:00Z', data: { phase: 'SCHEDULE', amount: 5000 }, ...part,
});

export const eventCase = (name: string, body: string | Buffer, expect: BadCase['expect'], type = EVENT): BadCase => ({
  name, method: 'POST', path: '/v1/events', as: 'source', headers: { 'content-type': type }, body, expect,
});

export const sessionCase = (name: string, body: string | Buffer, expect: BadCase['expect']): BadCase => ({
  name, method: 'POST', path: '/v1/demo-session', as: 'nobody', headers: { 'content-type': 'application/json' }, body, expect,
});

export const readCase = (name: string, path: string, expect: BadCase['expect']): BadCase => ({ name, path, as: 'session', expect });

export const badJson = [{ status: 400, code: 'bad_json' }];
export const badText = [{ status: 400, code: 'bad_text' }];
export const tooDeep = [{ status: 422, code: 'too_deep' }];
export const tooLarge = [{ status: 413, code: 'too_large' }];
export const unfit = (field?: string): BadCase['expect'] => [{ status: 422, code: 'invalid', ...(field === undefined ? {} : { field }) }];

/** As many cases as asked, in an order that the seed gives; all of them if there are fewer. */
export function draw<Case>(random: Random, cases: readonly Case[], count: number): Case[] {
  const left = [...cases];
  const drawn: Case[] = [];
  while (left.length > 0 && drawn.length < count) drawn.push(...left.splice(Math.floor(random.next() * left.length), 1));
  return drawn;
}
