import { hash } from 'node:crypto';
import type { JourneyMessage } from '../../shared/journey/orchestrated/decide-message.ts';
import { awaitedBy, decideMessage } from '../../shared/journey/orchestrated/decide-message.ts';
import type { Journey } from '../../shared/journey/orchestrated/journey.ts';
import { channels } from '../../shared/model/case.ts';
import type { CloudEvent } from '../../shared/model/event.ts';
import { timeOf } from '../../shared/model/event.ts';
import type { Input } from '../desk/input.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';

/** The journey and message of an event's type, `<journey>.<message>`; undefined where it has another form. */
export function messageType(type: string): { journey: string; message: string } | undefined {
  const dot = type.indexOf('.');
  return dot <= 0 ? undefined : { journey: type.slice(0, dot), message: type.slice(dot + 1) };
}

/** The event as a message to a case: its subject is the source's key of the case, or the id of a case that staff opened. */
export function messageOf(journey: string, name: string, { source, subject, time, data = {} }: CloudEvent): JourneyMessage {
  const { phase: _, by: __, channel, customer, correlation, expects, ...rest } = data;
  const known = channels.find((one) => one === channel);
  return {
    source, name, key: subject, at: timeOf(time), data: rest,
    caseId: subject.startsWith('k-') ? subject : caseIdOf(journey, subject),
    ...(known === undefined ? {} : { channel: known }),
    ...(typeof customer === 'string' ? { customer } : {}),
    ...(typeof correlation === 'string' ? { correlation } : {}),
    ...(typeof expects === 'number' && Number.isInteger(expects) ? { expects } : {}),
  };
}

/** Makes the input of one message to a case of an orchestrated journey. */
export function journeyInput(journey: Journey, message: JourneyMessage, eventId: string): Input {
  const { source, caseId, customer } = message;
  const awaiting = awaitedBy(journey, message);
  const body = (): string => JSON.stringify({ orchestrated: journey.file.journey, eventId, message });
  return {
    id: `e:${source}/${eventId}`,
    lane: 'event',
    sender: `source:${source}`,
    actor: `source:${source}`,
    action: 'event:report',
    bodyHash: hash('sha256', body(), 'buffer').subarray(0, 16),
    footprint: { cases: [caseId], ...(awaiting.length === 0 ? {} : { awaiting }), ...(customer === undefined ? {} : { openCasesOf: [customer] }) },
    holds: { source, case: caseId, body },
    decide: (world, ctx) => decideMessage(journey, world, message, ctx),
  };
}
