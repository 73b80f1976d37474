import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '../../shared/canonical.ts';
import { idSchema } from '../../shared/contract/commands.ts';
import { channelSchema } from '../../shared/model/case.ts';
import type { CloudEvent } from '../../shared/model/event.ts';
import { timeOf } from '../../shared/model/event.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Visit } from '../../shared/work/commands/visit.ts';
import { decideVisit } from '../../shared/work/commands/visit.ts';
import type { Input } from '../desk/input.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';

/** What every channel may tell of a customer who is in a case on it, whatever the journey. */
const types = new Map<string, Visit['is']>([['customer.arrived', 'here'], ['customer.moved', 'here'], ['customer.left', 'gone']]);

export const isVisit = (type: string): boolean => types.has(type);

const element = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/));

/** Where somebody is, by names that the journey gives; nothing of what stands there. */
const dataSchema = z.strictObject({
  /** Whose key the subject is, where it is no id of a case. */
  journey: z.exactOptional(idSchema),
  customer: z.exactOptional(idSchema),
  channel: channelSchema,
  step: z.exactOptional(element),
  field: z.exactOptional(element),
});

/** A visit with where in the case it is. */
export interface VisitReport extends Visit {
  readonly step?: string;
  readonly field?: string;
}

/** Reads `customer.arrived`, `customer.moved` and `customer.left`, whose subject is the id of a case, or a source's key of one of `data.journey`. Refused: `invalid`. */
export function readVisit({ source, subject, type, time, data = {} }: CloudEvent): VisitReport | Refusal {
  const known = dataSchema.safeParse({ channel: source, ...data });
  const is = types.get(type);
  if (!known.success || is === undefined) return refuse('invalid', { field: `data.${String(known.error?.issues[0]?.path[0] ?? '')}`, because: 'visit' });
  const { journey, ...where } = known.data;
  if (!subject.startsWith('k-') && journey === undefined) return refuse('invalid', { field: 'data.journey', because: 'missing' });
  return { source, is, at: timeOf(time), case: subject.startsWith('k-') ? subject : caseIdOf(journey ?? '', subject), ...where };
}

/** Makes the input of a visit; `reports` is the observed journey that the source reports, where it has one. */
export function visitInput(id: string, visit: VisitReport, reports: string | undefined): Input {
  const sender = `source:${visit.source}`;
  return {
    id: `e:${visit.source}/${id}`, lane: 'event', sender, actor: sender, action: 'event:report',
    bodyHash: hash('sha256', canonicalJson(visit), 'buffer').subarray(0, 16),
    footprint: { cases: [visit.case] },
    decide: (world, ctx) => decideVisit(world, { ...visit, reports }, ctx),
  };
}
