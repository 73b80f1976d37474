import type { Random } from '../../demo/random.ts';
import { goodEvent } from './bad-case.ts';

type Body = Readonly<Record<string, unknown>>;

/** How an id that was used is used again. */
export type Misuse =
  | 'again' | 'members in another order' | 'three at once' | 'another body' | 'another entity' | 'another type' | 'another person' | 'three bodies at once' | 'two people at once' | 'asked for by another person' | 'mended after its refusal';

/** One id and what is done with it: `body` is what it was first used for. */
export interface IdCase {
  readonly title: string;
  readonly misuse: Misuse;
  readonly body: Body;
  /** The id with something else; for the misuses that send something else. */
  readonly others: readonly Body[];
  /** Whether the first use is refused by a rule, which is an entry of its own. */
  readonly isRefused: boolean;
}

interface Maker {
  readonly name: string;
  readonly isRefused?: boolean;
  /** The command, on the n-th case (`k-n` with its task `t-n`), with a drawn text. */
  readonly make: (n: number, text: string) => Body;
}

const dueAt = Date.UTC(2026, 5, 1, 9);
const makers: readonly Maker[] = [
  { name: 'a note', make: (n, text) => ({ type: 'note:add', case: `k-${String(n)}`, text }) },
  { name: 'evidence', make: (n, text) => ({ type: 'evidence:add', case: `k-${String(n)}`, kind: 'payslip', text }) },
  { name: 'a claim', make: (n) => ({ type: 'task:claim', task: `t-${String(n)}`, version: 1 }) },
  { name: 'a promise', make: (n, text) => ({ type: 'promise:make', case: `k-${String(n)}`, text, channel: 'phone', dueAt }) },
  { name: 'a contact', make: (n) => ({ type: 'contact:record', case: `k-${String(n)}`, channel: 'phone' }) },
  { name: 'evidence of another kind', make: (n, text) => ({ type: 'evidence:add', case: `k-${String(n)}`, kind: 'passport', text, validUntil: dueAt }) },
  { name: 'availability', make: (n) => ({ type: 'person:setAvailability', person: n < 5000 ? 'ana' : 'ben', availability: n % 2 === 0 ? 'available' : 'busy', because: `reason${String(n)}` }) },
  { name: 'a clock that only leads start', isRefused: true, make: (n) => ({ type: 'clock:start', case: `k-${String(n)}`, name: `answer${String(n)}`, kind: 'resolution', goalMs: 3_600_000, deadlineMs: 7_200_000 }) },
  { name: 'a claim of an old version', isRefused: true, make: (n) => ({ type: 'task:claim', task: `t-${String(n)}`, version: 900 + (n % 50) }) },
  { name: 'a completion of somebody else’s task', isRefused: true, make: (n) => ({ type: 'task:complete', task: `t-${String(n)}`, fence: 7 }) },
  { name: 'a promise in the past', isRefused: true, make: (n, text) => ({ type: 'promise:make', case: `k-${String(n)}`, text, channel: 'phone', dueAt: 1_000_000 + n }) },
];

const misuses: readonly Misuse[] = [
  'again', 'members in another order', 'three at once', 'another body', 'another entity', 'another type', 'another person', 'three bodies at once', 'two people at once', 'asked for by another person', 'mended after its refusal',
];

const texts = ['The pay slip comes on Tuesday.', 'Grüße', '数字 12', 'two\nlines', "O'Brien", '0', 'null', '{"a":1}', 'x'.repeat(900)];
const forms = ['misuse-$', '0198c0de-7000-7000-8000-00000000$', 'M$', 'c:$', 'a/b#$', 'cmd@desk.$'];

/** B19 for commands: every command × every misuse of its id. */
export function idCases(random: Random): IdCase[] {
  let n = 0;
  return makers.flatMap(({ name, make, isRefused = false }) =>
    misuses.filter((misuse) => misuse !== 'mended after its refusal' || isRefused).map((misuse): IdCase => {
      n += 1;
      const commandId = random.pick(forms).replace('$', String(1000 + n));
      const text = random.pick(texts);
      const body = { ...make(n, text), commandId };
      return { title: `${name}, ${misuse}`, misuse, body, isRefused, others: othersOf(misuse, n, { ...make(n, `${text}!`), commandId }, { ...make(n + 5000, text), commandId }, commandId) };
    }),
  );
}

function othersOf(misuse: Misuse, n: number, otherText: Body, otherEntity: Body, commandId: string): Body[] {
  const note = (text: string): Body => ({ type: 'note:add', commandId, case: `k-${String(n)}`, text });
  switch (misuse) {
    case 'another body': return [note('another'), ...('text' in otherText ? [otherText] : []), ...('version' in otherText ? [{ ...otherText, version: 2 }] : [])];
    case 'another entity': return [otherEntity];
    case 'another type': return [{ type: 'task:release', commandId, task: `t-${String(n)}`, fence: 1, because: 'other' }, { type: 'person:setAvailability', commandId, person: 'ana', availability: 'busy', because: 'test' }];
    case 'three bodies at once': return [note('second'), note('third')];
    case 'mended after its refusal': return [{ type: 'task:claim', commandId, task: `t-${String(n)}`, version: 1 }];
    default: return [];
  }
}

/** How many cases with a task each the commands need. */
export const casesNeeded = makers.length * misuses.length;

const long = (length: number): string => 'x'.repeat(length);

/** What is no id of a command: the names of what is wrong, and the values. */
export const noIds: readonly (readonly [string, unknown])[] = [
  ['empty', ''], ['a blank', ' '], ['blank inside', 'a b'], ['blank behind', 'a '], ['blank before', ' a'], ['a dash first', '-a'], ['a dot first', '.a'], ['a path', '../../etc/passwd'], ['an umlaut', 'ä'], ['full width', 'ａｂｃ'], ['an emoji', '🙂'], ['a line end', 'a\nb'], ['a line end behind', 'a\n'], ['a tab', 'a\t'],
  ['a bell', 'a\u0007'], ['a quote', "a'b"], ['two quotes', 'a"b'], ['a semicolon', 'a;drop table ledger'], ['a percent', 'a%00b'], ['a backslash', 'a\\b'], ['braces round a UUID', '{0198c0de-7000-7000-8000-000000000001}'], ['a sign that has no width', 'a\u200bb'], ['right to left', '\u202ea'],
  ['129 signs', long(129)], ['1,000 signs', long(1000)], ['10,000 signs', long(10_000)], ['null', null], ['a number', 7], ['a fraction', 0.5], ['a boolean', true], ['an array', []], ['an id in an array', ['a']], ['an object', {}], ['an id in an object', { id: 'a' }], ['missing', undefined],
];

/** B19 for events: an id that was used, and the same id once more with this; the source may not say twice what it has said. */
export function eventMisuses(random: Random): { title: string; first: Record<string, unknown>; again: readonly Record<string, unknown>[]; way: 'apart' | 'at once' | 'in one batch' }[] {
  const ways = ['apart', 'at once', 'in one batch'] as const;
  const changes: [string, (event: Record<string, unknown>) => Record<string, unknown>][] = [
    ['the same', (event) => event], ['another activity', (event) => ({ ...event, type: 'A_CANCELLED' })], ['another case', (event) => ({ ...event, subject: `${String(event['subject'])}-other` })], ['another time', (event) => ({ ...event, time: '2026-03-01T08:00:00Z' })],
    ['other data', (event) => ({ ...event, data: { phase: 'COMPLETE', by: '7' } })], ['no data', ({ data: _, ...event }) => event], ['an unknown activity', (event) => ({ ...event, type: 'NO_SUCH_TYPE' })], ['members in another order', (event) => Object.fromEntries(Object.entries(event).reverse())],
  ];
  return ways.flatMap((way) => changes.map(([what, change], n) => {
    const id = `${random.pick(['b19', 'B19 ü', '0198c0de'])}-${way}-${String(n)}`;
    const first = goodEvent(id, { subject: `b19-${way.replaceAll(' ', '')}-${String(n)}`, type: random.pick(['W_Completeren aanvraag', 'A_SUBMITTED', 'O_SENT']) });
    const other = change(first);
    return { title: `an event, ${what} ${way}`, first, again: [other, first, other], way };
  }));
}
