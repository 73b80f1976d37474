import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import { ownerOf } from '../../../../../shared/model/task.ts';
import type { Desk } from '../../../../desk.ts';
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

/** What a document is called by: its SHA-256, so that the same pages are the same document. Undefined where it cannot be read. */
async function fingerprint(file: Blob): Promise<string | undefined> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}

/**
 * Puts a scanned document to the case: as the message that its journey waits for, else as evidence of its own. The pages stay where they
 * were scanned; the case knows them by their fingerprint.
 */
export async function bringEvidence({ act, person }: Desk, view: CaseView, kind: string, file: Blob, reason: string | undefined): Promise<'added' | 'unreadable' | 'tooLarge' | 'refused'> {
  if (file.size > mostBytes) return 'tooLarge';
  const mark = file.size === 0 ? undefined : await fingerprint(file);
  if (mark === undefined) return 'unreadable';
  const awaited = awaitedDocument(view.info, view.sheet?.position, kind);
  const { task } = view;
  const isMine = task !== undefined && ownerOf(task) === person.id;
  const answer = awaited
    ? await act('journey:message', { case: view.id, message: awaited.message, channel: ownChannel(person.role), data: { kind, [awaited.field]: `doc-${mark}` } })
    : await act('evidence:add', { case: view.id, kind, ...(isMine ? { task: task.id, fence: task.fence } : {}), ...(reason === undefined || reason === '' ? {} : { text: reason }) });
  if (answer.ok && awaited && reason !== undefined && reason !== '') await act('note:add', { case: view.id, text: reason }, { isQuiet: true });
  return answer.ok ? 'added' : 'refused';
}
