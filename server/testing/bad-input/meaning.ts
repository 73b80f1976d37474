import type { BadCase } from './bad-case.ts';
import { badJson, BATCH, eventCase, goodEvent, readCase, unfit } from './bad-case.ts';

const metas = [
  "'", "''", "' or '1'='1", "'; drop table cases; --", "x') or 1=1 --", '"', '";', '--', '/*', '*/', '/**/', '$1', '$$', '$tag$', '%', '_', '\\', "\\'", '%27', '%00',
  ';', '1;select pg_sleep(5)', "1' and pg_sleep(5)--", 'union select null', "E'\\x41'", 'U&"d"', '(select 1)', '||', '::text', '@>', '->>', '#>', '?|', '& | !', 'a:*', "a' <-> 'b",
  'id desc', 'id; drop', 'opened_at', 'state', 'c.id', 'madeAt,id', '-', '--madeAt', 'madeAt--', '(madeAt)', '"madeAt"', 'madeAt desc nulls last', '1', 'random()', 'version()',
  '\u0027', '＇', '’', 'ʼ', '\\u0027', '0x27', 'char(39)', "chr(39)", '{"$ne":null}', '[$ne]', 'null', 'true', '$.state', '..', './.', 'copy cases to', 'listen x',
];

const encoded = (text: string): string => encodeURIComponent(text);
/** What looks like an id is searched as it is, and finds nothing. */
const isId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9:._/@#-]{0,127}$/.test(text);
const empty = [{ status: 200, code: 'empty' }];

/** B09: what means something to SQL and to searches is a text that is not there, or no id at all. */
export function sqlMeta(): BadCase[] {
  return metas.flatMap((meta) => {
    const value = encoded(meta);
    const filters = ['tasks?team', 'tasks?owner', 'tasks?case', 'cases?customer', 'cases?journey', 'people?team', 'customers?branch', 'queues?branch'];
    return [
      ...filters.map((filter) => readCase(`${filter}=${meta}`, `/v1/${filter}=${value}`, isId(meta) ? empty : unfit())),
      ...['cases', 'tasks'].map((list) => readCase(`${list} sorted by ${meta}`, `/v1/${list}?sort=${value}`, unfit('query.sort'))),
      readCase(`a limit of ${meta}`, `/v1/tasks?limit=${value}`, meta === '1' ? [{ status: 200 }] : unfit('query.limit')),
      readCase(`a cursor of ${meta}`, `/v1/tasks?cursor=${value}`, unfit('query.cursor')),
      readCase(`a cursor that holds ${meta}`, `/v1/tasks?cursor=${cursorOf(['madeAt', meta, meta])}`, unfit('query.cursor')),
      readCase(`a cursor of another order, ${meta}`, `/v1/tasks?sort=id&cursor=${cursorOf([meta, 1, 'x'])}`, unfit('query.cursor')),
      ...['cases', 'tasks', 'people', 'queues', 'customers'].map((noun) =>
        readCase(`${noun}/${meta}`, `/v1/${noun}/${value}`, [...unfit(), { status: 404, code: 'not_found' }, { status: 400, code: 'bad_request' }]),
      ),
    ];
  });
}

const cursorOf = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

const notWhole = [
  '0', '-1', '-0', '+5', '5.0', '1.5', '1e1', '1E1', '0x10', '05', '٥', '５', ' 5', '5 ', '1,5', '1.000', '201', '999', '1000', '9007199254740993', '1e309', 'NaN', 'Infinity', '', 'five', '5n', '½', '²', '1_0', '1e-1', '--1', '1-', '0b1', '0o7', '1\u0660',
];
const changedNumbers = ['9007199254740992', '9007199254740993', '-9007199254740993', '12345678901234567890', '1234567890123456789', '1e309', '-1e309', '1e400', '123456789012345678901234567890'];
const hugeNumbers = ['1e300', '-1e300', '9.1e15', '-9.1e15', '1e16', '1.7976931348623157e308', '90071992547410', '-90071992547410', '90071992547409.5', '1e14', '9007199254740991', '-9007199254740991'];

/** B17: numbers that a double changes, and texts that look like numbers. */
export function numbers(): BadCase[] {
  const body = (value: string, event = goodEvent('b17')): string => JSON.stringify(event).replace('"amount":5000', `"amount":${value}`);
  const fields = ['specversion', 'id', 'source', 'type', 'subject', 'time'];
  return [
    ...['tasks', 'cases', 'people', 'customers', 'queues'].flatMap((list) =>
      notWhole.map((limit) => readCase(`a limit of ${limit} ${list}`, `/v1/${list}?limit=${encodeURIComponent(limit)}`, unfit('query.limit'))),
    ),
    ...changedNumbers.flatMap((value) => [
      eventCase(`an amount of ${value}`, body(value), badJson),
      eventCase(`an amount of ${value} in a batch`, `[${body(value)}]`, badJson, BATCH),
      ...fields.map((field) => eventCase(`${field} is ${value}`, JSON.stringify(goodEvent('b17', { [field]: 0 })).replace(`"${field}":0`, `"${field}":${value}`), badJson)),
      readCase(`a cursor at ${value}`, `/v1/tasks?cursor=${Buffer.from(`["madeAt",${value},"x"]`).toString('base64url')}`, unfit('query.cursor')),
    ]),
    ...hugeNumbers.flatMap((value) => [
      eventCase(`an amount of ${value}`, body(value), unfit('data.amount')),
      eventCase(`an amount of ${value} in a batch`, `[${body(value)}]`, unfit('0.data.amount'), BATCH),
    ]),
    ...['0', '-0', '1', '1.0', '0.1', '1e0', '2026', '-5', '0.30000000000000004', '1e-7', '65536', '-2147483649', '4294967296'].flatMap((value) =>
      fields.map((field) => eventCase(`${field} is ${value}`, JSON.stringify(goodEvent('b17', { [field]: 0 })).replace(`"${field}":0`, `"${field}":${value}`), unfit(field))),
    ),
  ];
}

const wrongTimes = [
  '', ' ', 'now', 'yesterday', '0', '-1', '1772442000', '1772442000000', '2026', '2026-03', '2026-03-02', '20260302T090000Z', '2026-03-02T09', '2026-03-02T09:00', '2026-03-02T09:00Z',
  '2026-03-02 09:00:00Z', '2026-03-02T09:00:00', '2026-03-02T09:00:00+01', '2026-03-02T09:00:00+0100', '2026-03-02T09:00:00+24:00', '2026-03-02T09:00:00+01:60', '2026-03-02T09:00:00 +01:00',
  '2026-03-02T09:00:00Europe/Berlin', '2026-03-02T09:00:00[Europe/Berlin]', '2026-03-02T09:00:00CET', '2026-03-02T24:00:00Z', '2026-03-02T25:00:00Z', '2026-03-02T09:60:00Z', '2026-03-02T09:00:60Z',
  '2016-12-31T23:59:60Z', '2015-06-30T23:59:60Z', '2026-00-10T09:00:00Z', '2026-13-10T09:00:00Z', '2026-01-00T09:00:00Z', '2026-01-32T09:00:00Z', '2026-02-29T09:00:00Z', '2027-02-29T09:00:00Z', '1900-02-29T09:00:00Z',
  '2026-02-30T09:00:00Z', '2026-04-31T09:00:00Z', '2026-W10-1T09:00:00Z', '2026-061T09:00:00Z', '02/03/2026 09:00:00', '2.3.2026 9:00', 'Mon, 02 Mar 2026 09:00:00 GMT', '-0001-03-02T09:00:00Z', '+010000-03-02T09:00:00Z',
  '10000-03-02T09:00:00Z', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '1970-01-01T00:30:00+01:00', '9999-12-31T23:59:59-01:00', '٢٠٢٦-٠٣-٠٢T٠٩:٠٠:٠٠Z', '２０２６-03-02T09:00:00Z',
  '2026-03-02T09:00:00,5Z', '2026-03-02T09:00:00.Z', '2026-03-02T09:00:00.1234567890Z', '2026-03-02T9:00:00Z', '2026-3-2T09:00:00Z', '2026-03-02T09:00:00ZZ', 'T09:00:00Z', '2026-03-02T', '2026-03-02T09:00:00z+01:00',
];

/** B18: times without a zone, of days and seconds that are not there, and ahead of the clock. */
export function times(now: number): BadCase[] {
  const day = 86_400_000;
  const ahead = [1.1, 2, 30, 365, 3650, 36_500].map((days) => new Date(now + days * day).toISOString());
  const around = ['Z', '+14:00', '-12:00'].flatMap((zone) => [`9999-06-01T00:00:00${zone}`, `2999-01-01T00:00:00${zone}`]);
  return [...wrongTimes, ...wrongTimes.flatMap((time) => [` ${time}`, `${time}\n`]).filter((time) => time.trim() !== ''), ...ahead, ...around].flatMap((time) => [
    eventCase(`time ${time}`, JSON.stringify(goodEvent('b18', { time })), unfit('time')),
    eventCase(`time ${time} of the second`, JSON.stringify([goodEvent('b18'), goodEvent('b18b', { time })]), unfit('1.time'), BATCH),
  ]);
}

/** B24, what is refused: events of other versions, sources and forms. Old ones, doubled ones and unknown types are taken, see the test. */
export function alien(): BadCase[] {
  const versions = ['0.1', '0.2', '0.3', '0.9', '1', '1.0.0', '1.1', '1.0 ', 'v1.0', '2.0', '99', 'null', '', 'latest'];
  const extensions = ['traceparent', 'partitionkey', 'sequence', 'dataref', 'data_base64', 'cloudeventsversion', 'eventtype', 'eventid', 'schemaurl', 'contenttype', 'extensions', 'eventtime', 'key', 'eventversion', 'rule'];
  const sources = ['Loan-Log', 'loan-log ', ' loan-log', 'loan-log/', '/loan-log', 'loan', 'demo-desk', 'log', 'system', 'source:loan-log', 'ana', '*', '//bank/loan-log', 'urn:x', 'loan-log#1', 'loan_log', 'LOAN-LOG', 'loan-log.', 'null', 'loan-logs'];
  const refused = [{ status: 403, code: 'source_refused' }];
  const old = { cloudEventsVersion: '0.1', eventType: 'A_SUBMITTED', eventID: 'x', eventTime: '2018-01-01T00:00:00Z', source: 'loan-log', data: {} };
  return ['single', 'batch'].flatMap((form) => {
    const as = (name: string, event: Record<string, unknown>, expect: BadCase['expect']): BadCase =>
      form === 'single' ? eventCase(name, JSON.stringify(event), expect) : eventCase(`${name} in a batch`, JSON.stringify([goodEvent('b24'), event]), expect, BATCH);
    const at = form === 'single' ? '' : '1.';
    return [
      ...versions.flatMap((specversion) => ['b24-1', 'b24-2', 'b24-3'].map((id) => as(`specversion ${specversion} ${id}`, goodEvent(id, { specversion }), unfit(`${at}specversion`)))),
      ...extensions.flatMap((name) => ['x', 1, null, {}, []].map((value) => as(`extension ${name} ${String(value)}`, goodEvent('b24', { [name]: value }), unfit(`${at}${name}`)))),
      ...sources.map((source) => as(`source ${source}`, goodEvent('b24', { source }), refused)),
      ...['application/xml', 'text/json', 'application/json; charset=utf-16', 'application/avro', 'application/cloudevents+json'].map((datacontenttype) =>
        as(`data as ${datacontenttype}`, goodEvent('b24', { datacontenttype }), unfit(`${at}datacontenttype`)),
      ),
      as('an event of 2018', old, unfit()),
      as('a CADF event', { typeURI: 'http://schemas.dmtf.org/cloud/audit/1.0/event', id: 'x' }, unfit()),
      as('an entry of the log', { seq: 1, kind: 'task:claimed', v: 0, subject: 'case:x', body: '{}' }, unfit()),
      ...['specversion', 'id', 'source', 'type', 'subject', 'time'].map((field) => {
        const { [field]: _, ...rest } = goodEvent('b24');
        return as(`without ${field}`, rest, unfit(`${at}${field}`));
      }),
    ];
  });
}
