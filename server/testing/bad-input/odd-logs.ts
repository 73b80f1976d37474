import { gzipSync } from 'node:zlib';
import type { BadLog, Row, RowDraw } from './bad-log.ts';
import { csvOf, csvRow, xesEvent, xesOf, xesTag } from './bad-log.ts';

const ndjson = (rows: readonly Row[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
const csv = (rows: readonly Row[]): string => csvOf(rows.map((row) => csvRow(row)));
const xes = (rows: readonly Row[], head?: string): string => xesOf(rows[0]?.caseId ?? '', rows.map(xesEvent), head);

/** Files with something odd in them that is no reason to refuse a row: doubled ids, unknown activities, marks, line ends, formulas as values. */
export function oddLogs(draw: RowDraw): BadLog[] {
  return [...doubles(draw), ...unknown(draw), ...marks(draw), ...formulas(draw), ...cut(draw), ...packs(draw)];
}

function doubles(draw: RowDraw): BadLog[] {
  return Array.from({ length: 12 }, (_, n): BadLog => {
    const rows = draw.rows(6);
    const again = draw.random.pick(rows);
    const last = rows.at(-1) as Row;
    // The same id once more: as it was, of another time, of another activity.
    const copy: Row = [again, { ...again, time: last.time }, { ...again, activity: 'A_CANCELLED', lifecycle: 'COMPLETE', time: last.time }][n % 3] as Row;
    const all = [...rows, copy];
    return { title: `an id twice, ${String(n)}`, name: n % 2 === 0 ? 'twice.ndjson' : 'twice.csv', content: n % 2 === 0 ? ndjson(all) : csv(all), events: 7, duplicates: 1, problems: [] };
  });
}

function unknown(draw: RowDraw): BadLog[] {
  return ['W', 'Z_UNKNOWN', 'a_submitted', 'A_SUBMITTED ', 'A_SUBMITTED;', '<script>', "'; drop table log; --", '未知'].map((activity, n): BadLog => {
    const rows = draw.rows(3);
    const all = [...rows.slice(0, 2), { ...(rows[2] as Row), activity }];
    const [kind, of] = ([['ndjson', ndjson], ['csv', csv], ['xes', xes]] as const)[n % 3] ?? ['ndjson', ndjson];
    return { title: `an activity ${activity} that no mapping knows`, name: `unknown.${kind}`, content: of(all), events: 3, unmapped: 1, problems: [] };
  });
}

function marks(draw: RowDraw): BadLog[] {
  const same = (title: string, name: string, content: string | Buffer, events = 4): BadLog => ({ title, name, content, events, problems: [] });
  return [
    same('ndjson behind a mark', 'mark.ndjson', `\ufeff${ndjson(draw.rows())}`), same('csv behind a mark', 'mark.csv', `\ufeff${csv(draw.rows())}`), same('xes behind a mark', 'mark.xes', `\ufeff${xes(draw.rows())}`),
    same('ndjson with CR LF', 'crlf.ndjson', ndjson(draw.rows()).replaceAll('\n', '\r\n')), same('csv with CR LF', 'crlf.csv', csv(draw.rows()).replaceAll('\n', '\r\n')),
    same('ndjson with empty lines', 'gaps.ndjson', `\n\n${ndjson(draw.rows()).replaceAll('\n', '\n\n\r\n')}\n\n`), same('csv with empty lines', 'gaps.csv', csv(draw.rows()).replaceAll('\n', '\n\n')),
    same('xes in ISO 8859-1 that says so', 'latin.xes', Buffer.from(xes(draw.rows().map((row) => ({ ...row, resource: 'Müller' })), '<?xml version="1.0" encoding="ISO-8859-1"?>\n'), 'latin1')),
    same('ndjson under the name of a csv', 'lies.csv', ndjson(draw.rows())), same('xes under the name of an ndjson', 'lies.ndjson', xes(draw.rows())),
    same('xes with CDATA, comments and instructions', 'quiet.xes', xes(draw.rows()).replace('<trace>', '<!-- a --><?style x?><trace><![CDATA[ <event/> ]]>')),
    same('xes with an extension that nobody fetches', 'extension.xes', xes(draw.rows()).replace('<trace>', '<extension name="Concept" prefix="concept" uri="http://127.0.0.1:1/concept.xesext"/><trace>')),
    same('csv with a column without a name', 'nameless.csv', csv(draw.rows()).replace('amount', '')),
    same('ndjson without an end to its last line', 'end.ndjson', ndjson(draw.rows())),
    same('a number whose digits a double would change stays as it is', 'digits.xes', xes(draw.rows()).replaceAll('</event>', `${xesTag('int', 'account', '90071992547409931')}${xesTag('float', 'sum', '90071992547409931')}</event>`)),
  ];
}

function formulas(draw: RowDraw): BadLog[] {
  return ["=cmd|' /C calc'!A0", '+1+1', '-1+1', '@SUM(A1:A9)', '=HYPERLINK("http://x","y")', '\t=1+1', '＝1+1', '=IMPORTXML("http://x","//a")', '007', '1e309', '+49 30 1234', '-5,00'].map((amount, n): BadLog => {
    const rows = draw.rows(3).map((row) => ({ ...row, amount }));
    return { title: `a value ${amount} that stays a text`, name: n % 2 === 0 ? 'formula.csv' : 'formula.ndjson', content: n % 2 === 0 ? csv(rows) : ndjson(rows), events: 3, problems: [] };
  });
}

/** A plain file that ends in the middle of its last row: that row is reported, those before it are whole. */
function cut(draw: RowDraw): BadLog[] {
  return Array.from({ length: 12 }, (_, n): BadLog => {
    const rows = draw.rows();
    const [kind, text, last] = n % 2 === 0 ? (['ndjson', ndjson(rows), JSON.stringify(rows[3])] as const) : (['csv', csv(rows).trimEnd(), csvRow(rows[3] as Row)] as const);
    const bytes = Buffer.from(text);
    const content = bytes.subarray(0, bytes.length - draw.random.between(1, Buffer.byteLength(last) - 1));
    return { title: `${kind} cut in its last row, ${String(n)}`, name: `cut.${kind}`, content, events: 3, problems: [kind === 'ndjson' ? ['not_json'] : ['quote_broken', 'columns_differ']] };
  });
}

function packs(draw: RowDraw): BadLog[] {
  const [first, second] = [draw.rows(), draw.rows()];
  return [
    { title: 'two packed files in one', name: 'two.ndjson.gz', content: Buffer.concat([gzipSync(`${ndjson(first)}\n`), gzipSync(ndjson(second))]), events: 8, problems: [] },
    { title: 'a packed file under a plain name', name: 'plain.csv', content: gzipSync(csv(draw.rows())), events: 4, problems: [] },
    { title: 'a plain file under a packed name', name: 'plain.ndjson.gz', content: ndjson(draw.rows()), events: 4, problems: [] },
  ];
}
