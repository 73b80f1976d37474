import type { EntryDraft } from '../../contract/entries.ts';
import type { Refusal } from '../../model/refusal.ts';

/** What a command for many says of an item, a task or a case, that it left as it was. */
export function left(action: string, item: string, { code, rule, params }: Refusal, actor: string): EntryDraft {
  const caseId = typeof params?.['case'] === 'string' ? params['case'] : undefined;
  return {
    kind: 'refused',
    subject: caseId === undefined ? `person:${actor}` : `case:${caseId}`,
    ...(caseId === undefined ? {} : { case: caseId, ...(item === caseId ? {} : { task: item }) }),
    body: {
      action, code, item,
      ...(rule === undefined ? {} : { rule }),
      ...(params === undefined ? {} : { params: params as Record<string, string | number | boolean | null> }),
    },
  };
}
