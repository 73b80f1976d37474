import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Act } from '../sync/act.ts';
import type { Connection } from '../sync/connection.ts';
import type { CaseSeen } from './case-seen.ts';
import { createCaseSeen } from './case-seen.ts';
import { CaseShelf } from './case-shelf.ts';
import type { DeskData } from './desk-data.ts';
import type { Drafting } from './drafting.ts';
import type { DraftBook } from './drafts.ts';
import { createDraftBook, Drafts } from './drafts.ts';
import type { NoteBook } from './note-outbox.ts';
import { NoteOutbox } from './note-outbox.ts';
import { OfflineRound } from './offline-round.ts';
import { EditLease } from './edit-lease.ts';
import type { DeskTexts } from './texts.ts';
import type { UiStore } from './ui.ts';
import { showToast } from './ui.ts';

/** What a step could not be ended for: which field, and why. */
export interface StepFault {
  readonly field: string;
  readonly because: string;
}

/** What one does in cases, beside what the server pushes: it lasts as long as the desk. */
export interface CaseWork {
  readonly shelf: CaseShelf;
  readonly drafts: Drafts;
  readonly notes: NoteOutbox;
  /** Which form this device writes. */
  readonly lease: EditLease;
  readonly round: OfflineRound;
  readonly seen: CaseSeen;
  /** By task: what its form lacks. */
  readonly faults: StoreApi<Readonly<Record<string, StepFault>>>;
  /** Tasks that are being claimed because somebody began to work on them, with the fence to come. */
  readonly claims: Map<string, Promise<number | undefined>>;
}

export interface CaseWorkParts {
  readonly person: string;
  readonly connection: Connection;
  readonly act: Act;
  readonly data: DeskData;
  readonly drafting: StoreApi<Drafting>;
  readonly link: StoreApi<{ readonly state: { readonly is: string } }>;
  readonly now: () => number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly ui: UiStore;
  readonly texts: DeskTexts;
  readonly newId: () => string;
}

interface Books {
  readonly drafts: StoreApi<DraftBook>;
  readonly notes: StoreApi<NoteBook>;
}

/** Unsaved texts by window and person: a session that is renewed opens a new desk, and finds them here. */
const books = new WeakMap<UiStore, Map<string, Books>>();

function booksOf(ui: UiStore, person: string): Books {
  let ofWindow = books.get(ui);
  if (!ofWindow) books.set(ui, (ofWindow = new Map()));
  let found = ofWindow.get(person);
  if (!found) ofWindow.set(person, (found = { drafts: createDraftBook(), notes: createStore<NoteBook>(() => ({})) }));
  return found;
}

/** After signing out nothing of what was typed stays in the window. */
export const forgetDrafts = (ui: UiStore): void => void books.delete(ui);

/** The draft of a note, in any case. */
export const noteField = 'note';

export function createCaseWork({ person, connection, act, data, drafting, link, now, storage, ui, texts, newId }: CaseWorkParts): CaseWork {
  const held = booksOf(ui, person);
  const isLive = (): boolean => ['live', 'catchingUp'].includes(link.getState().state.is);
  const drafts = new Drafts({
    act, drafting, now, isLive, book: held.drafts,
    later: (ms, then) => void setTimeout(then, ms),
    onClash: (caseId) => data.sheets.refresh(caseId),
  });
  let wasLive = isLive();
  link.subscribe(() => {
    if (wasLive === isLive()) return;
    wasLive = isLive();
    drafts.connectionChanged();
    round.link(wasLive);
  });
  const round = new OfflineRound({
    waiting: () => Object.keys(held.notes.getState()).length,
    onOver: ({ sent, needYou }) => showToast(ui, {
      text: [texts.say('offlineRound.sent', { count: sent }), ...(needYou > 0 ? [texts.say('offlineRound.needYou', { count: needYou })] : [])].join(' '),
      isError: needYou > 0,
    }),
  });
  const notes = new NoteOutbox({
    book: held.notes, newId,
    send: (command) => connection.send(command),
    onAnswered: (isTaken) => round.answered(isTaken),
    onRefused: ({ case: id, text }, answer) => {
      const place = { case: id, task: id, fence: 0, field: noteField };
      const typed = [text, drafts.of(place)?.typed].filter(Boolean).join('\n');
      drafts.type(place, { typed, text: typed });
      showToast(ui, { text: texts.refusal(answer), isError: true });
    },
  });
  const lease = new EditLease({
    now,
    hold: (tasks) => connection.hold(tasks),
    later: (ms, then) => void setTimeout(then, ms),
    take: (stint) => void act('lease:take', { ...stint, device: connection.device }, { isQuiet: true }),
  });
  const shelf = new CaseShelf((scope) => connection.watch(scope), (scope) => data.sheets.forget(scope.replace(/^case:/, '')));
  return { shelf, drafts, notes, lease, round, seen: createCaseSeen(storage, person), faults: createStore<Readonly<Record<string, StepFault>>>(() => ({})), claims: new Map() };
}
