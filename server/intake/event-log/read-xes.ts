import { SaxesParser } from 'saxes';
import { EventLogRefused } from './event-log-refused.ts';
import type { RowReport } from './row-report.ts';
import { EVENTS_PER_CHUNK } from './source-event.ts';
import type { ColumnMapping, SourceEvent } from './source-event.ts';
import { XesTrace } from './xes-trace.ts';
import type { XesOwner } from './xes-trace.ts';

const MAX_TAG_CHARS = 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 1000;
const ATTRIBUTE_KINDS: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);

/**
 * Reads XES 1.0 and 2.0 (IEEE 1849) as a stream, in file order: case by case.
 * Refuses: log_doctype, log_xml_broken, log_too_deep, log_line_too_long (a tag or text over 1 MB).
 */
export async function* readXes(
  chunks: AsyncIterable<Buffer>, encoding: string, columns: ColumnMapping, report: RowReport,
): AsyncGenerator<SourceEvent[], void, undefined> {
  const events: SourceEvent[] = [];
  const trace = new XesTrace(columns, report);
  const decoder = new TextDecoder(encoding);
  const parser = new SaxesParser({ xmlns: false, position: true });
  let charsSinceTag = 0;
  let depth = 0;
  let attributes = 0;
  let isLog = false;
  let owner: XesOwner | null = null;
  /** The keys of the attributes that are open around this one. */
  const path: string[] = [];

  parser.on('doctype', () => {
    throw new EventLogRefused('log_doctype', { line: parser.line });
  });
  parser.on('error', () => {
    throw new EventLogRefused('log_xml_broken', { line: parser.line });
  });
  parser.on('opentag', ({ name, attributes: given }) => {
    charsSinceTag = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw new EventLogRefused('log_too_deep', { line: parser.line });
    const element = localName(name);
    if (depth === 1 && element !== 'log') throw new EventLogRefused('log_format');
    isLog = true;
    if (element === 'trace' || element === 'event') {
      owner = element;
      attributes = 0;
      trace.start(element);
    } else if (element === 'global') {
      owner = given['scope'] === 'event' ? 'globalEvent' : given['scope'] === 'trace' ? 'globalTrace' : null;
      attributes = 0;
    } else if (ATTRIBUTE_KINDS.has(element)) {
      path.push(given['key'] ?? '');
      attributes += 1;
      if (owner === null) return;
      if (attributes > MAX_ATTRIBUTES) trace.tooMany(owner);
      else if (given['value'] !== undefined && given['key'] !== undefined) trace.attribute(owner, element, path.join('/'), given['value']);
    }
  });
  parser.on('closetag', ({ name }) => {
    charsSinceTag = 0;
    depth -= 1;
    const element = localName(name);
    if (element === 'event') {
      const event = trace.endEvent(parser.line);
      if (event !== null) events.push(event);
      owner = 'trace';
      attributes = 0;
    } else if (element === 'trace' || element === 'global') owner = null;
    else if (ATTRIBUTE_KINDS.has(element)) path.pop();
  });

  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    charsSinceTag += text.length;
    if (charsSinceTag > MAX_TAG_CHARS + text.length) throw new EventLogRefused('log_line_too_long', { line: parser.line });
    parser.write(text);
    while (events.length >= EVENTS_PER_CHUNK) yield events.splice(0, EVENTS_PER_CHUNK);
  }
  parser.write(decoder.decode());
  parser.close();
  if (!isLog) throw new EventLogRefused('log_format');
  if (events.length > 0) yield events;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
