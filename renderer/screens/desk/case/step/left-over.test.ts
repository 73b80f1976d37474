import { expect, test } from 'vitest';
import type { JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import type { DraftBook } from '../../../../store/drafts.ts';
import { leftOvers } from './left-over.ts';

const info = {
  activities: { fillIn: { name: 'Fill in', form: 'income' } }, forms: { income: { title: 'Income', fields: { incomeMinor: { type: 'amount' }, note: { type: 'text' } } } },
  messages: { filled: { from: 'customer', fields: { incomeMinor: { type: 'amount' }, pages: { type: 'number' } } } },
} as unknown as JourneyInfo;
const byCustomer = { step: 'fillIn', task: 't-1', by: 'source:mobile', at: 100 };
const byAna = { ...byCustomer, by: 'ana' };
const draft = (author: string, field: string, text: string | null = '420000') => ({ author, field, text, version: 1, savedAt: 50 });
const look = (submitted: Record<string, typeof byAna>, drafts: ReturnType<typeof draft>[], more: { tasks?: { activity: string }[]; book?: DraftBook } = {}) =>
  leftOvers({ row: { id: 'k-1', submitted }, tasks: more.tasks ?? [], info, drafts, book: more.book ?? {}, me: 'ana' })
    .map(({ step, mine, theirs }) => ({ by: step.by, mine: mine.map(({ name, field, text }) => `${name} ${field.type} ${text ?? '•••'}`), theirs: theirs.map(({ author, name, text }) => `${author} ${name} ${text ?? '•••'}`) }));

test('what somebody wrote for a step that the customer sent is theirs to keep; a colleague’s stays with the colleague', () => {
  expect(look({ filled: byCustomer }, [draft('ana', 'fillIn.incomeMinor'), draft('ana', 'check.note', 'x'), draft('elif', 'fillIn.incomeMinor')])).toEqual([{ by: 'source:mobile', mine: ['incomeMinor amount 420000'], theirs: [] }]);
});

test('what the customer sent after the branch is shown with the fields that a message has, masked where it may not be seen', () => {
  expect(look({ filled: byAna }, [draft('source:mobile', 'fillIn.pages', '3'), draft('source:mobile', 'fillIn.note', null), draft('ana', 'fillIn.note', 'what was sent')]))
    .toEqual([{ by: 'ana', mine: [], theirs: ['source:mobile pages 3', 'source:mobile note •••'] }]);
});

test('nothing is left of a step that is open again, or that nobody else wrote for', () => {
  expect(look({ filled: byCustomer }, [draft('ana', 'fillIn.incomeMinor')], { tasks: [{ activity: 'fillIn' }] })).toEqual([]);
  expect(look({ filled: byCustomer }, [])).toEqual([]);
  expect(look({}, [draft('ana', 'fillIn.incomeMinor')])).toEqual([]);
  expect(look({ filled: byCustomer }, [draft('ana', 'fillIn.note', '')])).toEqual([]);
});

test('what was typed here and is not saved yet counts, and stands for what the server has of it', () => {
  const book: DraftBook = { 'k-1 fillIn.incomeMinor': { place: { case: 'k-1', task: 't-1', fence: 1, field: 'fillIn.incomeMinor' }, text: '430000', typed: '4,300.00', version: 0, isClashing: false } };
  expect(look({ filled: byCustomer }, [draft('ana', 'fillIn.incomeMinor')], { book })).toEqual([{ by: 'source:mobile', mine: ['incomeMinor amount 430000'], theirs: [] }]);
});

test('the newest step stands first, and one that several messages would have ended stands once', () => {
  const other = { ...byCustomer, step: 'sign', at: 200 };
  expect(look({ filled: byCustomer, called: { ...byCustomer, at: 90 }, signed: other }, [draft('ana', 'fillIn.note', 'a'), draft('ana', 'sign.note', 'b')]).map(({ mine }) => mine)).toEqual([['note text b'], ['note text a']]);
});
