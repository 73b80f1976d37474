import { gzipSync } from 'node:zlib';
import type { BadLog, Row, RowDraw } from './bad-log.ts';
import { columnNames, csvLine, csvOf, csvRow, xesEvent, xesOf } from './bad-log.ts';

const ndjson = (rows: readonly Row[]): string => rows.map((row) => JSON.stringify(row)).join('\n') + '\n';
const csv = (rows: readonly Row[], delimiter = ','): string => csvOf(rows.map((row) => csvRow(row, delimiter)), { delimiter });
const xes = (rows: readonly Row[], head?: string): string => xesOf(rows[0]?.caseId ?? '', rows.map(xesEvent), head);
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Files that cannot be an event log as a whole, each refused with a code before anything of it is imported. */
export function badFiles(draw: RowDraw): BadLog[] {
  return [...damaged(draw), ...bombs(draw), ...foreign(draw), ...encodings(draw), ...headers(draw), ...xmlTricks(draw)];
}

const kinds = [['ndjson', ndjson], ['csv', csv], ['xes', xes]] as const;

function damaged(draw: RowDraw): BadLog[] {
  const { random } = draw;
  return kinds.flatMap(([kind, of]): BadLog[] => {
    const text = (): string => of(draw.rows(30));
    const cuts = Array.from({ length: 6 }, (_, n): BadLog => {
      const bytes = gzipSync(text());
      return { title: `${kind}.gz cut, ${String(n)}`, name: `cut.${kind}.gz`, content: bytes.subarray(0, random.between(19, bytes.length - 1)), refused: ['log_damaged'] };
    });
    // Behind the header, whose flags may ask for what a plain file does not have.
    const flips = Array.from({ length: 6 }, (_, n): BadLog => {
      const bytes = gzipSync(text());
      const at = bytes.length - random.between(1, 8);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
      return { title: `${kind}.gz with another sum or length, ${String(n)}`, name: `flip.${kind}.gz`, content: bytes, refused: ['log_damaged'] };
    });
    return [...cuts, ...flips];
  }).concat(
    Array.from({ length: 8 }, (_, n): BadLog => {
      const text = xes(draw.rows());
      return { title: `xes cut, ${String(n)}`, name: 'cut.xes', content: text.slice(0, random.between(10, text.length - 1)), refused: ['log_xml_broken', 'log_format'] };
    }),
  );
}

function bombs(draw: RowDraw): BadLog[] {
  const filler = 40 * 1024 * 1024;
  const zeros = (start: string, fill: number): Buffer => gzipSync(Buffer.concat([Buffer.from(start), Buffer.alloc(filler, fill)]), { level: 9 });
  const rows = draw.rows();
  const long = (size: number, sign = 'x'): string => sign.repeat(size);
  return [
    { title: 'a bomb of line ends', name: 'bomb.ndjson.gz', content: zeros(ndjson(rows), 10), refused: ['log_inflates'] },
    { title: 'a bomb of one row', name: 'bomb.csv.gz', content: zeros(csv(rows), 0x78), refused: ['log_inflates', 'log_line_too_long'] },
    { title: 'a bomb of blanks between tags', name: 'bomb.xes.gz', content: zeros('<log>', 32), refused: ['log_inflates', 'log_line_too_long'] },
    { title: 'a bomb inside a bomb', name: 'twice.ndjson.gz', content: gzipSync(gzipSync(Buffer.alloc(filler, 10))), refused: ['log_format', 'log_columns_missing', 'log_header_too_wide', 'log_empty'] },
    ...[1_600_000, 3_000_000].flatMap((size): BadLog[] => [
      { title: `a line of ${String(size)}`, name: 'line.ndjson', content: `${ndjson(rows)}{"a":"${long(size)}"}`, refused: ['log_line_too_long'] },
      { title: `a field of ${String(size)}`, name: 'field.csv', content: `${csv(rows)}"${long(size)}"`, refused: ['log_line_too_long'] },
      { title: `a text of ${String(size)}`, name: 'text.xes', content: xes(rows).replace('<trace>', `<trace>${long(size)}`), refused: ['log_line_too_long'] },
      { title: `a value of ${String(size)}`, name: 'value.xes', content: xes(rows).replace('</event>', `<string key="a" value="${long(size)}"/></event>`), refused: ['log_line_too_long'] },
    ]),
    { title: 'a million columns', name: 'wide.csv', content: `${'x,'.repeat(1_000_000)}\n`, refused: ['log_header_too_wide'] },
    { title: '1,001 columns', name: 'columns.csv', content: `${Array.from({ length: 1001 }, (_, n) => `x${String(n)}`).join(',')}\n`, refused: ['log_header_too_wide'] },
    { title: 'a row of three million columns', name: 'commas.csv', content: `${csv(rows)}${long(3_000_000, ',')}`, refused: ['log_line_too_long'] },
    { title: 'half a million quotes', name: 'quotes.csv', content: `${csv(rows)}c,A,a${long(500_000, '"')}`, refused: ['log_quote_broken', 'log_line_too_long'] },
    { title: 'a hundred thousand levels', name: 'deep.xes', content: `<log><trace>${'<list key="a">'.repeat(100_000)}`, refused: ['log_too_deep'] },
    { title: '65 levels', name: 'deep65.xes', content: `<log>${'<list key="a">'.repeat(65)}${'</list>'.repeat(65)}</log>`, refused: ['log_too_deep'] },
    { title: '200,000 attributes of a tag', name: 'attributes.xes', content: `<log ${Array.from({ length: 200_000 }, (_, n) => `a${String(n)}="1234"`).join(' ')}/>`, refused: ['log_line_too_long'] },
  ];
}

/** What people pick by mistake in the dialog that asks for a file. */
function foreign(draw: RowDraw): BadLog[] {
  const magics: [string, string | Buffer][] = [
    ['book.xlsx', 'PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml'], ['macros.xlsm', 'PK\u0003\u0004\u0014\0\u0006\0xl/vbaProject.bin'], ['links.xlsx', 'PK\u0003\u0004xl/externalLinks/externalLink1.xml'], ['old.xls', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex')],
    ['log.zip', 'PK\u0005\u0006' + '\0'.repeat(18)], ['log.7z', Buffer.from('377abcaf271c0004', 'hex')], ['log.zst', Buffer.from('28b52ffd0458', 'hex')], ['log.bz2', 'BZh91AY&SY'], ['log.xz', Buffer.from('fd377a585a000004', 'hex')],
    ['paper.pdf', '%PDF-1.7\n%\u00e2\u00e3'], ['shot.png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')], ['data.parquet', 'PAR1\u0015\u0004'], ['store.sqlite', 'SQLite format 3\0'], ['program.exe', 'MZ\u0090\0\u0003'], ['letter.docx', 'PK\u0003\u0004word/document.xml'],
    ['notes.txt', 'Dear all,\nplease find the log attached.\n'], ['query.sql', 'select * from log;\n'], ['config.yaml', 'caseId: 1\n'], ['script.csv', '#!/bin/sh\nrm -rf /\n'], ['page.html', '<html><body>log</body></html>'], ['image.svg', '<svg onload="x()"/>'], ['feed.xml', '<rss/>'], ['office.fods', '<office:document/>'],
  ];
  return [
    ...magics.map(([name, content]): BadLog => ({ title: `a file ${name}`, name, content: typeof content === 'string' ? Buffer.from(content, 'latin1') : content, refused: ['log_format', 'log_columns_missing', 'log_header_duplicate', 'log_quote_broken'] })),
    ...['', ' ', '\n\n\n', '\t \r\n'].flatMap((content): BadLog[] => ['csv', 'ndjson', 'xes'].map((kind) => ({ title: `an empty ${kind} of ${String(content.length)}`, name: `empty.${kind}`, content, refused: ['log_empty'] }))),
    ...['csv', 'ndjson'].map((kind): BadLog => ({ title: `an empty ${kind}.gz`, name: `empty.${kind}.gz`, content: gzipSync(''), refused: ['log_empty'] })),
    { title: 'a NUL near the start', name: 'nul.csv', content: csv(draw.rows()).replace('"', '"\0'), refused: ['log_format'] },
  ];
}

function encodings(draw: RowDraw): BadLog[] {
  return [
    ...kinds.flatMap(([kind, of]): BadLog[] => [
      { title: `${kind} in UTF-16 LE`, name: `u16.${kind}`, content: Buffer.from(`\ufeff${of(draw.rows())}`, 'utf16le'), refused: ['log_encoding'] },
      { title: `${kind} in UTF-16 BE`, name: `u16be.${kind}`, content: utf16be(`\ufeff${of(draw.rows())}`), refused: ['log_encoding'] },
      { title: `${kind} in UTF-16 without a mark`, name: `u16bare.${kind}`, content: Buffer.from(of(draw.rows()), 'utf16le'), refused: ['log_format'] },
      { title: `${kind} in UTF-32`, name: `u32.${kind}`, content: Buffer.concat([...`\ufeff${of(draw.rows())}`].map((sign) => Buffer.from(Uint32Array.of(sign.codePointAt(0) ?? 0).buffer))), refused: ['log_encoding', 'log_format'] },
    ]),
    ...['utf-16', 'UTF-32', 'ebcdic-cp-us', 'shift_jis', 'x-none', 'utf-7'].map((name): BadLog => ({
      title: `xes that says it is ${name}`, name: 'says.xes', content: xes(draw.rows(), `<?xml version="1.0" encoding="${name}"?>\n`), refused: ['log_encoding'],
    })),
  ];
}

function headers(draw: RowDraw): BadLog[] {
  const without = (name: string): readonly string[] => columnNames.map((one) => (one === name ? 'other' : one));
  const lines = (): string[] => draw.rows().map((row) => csvRow(row));
  return [
    ...['#', ':', ' ', '^', '~', '\u001f', '，'].map((delimiter): BadLog => ({ title: `csv with the delimiter ${JSON.stringify(delimiter)}`, name: 'delimiter.csv', content: csv(draw.rows(), delimiter), refused: ['log_columns_missing', 'log_quote_broken'] })),
    ...['caseId', 'activity', 'time'].flatMap((name): BadLog[] => [
      { title: `csv without ${name}`, name: 'missing.csv', content: csvOf(lines(), { names: without(name) }), refused: ['log_columns_missing'] },
      { title: `csv with ${name} in capitals`, name: 'capitals.csv', content: csvOf(lines(), { names: columnNames.map((one) => (one === name ? one.toUpperCase() : one)) }), refused: ['log_columns_missing'] },
      { title: `csv whose ${name} is named twice`, name: 'twice.csv', content: csvOf(lines(), { names: columnNames.map((one) => (one === 'amount' ? name : one)) }), refused: ['log_header_duplicate'] },
      { title: `csv whose ${name} is said to be elsewhere`, name: 'mapped.csv', content: csv(draw.rows()), columns: { [name]: 'no such column' }, refused: ['log_columns_missing'] },
    ]),
    ...['__proto__', 'constructor', 'prototype', 'x'.repeat(1001)].map((name): BadLog => ({ title: `csv with a column ${name.slice(0, 12)}`, name: 'key.csv', content: csvOf(lines(), { names: columnNames.map((one) => (one === 'amount' ? name : one)) }), refused: ['log_header_refused'] })),
    { title: 'csv without a header', name: 'headless.csv', content: `${lines().join('\n')}\n`, refused: ['log_columns_missing'] },
    { title: 'csv with an open quote in its header', name: 'open.csv', content: `"caseId,activity,time\n${lines().join('\n')}`, refused: ['log_quote_broken', 'log_columns_missing'] },
    { title: 'csv whose header is broken by a quote', name: 'broken.csv', content: `caseId,act"ivity,time\n${lines().join('\n')}`, refused: ['log_quote_broken'] },
    { title: 'csv with one column for two things', name: 'one.csv', content: csv(draw.rows()), columns: { caseId: 'activity', activity: 'activity' }, refused: ['log_columns_missing'] },
    { title: 'csv with two columns under one name', name: 'renamed.csv', content: csv(draw.rows()), columns: { resource: 'resource', data: { amount: 'x', lifecycle: 'lifecycle', other: 'x' } }, events: 4, problems: [] },
    { title: 'csv with a title above the header', name: 'title.csv', content: `Export of Monday\n${csv(draw.rows())}`, refused: ['log_columns_missing'] },
    { title: 'csv with a line that names its delimiter', name: 'sep.csv', content: `sep=,\n${csv(draw.rows())}`, refused: ['log_columns_missing'] },
    { title: 'csv of nothing but its header', name: 'bare.csv', content: csvOf([]), events: 0, problems: [] },
    { title: 'csv with case and time mixed up', name: 'mixed.csv', content: csvOf(draw.rows().map((row) => csvLine([row.time, row.seq, row.activity, row.lifecycle, row.resource, row.caseId, row.amount]))), events: 0, problems: Array.from({ length: 4 }, () => ['time_invalid'] as const) },
  ];
}

function xmlTricks(draw: RowDraw): BadLog[] {
  const head = '<?xml version="1.0"?>\n';
  const doctypes = [
    '<!DOCTYPE log>', '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>', '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE log SYSTEM "http://127.0.0.1/log.dtd">', '<!DOCTYPE log PUBLIC "-//X" "x.dtd">',
    '<!DOCTYPE log [<!ENTITY % p SYSTEM "file:///x"> %p;]>', '<!DOCTYPE log [<!ATTLIST event x CDATA "y">]>', '<!DOCTYPE log [<!NOTATION n SYSTEM "x">]>', '<!DOCTYPE lolz [<!ELEMENT log ANY>]>',
  ];
  const broken: [string, (text: string) => string][] = [
    ['an entity that nobody names', (text) => text.replace('<trace>', '<trace>&xxe;')], ['an entity in a value', (text) => text.replace('value="', 'value="&lol9;')], ['a bare ampersand', (text) => text.replace('<trace>', '<trace>a & b')],
    ['a bare bracket in a value', (text) => text.replace('value="', 'value="<')], ['tags that cross', (text) => text.replace('</event>', '</trace>')], ['an attribute twice', (text) => text.replace('key="', 'key="a" key="')], ['a value without quotes', (text) => text.replace(/key="([^"]*)"/, 'key=x')],
    ['two logs', (text) => `${text}<log/>`], ['text behind the log', (text) => `${text}and more`], ['a NUL by its number', (text) => text.replace('value="', 'value="&#0;')], ['a control sign', (text) => text.replace('value="', 'value="\u0001')], ['a sign above all by its number', (text) => text.replace('value="', 'value="&#x110000;')],
    ['half a pair by its number', (text) => text.replace('value="', 'value="&#xD800;')], ['a comment that never ends', (text) => text.replace('<trace>', '<!-- <trace>')], ['CDATA that never ends', (text) => text.replace('<trace>', '<trace><![CDATA[ ')], ['an instruction that never ends', (text) => text.replace('<trace>', '<?php <trace>')],
    ['a comment with two dashes', (text) => text.replace('<trace>', '<!-- a -- b --><trace>')], ['a tag that begins with a digit', (text) => text.replace('<trace>', '<1trace>')], ['a declaration in the middle', (text) => text.replace('<trace>', '<?xml version="1.0"?><trace>')],
  ];
  return [
    ...doctypes.map((doctype): BadLog => ({ title: `xes with ${doctype.slice(0, 40)}`, name: 'doctype.xes', content: xes(draw.rows(), head + doctype), refused: ['log_doctype'] })),
    ...broken.map(([what, spoil]): BadLog => ({ title: `xes with ${what}`, name: 'broken.xes', content: spoil(xes(draw.rows())), refused: ['log_xml_broken'] })),
    { title: 'a trace without a log', name: 'root.xes', content: xes(draw.rows()).replace('<log xes.version="1.0">', '').replace('</log>', ''), refused: ['log_format'] },
    { title: 'a log of another space', name: 'space.xes', content: '<x:journal xmlns:x="y"/>', refused: ['log_format'] },
  ];
}
