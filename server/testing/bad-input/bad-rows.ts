import type { RowProblemCode } from '../../intake/event-log/source-event.ts';
import type { BadLog, Row, RowDraw } from './bad-log.ts';
import { columnNames, csvLine, csvRow, xesAttributes, xesEvent, xesOf, xesTag } from './bad-log.ts';

type BadRow = readonly [what: string, codes: RowProblemCode | readonly RowProblemCode[], line: string | Buffer];

const long = (length: number): string => 'x'.repeat(length);
const latin1 = Buffer.from([0x4d, 0xfc, 0x6c]);
/** Bytes that are no UTF-8: Latin-1, an overlong slash, half a surrogate pair as CESU-8 has it, above U+10FFFF, a sequence cut short. */
const badBytes = [latin1, Buffer.from([0xc0, 0xaf]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf4, 0x90, 0x80, 0x80]), Buffer.from([0xe2, 0x82])];
const noTimes = [
  'yesterday', '2011-02-30T00:00:00Z', '2011-13-01T00:00:00Z', '2011-10-01T25:00:00Z', '2011-10-01T10:61:00Z', '01.10.2011', '10/01/2011 08:00', '1317427200000', '2011-10-01T10:00:00+25:00', '20111001T100000Z', '2011-W40-1', '99999-01-01T00:00:00Z',
  '2011-10-01T10:00:00Z; drop table log', 'NaN', '２０１１-10-01', '1969-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '0001-01-01', '9999-12-31T23:59:59-14:00',
];
const aheadTimes = ['2199-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
const noSeqs = ['-1', '1.5', '1e3', '2147483648', 'x', '9'.repeat(30), ' 7', '0x7'];
const refusedKeys = ['__proto__', 'constructor', 'prototype'];
const timeCodes = (time: string): RowProblemCode => (aheadTimes.includes(time) ? 'time_ahead' : 'time_invalid');

/** Each row that is no event, alone among good ones: reported by its line, and the others are read. */
export function badRows(draw: RowDraw): BadLog[] {
  const file = (kind: string, make: (row: Row) => readonly BadRow[], whole: (rows: readonly Row[], lines: (string | Buffer)[]) => string | Buffer, line: (row: Row) => string): BadLog[] => {
    const count = make({ caseId: '', seq: 0, activity: '', lifecycle: '', resource: '', time: '', amount: '' }).length;
    return Array.from({ length: count }, (_, at): BadLog => {
      const rows = draw.rows(5);
      const [bad, ...good] = [rows[4], ...rows.slice(0, 4)] as [Row, ...Row[]];
      const [what, codes, spoilt] = make(bad)[at] as BadRow;
      const lines: (string | Buffer)[] = good.map(line);
      lines.splice(draw.place(lines), 0, spoilt);
      return { title: `${kind}: ${what}`, name: `rows.${kind}`, content: whole(rows, lines), problems: [typeof codes === 'string' ? [codes] : codes], events: 4 };
    });
  };
  const joined = (lines: (string | Buffer)[]): Buffer => Buffer.concat(lines.flatMap((one) => [Buffer.from(one), Buffer.from('\n')]));
  return [
    ...file('ndjson', ndjsonRows, (_rows, lines) => joined(lines), (row) => JSON.stringify(row)),
    ...file('csv', csvRows, (_rows, lines) => joined([columnNames.join(','), ...lines]), (row) => csvRow(row)),
    ...file('xes', xesRows, (rows, lines) => {
      const [before = '', after = ''] = xesOf(rows[0]?.caseId ?? '', ['|']).split('|');
      return joined([before.trimEnd(), ...lines, after.trimStart()]);
    }, xesEvent),
  ];
}

function ndjsonRows(row: Row): BadRow[] {
  const but = (part: object): string => JSON.stringify({ ...row, ...part });
  const raw = (member: string): string => JSON.stringify(row).replace('{', `{${member},`);
  const nothing = [['null', null], ['empty', ''], ['true', true], ['an array', ['c']], ['an object', { a: 1 }]] as const;
  return [
    ...nothing.flatMap(([what, value]): BadRow[] => [
      [`the case is ${what}`, 'case_missing', but({ caseId: value })], [`the activity is ${what}`, 'activity_missing', but({ activity: value })],
      [`the time is ${what}`, value === null || value === '' ? 'time_missing' : 'time_invalid', but({ time: value })],
    ]),
    ...(['caseId', 'activity', 'time', 'seq'] as const).map((name): BadRow => [`${name} is not there`, name === 'caseId' ? 'case_missing' : `${name}_missing`, but({ [name]: undefined })]),
    ...(['caseId', 'activity', 'lifecycle', 'resource'] as const).map((name): BadRow => [`${name} is of 201 signs`, 'too_long', but({ [name]: long(201) })]),
    ...[...noTimes, ...aheadTimes].map((time): BadRow => [`the time is ${time}`, timeCodes(time), but({ time })]),
    ['the time is a number', 'time_invalid', but({ time: 1_317_427_200_000 })],
    ...noSeqs.map((seq): BadRow => [`the place is ${seq}`, 'seq_invalid', but({ seq })]),
    ...[-1, 0.5, 2 ** 31, true, [1]].map((seq): BadRow => [`the place is no text but ${JSON.stringify(seq)}`, 'seq_invalid', but({ seq })]),
    ...['{"secret', "{'caseId':'c'}", JSON.stringify(row).slice(0, -1), `${JSON.stringify(row)}}`, `${JSON.stringify(row)}//`, raw('"x":NaN'), raw('"x":01'), raw('"x":"\t"'), raw('"x":[1,]'), '\ufeff{}', 'case;activity;time', '<event/>', 'PK\u0003\u0004']
      .map((text): BadRow => [`a row that is no JSON: ${text.slice(0, 12)} … ${text.slice(-12)}`, 'not_json', text]),
    ...['[1]', 'null', '7', '"text"', 'true', '[{}]'].map((text): BadRow => [`a row that is ${text}`, 'not_object', text]),
    ...['"x":"\\ud800"', '"x":"a\\u0000b"', '"\\udc00":1', '"x":{"y":["\\ud83d"]}'].map((member): BadRow => [`a text with ${member}`, 'bad_text', raw(member)]),
    ...badBytes.map((bytes): BadRow => [`bytes ${bytes.toString('hex')}`, 'bad_encoding', Buffer.concat([Buffer.from('{"caseId":"'), bytes, Buffer.from('"}')])]),
    ...refusedKeys.flatMap((key): BadRow[] => [[`a key ${key}`, 'key_refused', raw(`"${key}":{"isAdmin":true}`)], [`a key ${key} inside`, 'key_refused', raw(`"x":{"${key}":1}`)]]),
    ['a key of 1,001 signs', 'too_long', raw(`"${long(1001)}":1`)],
    ['1,001 attributes', 'too_many_attributes', raw(Array.from({ length: 1001 }, (_, n) => `"a${String(n)}":1`).join(','))],
    ['an array of 5,000', 'too_many_attributes', raw(`"x":[${'1,'.repeat(4999)}1]`)],
    ['70 levels', 'too_deep', raw(`"x":${'['.repeat(70)}${']'.repeat(70)}`)],
    ['100,000 levels', ['too_deep', 'not_json'], raw(`"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['a number beyond all', 'bad_value', raw('"x":1e999')],
    ['a number that no double holds', 'bad_value', raw('"x":90071992547409931')],
  ];
}

function csvRows(row: Row): BadRow[] {
  const but = (part: Partial<Record<(typeof columnNames)[number], string>>): string => csvLine(columnNames.map((name) => part[name] ?? row[name]));
  return [
    ['no case', 'case_missing', but({ caseId: '' })], ['no activity', 'activity_missing', but({ activity: '' })], ['no time', 'time_missing', but({ time: '' })], ['no place', 'seq_missing', but({ seq: '' })],
    ...(['caseId', 'activity', 'lifecycle', 'resource'] as const).map((name): BadRow => [`${name} of 201 signs`, 'too_long', but({ [name]: long(201) })]),
    ...[...noTimes, ...aheadTimes].map((time): BadRow => [`the time is ${time}`, timeCodes(time), but({ time })]),
    ...noSeqs.map((seq): BadRow => [`the place is ${seq}`, 'seq_invalid', but({ seq })]),
    ['a column too few', 'columns_differ', csvLine(columnNames.slice(1).map((name) => row[name]))],
    ['a column too many', 'columns_differ', `${csvRow(row)},"more"`],
    ['another delimiter in this row', 'columns_differ', csvRow(row, ';').replaceAll('"', '')],
    ['a JSON row', ['columns_differ', 'quote_broken'], JSON.stringify(row)],
    ['a quote in the middle', 'quote_broken', csvRow(row).replace(`"${row.activity}"`, `${row.activity}"x`)],
    ['signs behind a quote', 'quote_broken', csvRow(row).replace(`"${row.activity}"`, `"${row.activity}"x`)],
    ['a NUL', 'bad_text', but({ resource: long(190), amount: `${long(1100)}\0b` })],
    ...badBytes.map((bytes): BadRow => [`bytes ${bytes.toString('hex')}`, 'bad_encoding', Buffer.concat([Buffer.from(csvRow({ ...row, activity: '|' }).split('|')[0] ?? ''), bytes, Buffer.from(csvRow({ ...row, activity: '|' }).split('|')[1] ?? '')])]),
  ];
}

function xesRows(row: Row): BadRow[] {
  const event = (attributes: readonly string[]): string => `<event>${attributes.join('')}</event>`;
  const all = xesAttributes(row);
  const plus = (more: string): string => event([...all, more]);
  const at = { activity: 0, lifecycle: 1, resource: 2, time: 3 };
  const but = (name: keyof typeof at, tag: string): string => event(all.toSpliced(at[name], 1, tag));
  return [
    ['no activity', 'activity_missing', but('activity', '')], ['no time', 'time_missing', but('time', '')], ['an event with nothing in it', 'activity_missing', '<event/>'],
    ...(['activity', 'lifecycle', 'resource'] as const).map((name): BadRow => [`${name} of 201 signs`, 'too_long', but(name, xesTag('string', { activity: 'concept:name', lifecycle: 'lifecycle:transition', resource: 'org:resource' }[name], long(201)))]),
    ...[...noTimes, ...aheadTimes].map((time): BadRow => [`the time is ${time}`, timeCodes(time), but('time', xesTag('date', 'time:timestamp', time))]),
    ...[['int', 'seven'], ['int', ''], ['float', '1,5'], ['float', 'Infinity'], ['boolean', 'maybe'], ['date', 'today'], ['date', '2011-02-30T00:00:00Z']].map(([kind = '', value = '']): BadRow => [`${kind} ${value}`, 'bad_value', plus(xesTag(kind, 'x', value))]),
    ...refusedKeys.map((key): BadRow => [`a key ${key}`, 'key_refused', plus(xesTag('string', key, '1'))]),
    ['a key of 1,001 signs', 'too_long', plus(xesTag('string', long(1001), '1'))],
    ['1,001 attributes', 'too_many_attributes', plus(Array.from({ length: 1001 }, (_, n) => xesTag('int', `a${String(n)}`, '1')).join(''))],
    ...badBytes.map((bytes): BadRow => [`bytes ${bytes.toString('hex')}`, 'bad_encoding', Buffer.concat([Buffer.from('<event><string key="x" value="'), bytes, Buffer.from(`"/>${all.join('')}</event>`)])]),
  ];
}
