import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEventLog } from './open-event-log.ts';
import type { EventLog } from './open-event-log.ts';
import type { SourceEvent } from './source-event.ts';

/** Writers of the formats and finders of real logs, for tests of the readers only. */
export function realLog(name: string, folder: string | undefined): string | null {
  const beside = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/data');
  const file = join(folder ?? beside, name);
  return existsSync(file) ? file : null;
}

export async function allEvents(log: Pick<EventLog, 'events'>): Promise<SourceEvent[]> {
  const all: SourceEvent[] = [];
  for await (const chunk of log.events()) all.push(...chunk);
  return all;
}

export async function readAll(file: string): Promise<SourceEvent[]> {
  return allEvents(await openEventLog(file));
}

const iso = (at: number): string => new Date(at).toISOString();

export function toNdjson(events: readonly SourceEvent[]): string {
  return events
    .map(({ caseId, seq, activity, lifecycle, resource, at, data }) =>
      JSON.stringify({ caseId, seq, activity, lifecycle, resource, time: iso(at), ...data }))
    .join('\n');
}

export function toCsv(events: readonly SourceEvent[], delimiter: string): string {
  const names = Object.keys(events[0]?.data ?? {});
  const quoted = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const rows = events.map((event) =>
    [event.caseId, event.seq, event.activity, event.lifecycle, event.resource, iso(event.at), ...names.map((name) => event.data[name])]
      .map(quoted).join(delimiter));
  return `\uFEFF${[['caseId', 'seq', 'activity', 'lifecycle', 'resource', 'time', ...names].join(delimiter), ...rows].join('\r\n')}\r\n`;
}

/** Attributes of the first event of a case are written at its trace; the numbers of events are left to the order. */
export function toXes(events: readonly SourceEvent[]): string {
  const escaped = (text: unknown): string =>
    String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const traces = Map.groupBy(events, (event) => event.caseId);
  const tag = (kind: string, key: string, value: unknown): string => `<${kind} key="${escaped(key)}" value="${escaped(value)}"/>`;
  const body = [...traces].map(([caseId, own]) => {
    const data = Object.entries(own[0]?.data ?? {}).map(([key, value]) => tag(typeof value === 'number' ? 'int' : 'string', key, value));
    const inner = own.map((event) => [
      '<event>',
      tag('string', 'concept:name', event.activity),
      tag('string', 'lifecycle:transition', event.lifecycle.toLowerCase()),
      event.resource === null ? '' : tag('string', 'org:resource', event.resource),
      tag('date', 'time:timestamp', iso(event.at).replace('Z', '+00:00')),
      '</event>',
    ].join(''));
    return `<trace>${tag('string', 'concept:name', caseId)}${data.join('')}\n${inner.join('\n')}</trace>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<global scope="event"><string key="concept:name" value="UNKNOWN"/><string key="org:resource" value="__INVALID__"/></global>
<classifier name="Activity" keys="concept:name"/>${body.join('\n')}</log>`;
}
