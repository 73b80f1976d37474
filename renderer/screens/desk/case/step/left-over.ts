import type { Field } from '../../../../../shared/journey/orchestrated/field.ts';
import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import type { CasePut, TaskPut } from '../../../../../shared/contract/rows.ts';
import type { SubmittedStep } from '../../../../../shared/model/case.ts';
import { draftField } from '../../../../../shared/work/draft-field.ts';
import type { DraftBook } from '../../../../store/drafts.ts';

/** A text that was not sent with a step that is over. */
export interface LeftText {
  /** The name of its draft. */
  readonly draft: string;
  /** The name of the field, and what the journey says of it. */
  readonly name: string;
  readonly field: Field;
  readonly author: string;
  /** Null where it may not be seen. */
  readonly text: string | null;
  readonly version: number;
  readonly savedAt: number;
}

/** A step that somebody has sent, with what others had written for it. */
export interface LeftOver {
  readonly step: SubmittedStep;
  readonly mine: readonly LeftText[];
  /** What the customer sent when it was over. */
  readonly theirs: readonly LeftText[];
}

interface Parts {
  readonly row: Pick<CasePut, 'id' | 'submitted'>;
  readonly tasks: readonly Pick<TaskPut, 'activity'>[];
  readonly info: JourneyInfo | undefined;
  readonly drafts: readonly CaseSheet['drafts'][number][];
  readonly book: DraftBook;
  readonly me: string;
}

/** Steps that were sent once, and what was written for them beside what counted; newest first. A step that is open again shows its drafts at their fields. */
export function leftOvers({ row, tasks, info, drafts, book, me }: Parts): LeftOver[] {
  const steps = new Map<string, SubmittedStep>();
  for (const one of Object.values(row.submitted ?? {})) if ((steps.get(one.step)?.at ?? -1) < one.at) steps.set(one.step, one);
  const own = Object.values(book).filter(({ place }) => place.case === row.id).map(({ place, text, version }) => ({ field: place.field, author: me, text, version, savedAt: 0 }));
  const typed = new Set(own.map(({ field }) => field));
  const all = [...own, ...drafts.filter(({ author, field }) => author !== me || !typed.has(field))];
  return [...steps.values()]
    .filter(({ step }) => !tasks.some(({ activity }) => activity === step))
    .map((step): LeftOver => {
      const texts = textsOf(step.step, fieldsOf(info, step.step), all);
      return { step, mine: step.by === me ? [] : texts.filter(({ author }) => author === me), theirs: texts.filter(({ author }) => author.startsWith('source:')) };
    })
    .filter(({ mine, theirs }) => mine.length + theirs.length > 0)
    .sort((a, b) => b.step.at - a.step.at);
}

function textsOf(step: string, fields: Readonly<Record<string, Field>>, drafts: Parts['drafts']): LeftText[] {
  const start = draftField(step, '');
  return drafts.filter(({ field, text }) => field.startsWith(start) && text !== '').map(({ field: draft, author, text, version, savedAt }) => {
    const name = draft.slice(start.length);
    return { draft, name, field: fields[name] ?? { type: 'text' }, author, text, version, savedAt };
  });
}

/** Of a step of staff the form's, and of messages whatever one of them may say. */
function fieldsOf(info: JourneyInfo | undefined, step: string): Readonly<Record<string, Field>> {
  const form = info?.activities[step]?.form;
  return Object.assign({}, ...Object.values(info?.messages ?? {}).map(({ fields }) => fields ?? {}), form === undefined ? {} : info?.forms[form]?.fields) as Record<string, Field>;
}
