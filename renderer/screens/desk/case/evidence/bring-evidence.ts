import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import { caseRoutes } from '../../../../../shared/contract/rest-case.ts';
import { ownerOf } from '../../../../../shared/model/task.ts';
import type { Desk } from '../../../../desk.ts';
import { showToast } from '../../../../store/ui.ts';
import type { CaseView } from '../case-view.ts';
import { ownChannel } from '../own-channel.ts';

const mostBytes = 20 * 1024 * 1024;

/** The message by which a running journey takes a document of this kind now, with the field that names it; undefined where it waits for none. */
export function awaitedDocument(info: JourneyInfo | undefined, position: CaseSheet['position'], kind: string): { message: string; field: string } | undefined {
  for (const { messages = [] } of position?.standing ?? [])
    for (const message of messages) {
      const fields = info?.messages?.[message]?.fields ?? {};
      const [field] = Object.entries(fields).find(([, { type }]) => type === 'reference') ?? [];
      if (field !== undefined && fields['kind']?.choices?.includes(kind) === true) return { message, field };
    }
  return undefined;
}

/**
 * Puts a scanned document to the case: it is stored, and told as the message that the journey waits for, else as evidence of its own.
 * `reason` says why something that is there already was asked for again.
 */
export async function bringEvidence({ act, api, person, ui, texts }: Desk, view: CaseView, kind: string, file: Blob, reason: string | undefined): Promise<'added' | 'unreadable' | 'tooLarge' | 'refused'> {
  if (file.size > mostBytes) return 'tooLarge';
  if (file.size === 0) return 'unreadable';
  const stored = await api.ask(caseRoutes.addDocument, { id: view.id, query: { kind }, file });
  if (!stored.ok) {
    if (stored.code === 'too_large') return 'tooLarge';
    if (stored.code === 'unsupported_media') return 'unreadable';
    showToast(ui, { text: texts.refusal(stored), isError: true });
    return 'refused';
  }
  const { document } = stored.value;
  const awaited = awaitedDocument(view.info, view.sheet?.position, kind);
  const { task } = view;
  const isMine = task !== undefined && ownerOf(task) === person.id;
  const why = reason ?? '';
  const answer = awaited
    ? await act('journey:message', { case: view.id, message: awaited.message, channel: ownChannel(person.role), data: { kind, [awaited.field]: document } })
    : await act('evidence:add', { case: view.id, kind, document, ...(isMine ? { task: task.id, fence: task.fence } : {}), ...(why === '' ? {} : { text: why }) });
  if (answer.ok && awaited && why !== '') await act('note:add', { case: view.id, text: why }, { isQuiet: true });
  return answer.ok ? 'added' : 'refused';
}
