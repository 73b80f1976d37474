import * as z from 'zod/mini';
import { refuse } from '../model/refusal.ts';
import type { EntryBody } from './entries.ts';

/** What a caller hears, after the commit. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    seq: z.int(),
    version: z.exactOptional(z.int()),
    duplicate: z.exactOptional(z.boolean()),
    result: z.exactOptional(z.record(z.string(), z.unknown())),
  }),
  z.object({
    ok: z.literal(false),
    code: z.string(),
    rule: z.exactOptional(z.string()),
    params: z.exactOptional(z.record(z.string(), z.unknown())),
    retryAfterMs: z.exactOptional(z.int()),
  }),
]);
export type Answer = z.infer<typeof answerSchema>;

interface AnsweredEntry {
  readonly seq: number;
  readonly kind: string;
  readonly case: string | null;
  readonly task: string | null;
  readonly body: string;
}

/**
 * The answer of a command from its entries, the same now and when the command is repeated. A bulk command has one entry per item and
 * answers with `items`.
 */
export function answerOf(entries: readonly AnsweredEntry[]): Answer {
  const last = entries.at(-1);
  if (!last) return { ok: true, seq: 0 };
  const items: Record<string, unknown>[] = [];
  let result: Record<string, unknown> = {};
  let version: number | undefined;
  for (const entry of entries) {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    if (entry.kind === 'refused') {
      if (typeof body['item'] !== 'string') return refusedAnswer(body);
      items.push({ task: body['item'], ok: false, code: body['code'], ...(body['params'] ? { params: body['params'] } : {}) });
      continue;
    }
    // An exception of the case is part of what was done; this one is that nothing was.
    if (entry.kind === 'exception:raised' && body['code'] === 'internal') return { ok: false, code: 'internal', params: { reference: body['reference'] } };
    if (typeof body['version'] === 'number') version = body['version'];
    if (typeof body['plan'] === 'string') items.push({ task: entry.task, ok: true, fence: body['fence'], version: body['version'] });
    result = { ...result, ...resultOf(entry, body) };
  }
  if (items.length > 0) result = { items };
  return {
    ok: true,
    seq: last.seq,
    ...(version === undefined || items.length > 0 ? {} : { version }),
    ...(Object.keys(result).length === 0 ? {} : { result }),
  };
}

/** The answer to a source: what was refused is told, all else was taken. */
export function acknowledgementOf(entries: readonly AnsweredEntry[]): Answer {
  const refused = entries.find(({ kind }) => kind === 'refused');
  if (refused) return refusedAnswer(JSON.parse(refused.body) as Record<string, unknown>);
  return entries.map(lateAnswer).find((answer) => answer !== undefined) ?? { ok: true, seq: entries.at(-1)?.seq ?? 0 };
}

/** A customer hears that somebody was first, whether it was the bank or themselves, and when; of staff no name. */
function lateAnswer({ kind, body }: AnsweredEntry): Answer | undefined {
  if (kind !== 'event:recorded' || !body.includes('"submittedBefore"')) return undefined;
  const { late } = JSON.parse(body) as EntryBody<'event:recorded'>;
  return { ...refuse('step_submitted', late === undefined ? { by: 'nobody' } : { step: late.step, by: late.by.startsWith('source:') ? 'customer' : 'bank', at: late.at }) } as Answer;
}

function refusedAnswer(body: Record<string, unknown>): Answer {
  const refusal = refuse(String(body['code']), body['params'] as Record<string, unknown> | undefined, body['rule'] as string | undefined);
  return { ...refusal } as Answer;
}

function resultOf(entry: AnsweredEntry, body: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (typeof body['fence'] === 'number') result['fence'] = body['fence'];
  if (entry.kind === 'task:claimed' || entry.kind === 'task:made') result['task'] = entry.task;
  if (entry.kind === 'case:opened') result['case'] = entry.case;
  if (entry.kind === 'handOff:offered') result['handOff'] = (body['handOff'] as { id: string }).id;
  if (entry.kind === 'help:asked') result['help'] = (body['help'] as { id: string }).id;
  if (entry.kind === 'promise:made') result['promise'] = (body['promise'] as { id: string }).id;
  if ((entry.kind === 'customer:verified' || entry.kind === 'customer:revealed') && typeof body['until'] === 'number') result['until'] = body['until'];
  if (entry.kind === 'decision:answered' && typeof body['effect'] === 'string') result['effect'] = body['effect'];
  if (entry.kind === 'clock:started') result['clock'] = (body['clock'] as { id: string }).id;
  return result;
}
