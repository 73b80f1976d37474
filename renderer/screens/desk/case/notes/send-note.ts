import type { Desk } from '../../../../desk.ts';
import { noteField } from '../../../../store/case-work.ts';
import type { DraftPlace } from '../../../../store/drafts.ts';
import type { CaseView } from '../case-view.ts';

/** A note belongs to the case, whatever its step is. */
export const notePlace = ({ id }: Pick<CaseView, 'id'>): DraftPlace => ({ case: id, task: id, fence: 0, field: noteField });

/** Keeps the note that is being written. Without a connection it waits here and is sent when that is back. */
export function sendNote({ work }: Desk, view: CaseView): void {
  const place = notePlace(view);
  const text = work.drafts.of(place)?.typed.trim() ?? '';
  if (text === '') return;
  work.notes.add({ case: view.id, text });
  work.drafts.discard(place);
}
