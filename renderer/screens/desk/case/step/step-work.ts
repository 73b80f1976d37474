import { draftField } from '../../../../../shared/work/draft-field.ts';
import { takeFields } from '../../../../../shared/journey/orchestrated/field.ts';
import type { Field, Fields } from '../../../../../shared/journey/orchestrated/field.ts';
import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import { isRefusal } from '../../../../../shared/model/refusal.ts';
import { ownerOf } from '../../../../../shared/model/task.ts';
import { readTyped } from '../../../../components/field-text.ts';
import type { Desk } from '../../../../desk.ts';
import type { StepFault } from '../../../../store/case-work.ts';
import type { DraftBook, DraftPlace } from '../../../../store/drafts.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { showToast } from '../../../../store/ui.ts';
import { activityName } from '../../../../store/journeys.ts';
import type { CaseView } from '../case-view.ts';
import { mayNotWork, offlineSince } from '../case-rights.ts';

export const fieldsOf = (info: JourneyInfo | undefined, task: TaskPut | undefined): Fields => (task?.form === undefined ? {} : (info?.forms[task.form]?.fields ?? {}));

export const placeOf = (task: TaskPut, name: string): DraftPlace => ({ case: task.case, task: task.id, fence: task.fence, field: draftField(task.activity, name) });

const answers = new Set<Field['type']>(['yesNo', 'code', 'codes']);

/**
 * Whether what is known of a field stands in it from the start. An answer of staff from an earlier round does not: it is asked anew, and
 * only said beside it. What the customer told does, as long as it says something.
 */
export function isCarriedOver(info: JourneyInfo | undefined, name: string, field: Field, known: CaseSheet['values'][string] | undefined): boolean {
  if (known === undefined || known.raw === undefined) return false;
  const told = [info?.start, ...Object.values(info?.messages ?? {}).map(({ fields }) => fields)].some((fields) => fields !== undefined && Object.hasOwn(fields, name));
  if (answers.has(field.type)) return told;
  return !(field.type === 'text' && !told) && !(known.raw === 0 && field.required === true);
}

export interface StepData {
  readonly data: Readonly<Record<string, unknown>>;
  readonly fault?: StepFault;
}

/** What completing a step would send: what was typed, and of what was there before whatever the form asks for. `fault` is the first thing that does not fit. */
export function stepData(info: JourneyInfo | undefined, task: TaskPut, values: CaseSheet['values'], book: DraftBook, locale: string): StepData {
  const fields = fieldsOf(info, task);
  const data: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const draft = book[draftKey(placeOf(task, name))];
    if (draft) {
      const value = readTyped(field, draft.typed, locale);
      if (value === undefined) return { data, fault: { field: name, because: field.type } };
      if (value !== null) data[name] = value;
    } else if (field.required === true && isCarriedOver(info, name, field, values[name])) data[name] = values[name]?.raw;
  }
  const taken = takeFields(fields, data, () => 'v');
  if (!isRefusal(taken)) return { data };
  return { data, fault: { field: String(taken.params?.['field']), because: String(taken.params?.['because']) } };
}

/** Makes the task this person's, if nobody has it; resolves to the fence to write with, or undefined where somebody else has it. Asked again and again, it is sent once. */
export function claimByWorking(desk: Desk, task: TaskPut): Promise<number | undefined> {
  const { act, person, work } = desk;
  if (ownerOf(task) === person.id) return Promise.resolve(task.fence);
  if (task.holder?.by !== 'queue') return Promise.resolve(undefined);
  const key = `${task.id} ${String(task.fence)}`;
  let claim = work.claims.get(key);
  if (!claim) {
    claim = act('task:claim', { task: task.id, version: task.version }, { expected: { holder: { by: 'person', person: person.id } } }).then((answer) => {
      if (!answer.ok) {
        work.claims.delete(key);
        return undefined;
      }
      return typeof answer.result?.['fence'] === 'number' ? answer.result['fence'] : task.fence + 1;
    });
    work.claims.set(key, claim);
  }
  return claim;
}

/** Ends the step with what its form says; what does not fit is shown at its field. Resolves to whether it was done. */
export async function completeStep(desk: Desk, view: CaseView, task: TaskPut): Promise<boolean> {
  const { work, act, data, ui, texts } = desk;
  const put = (fault: StepFault | undefined): void => {
    const { [task.id]: _, ...rest } = work.faults.getState();
    work.faults.setState(fault ? { ...rest, [task.id]: fault } : rest, true);
  };
  const { data: given, fault } = stepData(view.info, task, view.sheet?.values ?? {}, work.drafts.store.getState(), texts.locale);
  put(fault);
  if (fault) return false;
  const fence = await claimByWorking(desk, task);
  if (fence === undefined) return false;
  const answer = await act('task:complete', { task: task.id, fence, ...(Object.keys(given).length === 0 ? {} : { data: given as never }) }, { isQuiet: true });
  if (!answer.ok) {
    if (answer.code === 'field_invalid') put({ field: String(answer.params?.['field']), because: String(answer.params?.['because']) });
    else {
      showToast(ui, { text: texts.refusal(answer), isError: true });
      if (answer.code === 'stale_fence' || answer.code === 'stale' || answer.code === 'step_submitted') data.sheets.refresh(view.id);
    }
    return false;
  }
  for (const name of Object.keys(fieldsOf(view.info, task))) work.drafts.discard(placeOf(task, name));
  showToast(ui, { text: texts.say('step.completed', { work: activityName(view.info, task.activity, task.name) }), isError: false });
  return true;
}

/** Why the step cannot be ended now, in words. */
export function completeBlocked(desk: Desk, view: CaseView, task: TaskPut): string | undefined {
  const offline = offlineSince(desk);
  if (offline !== undefined) return offline;
  const owner = ownerOf(task);
  if (owner !== undefined && owner !== desk.person.id) return desk.texts.say('step.theirs', { who: desk.data.directory.store.getState()[owner]?.name.split(' ')[0] ?? owner });
  const refusal = mayNotWork(desk, view, task);
  if (refusal) return desk.texts.refusal(refusal);
  const fields = fieldsOf(view.info, task);
  const isHidden = Object.entries(fields).some(([name, field]) => field.required === true && view.sheet?.values[name]?.isMasked === true && !answers.has(field.type) && !desk.work.drafts.of(placeOf(task, name)));
  return isHidden && view.row.customer !== undefined ? desk.texts.say('step.verifyFirst') : undefined;
}
