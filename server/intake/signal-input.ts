import { hash } from 'node:crypto';
import type { CloudEvent } from '../../shared/model/event.ts';
import { timeOf } from '../../shared/model/event.ts';
import { decideReported } from '../../shared/journey/orchestrated/conditional-start.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Input } from '../desk/input.ts';
import { isVisit } from './visit.ts';

const prefix = 'customer.';

/** What was reported of a customer by an event of type `customer.<signal>`, whose subject is the customer; undefined for others. */
export const signalOf = (type: string): string | undefined => (type.startsWith(prefix) && type.length > prefix.length && !isVisit(type) ? type.slice(prefix.length) : undefined);

/** Makes the input of a signal. Late, early and repeated ones are taken alike: what they mean is asked when something is decided. */
export function signalInput({ source, id, subject: customer, time, data = {} }: CloudEvent, type: string): Input {
  const signal = { source, event: id, customer, type, at: timeOf(time), data };
  const sender = `source:${source}`;
  return {
    id: `e:${source}/${id}`, lane: 'event', sender, actor: sender, action: 'event:report',
    bodyHash: hash('sha256', canonicalJson(signal), 'buffer').subarray(0, 16),
    footprint: { customers: [customer], signalsOf: [customer] },
    decide: (world, ctx) => decideReported(world, signal, ctx),
  };
}
