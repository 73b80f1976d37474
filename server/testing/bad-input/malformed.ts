import type { BadCase } from './bad-case.ts';
import { BATCH, badJson, badText, EVENT, eventCase, goodEvent, sessionCase, tooDeep, tooLarge, unfit } from './bad-case.ts';

interface Message {
  readonly name: string;
  readonly text: string;
  readonly as: (name: string, body: string | Buffer, expect: BadCase['expect']) => BadCase;
}

const asBatch: Message['as'] = (name, body, expect) => eventCase(name, body, expect, BATCH);

/** Five messages that would be taken as they are. */
const messages: readonly Message[] = [
  { name: 'event', text: JSON.stringify(goodEvent('b01-1')), as: eventCase },
  { name: 'event of a far script', text: JSON.stringify(goodEvent('b01-2', { type: 'W_Überprüfung 審査 🙂', subject: 'ключ-1' })), as: eventCase },
  { name: 'batch', text: JSON.stringify([goodEvent('b01-3'), goodEvent('b01-4')]), as: asBatch },
  { name: 'event with escapes', text: JSON.stringify(goodEvent('b01-5', { data: { phase: 'a"b\\c', by: null } })), as: eventCase },
  { name: 'session', text: '{"person":"ana"}', as: sessionCase },
];

const parts = (bytes: Buffer, at: number): [Buffer, Buffer] => [bytes.subarray(0, at), bytes.subarray(at)];
const isInCharacter = (bytes: Buffer, at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;

/** B01: what is no JSON, or JSON that parsers read differently. */
export function malformed(): BadCase[] {
  return messages.flatMap((message) => [...truncated(message), ...spoilt(message)]);
}

function truncated({ name, text, as }: Message): BadCase[] {
  const bytes = Buffer.from(text);
  return [...bytes.keys()].flatMap((at) => {
    const [before, after] = parts(bytes, at);
    return [
      as(`${name} cut at byte ${String(at)}`, before, isInCharacter(bytes, at) ? badText : badJson),
      as(`${name} with a bad byte at ${String(at)}`, Buffer.concat([before, Buffer.of(0xff), after]), badText),
    ];
  });
}

function spoilt({ name, text, as }: Message): BadCase[] {
  const inFront = text.startsWith('[') ? '[{' : '{';
  const member = (extra: string): string => text.replace(inFront, `${inFront}${extra},`);
  const first = /"(\w+)":/.exec(text)?.[1] ?? '';
  return [
    as(`${name} behind a byte order mark`, `\ufeff${text}`, badJson),
    as(`${name} in UTF-16`, Buffer.from(text, 'utf16le'), [...badJson, ...badText]),
    as(`${name} twice in one frame`, text + text, badJson),
    as(`${name} on two lines`, `${text}\n${text}`, badJson),
    as(`${name} with a comment`, `${text}// end`, badJson),
    as(`${name} with single quotes`, text.replaceAll('"', "'"), badJson),
    as(`${name} with a bracket too many`, `${text}}`, badJson),
    as(`${name} as a text`, JSON.stringify(text), unfit()),
    as(`${name} nothing but blanks`, ' \n\t ', badJson),
    ...['NaN', 'Infinity', '-Infinity', 'undefined', '01', '+1', '.5', '1.', '0x1F', '1e', "'a'", '"\t"', '"\\x41"', '"\\u12"', '[1,]', '{"a":1,}', '/*1*/1', 'True', '"a" "b"'].map((value) =>
      as(`${name} with ${value}`, member(`"extra":${value}`), badJson),
    ),
    ...['"\\ud800"', '"\\udc00\\ud800"', '"a\\u0000b"', '{"\\ud83d":1}'].map((value) => as(`${name} with ${value}`, member(`"extra":${value}`), badText)),
    as(`${name} with a raw NUL`, member('"extra":"\0"'), [...badText, ...badJson]),
    as(`${name} with a key twice`, member(`"${first}":"other"`), badJson),
    as(`${name} with a key twice, once escaped`, member(`"\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${first.slice(1)}":"other"`), badJson),
    as(`${name} with the same new key twice`, member('"role":"a","role":"b"'), badJson),
    as(`${name} with a key twice, deep inside`, member('"extra":[{"a":{"b":1,"b":2}}]'), badJson),
  ];
}

const nest = (depth: number, open: string, close: string, core = '1'): string => open.repeat(depth) + core + close.repeat(depth);

/** B04: depth and width. */
export function bombs(): BadCase[] {
  const depths = [10, 32, 60, 64, 65, 66, 100, 128, 500, 1000, 5000, 20_000];
  const deep = depths.flatMap((depth) =>
    (
      [
        ['arrays', '[', ']'],
        ['objects', '{"a":', '}'],
        ['both', '[{"a":', '}]'],
      ] as const
    ).flatMap(([name, open, close]) => {
      const levels = name === 'both' ? depth * 2 : depth;
      const isDeep = levels > 64;
      const small = open.length * depth + close.length * depth < 60_000;
      const body = nest(depth, open, close);
      const inData = JSON.stringify(goodEvent('b04')).replace('"amount":5000', `"amount":${body}`);
      return [
        ...(small ? [eventCase(`${name} ${String(depth)} deep`, body, isDeep ? tooDeep : unfit())] : []),
        ...(small ? [eventCase(`${name} ${String(depth)} deep in data`, inData, levels + 2 > 64 ? tooDeep : unfit())] : []),
        eventCase(`${name} ${String(depth)} deep as a batch`, body, isDeep ? tooDeep : unfit(), BATCH),
        ...(small ? [sessionCase(`${name} ${String(depth)} deep as a session`, body, isDeep ? tooDeep : unfit())] : []),
        ...(small ? [eventCase(`${name} ${String(depth)} deep and never closed`, open.repeat(depth), isDeep ? tooDeep : badJson)] : []),
      ];
    }),
  );
  const tooWide = [{ status: 422, code: 'too_wide' }];
  const wide = [1000, 5000, 30_000].flatMap((width) => [
    eventCase(`array of ${String(width)}`, `[${'1,'.repeat(width)}1]`, width * 2 > 65_000 ? tooLarge : unfit()),
    eventCase(`batch of ${String(width)} numbers`, `[${'1,'.repeat(width)}1]`, unfit(), BATCH),
    eventCase(`batch of ${String(width)} empty objects`, `[${'{},'.repeat(width)}{}]`, unfit(), BATCH),
    eventCase(`object of ${String(width)} keys in a batch`, `[{${Array.from({ length: width }, (_, at) => `"k${String(at)}":1`).join(',')}}]`, width > 1000 ? tooWide : unfit(), BATCH),
  ]);
  const queries = [1, 10, 100, 1000].map((depth) => ({
    name: `query ${String(depth)} deep`, path: `/v1/tasks?team${'[a]'.repeat(depth)}=x`, as: 'session' as const, expect: unfit(),
  }));
  return [...deep, ...wide, ...queries];
}

/** B03: sizes at and over the limits. Blanks make the size, so that nothing but the size is wrong. */
export function sizes(): BadCase[] {
  const pad = (text: string, bytes: number): string => text + ' '.repeat(bytes - Buffer.byteLength(text));
  const event = JSON.stringify(goodEvent('b03'));
  const over = [1, 2, 3, 10, 100, 1000, 4096, 30_000, 60_000, 250_000];
  const long = (length: number): string => 'x'.repeat(length);
  return [
    ...over.map((more) => eventCase(`event of 64 kB + ${String(more)}`, pad(event, 65_536 + more), tooLarge)),
    ...over.map((more) => sessionCase(`session of 64 kB + ${String(more)}`, pad('{"person":"ana"}', 65_536 + more), tooLarge)),
    ...over.map((more) => eventCase(`batch of 1 MB + ${String(more)}`, pad(`[${event}]`, 1_048_576 + more), tooLarge, BATCH)),
    ...[1_048_577, 104_857_600, 1e15].map((bytes) => ({
      ...eventCase(`a batch that says it has ${String(bytes)} bytes`, `[${event}]`, tooLarge, BATCH), headers: { 'content-type': BATCH, 'content-length': String(bytes) },
    })),
    eventCase('batch of 10 MB', pad(`[${event}]`, 10_485_760), tooLarge, BATCH),
    ...[129, 200, 257, 500, 513, 2000, 10_000, 60_000].flatMap((length) =>
      ['id', 'source', 'type', 'subject', 'dataschema'].filter((field) => length > (field === 'id' ? 256 : field === 'dataschema' ? 512 : 128)).map((field) =>
        eventCase(`${field} of ${String(length)} characters`, JSON.stringify(goodEvent('b03', { [field]: long(length) })), unfit(field)),
      ),
    ),
    eventCase('a value of 1,001 characters', JSON.stringify(goodEvent('b03', { data: { note: long(1001) } })), unfit()),
    eventCase('a key of 65 characters', JSON.stringify(goodEvent('b03', { data: { [long(65)]: 1 } })), unfit()),
    eventCase('101 fields', JSON.stringify(goodEvent('b03', { data: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${String(at)}`, at])) })), unfit()),
    eventCase('no events', '[]', unfit(), BATCH),
    eventCase('5,001 events', `[${Array.from({ length: 5001 }, () => '{}').join(',')}]`, unfit(), BATCH),
    eventCase('an array of 100,000', `[${'0,'.repeat(99_999)}0]`, unfit(), BATCH),
    ...[129, 500, 3000].flatMap((length) => ['cases', 'tasks', 'people', 'queues', 'customers', 'commands'].map((noun) => ({ name: `an id of ${String(length)} in a path of ${noun}`, path: `/v1/${noun}/${long(length)}`, as: 'session' as const, expect: [...unfit(), { status: 400, code: 'bad_request' }] }))),
    ...[129, 300, 500, 3000].flatMap((length) => ['team', 'owner', 'case', 'cursor', 'limit', 'sort'].map((name) => ({ name: `${name} of ${String(length)}`, path: `/v1/tasks?${name}=${long(length)}`, as: 'session' as const, expect: unfit(`query.${name}`) }))),
    { name: 'an address of 20 kB', path: `/v1/tasks?team=${long(20_000)}`, as: 'session', expect: [{ status: 431 }] },
    { name: 'a header of 20 kB', path: '/v1/tasks', as: 'session', headers: { 'x-long': long(20_000) }, expect: [{ status: 431 }] },
    { name: 'a key of 1 MB would be', method: 'POST', path: '/v1/events', as: 'nobody', headers: { 'content-type': EVENT, 'x-baton-key': long(10_000) }, body: event, expect: [{ status: 401, code: 'key_refused' }] },
    ...['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/jsonx', 'image/png', '', ';;;', 'application/json'].map((type) =>
      eventCase(`an event as ${type || 'nothing'}`, event, [{ status: 415, code: 'unsupported_media' }], type),
    ),
  ];
}
