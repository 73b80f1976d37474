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
import type { UiStore } from './ui.ts';

/** What a step could not be ended for: which field, and why. */
export interface StepFault {
  readonly field: string;
  readonly because: string;
}

/** What one does in cases, beside what the server pushes: it lasts as long as the desk. */
export interface CaseWork {
  readonly shelf: CaseShelf;
  readonly drafts: Drafts;
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
}

/** Unsaved texts by window and person: a session that is renewed opens a new desk, and finds them here. */
const books = new WeakMap<UiStore, Map<string, StoreApi<DraftBook>>>();

function bookOf(ui: UiStore, person: string): StoreApi<DraftBook> {
  let ofWindow = books.get(ui);
  if (!ofWindow) books.set(ui, (ofWindow = new Map()));
  let book = ofWindow.get(person);
  if (!book) ofWindow.set(person, (book = createDraftBook()));
  return book;
}

/** After signing out nothing of what was typed stays in the window. */
export const forgetDrafts = (ui: UiStore): void => void books.delete(ui);

export function createCaseWork({ person, connection, act, data, drafting, link, now, storage, ui }: CaseWorkParts): CaseWork {
  const isLive = (): boolean => ['live', 'catchingUp'].includes(link.getState().state.is);
  const drafts = new Drafts({
    act, drafting, now, isLive, book: bookOf(ui, person),
    later: (ms, then) => void setTimeout(then, ms),
    onClash: (caseId) => data.sheets.refresh(caseId),
  });
  let wasLive = isLive();
  link.subscribe(() => {
    if (wasLive === isLive()) return;
    wasLive = isLive();
    drafts.connectionChanged();
  });
  const shelf = new CaseShelf((scope) => connection.watch(scope), (scope) => data.sheets.forget(scope.replace(/^case:/, '')));
  return { shelf, drafts, seen: createCaseSeen(storage, person), faults: createStore<Readonly<Record<string, StepFault>>>(() => ({})), claims: new Map() };
}
