import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { must } from '../shared/assert.ts';
import type { PersonRow } from '../shared/contract/rest.ts';
import type { PresencePush } from '../shared/contract/changes.ts';
import type { Registry } from './commands/registry.ts';
import type { CaseWork } from './store/case-work.ts';
import type { Drafting } from './store/drafting.ts';
import type { DeskClock } from './store/clock.ts';
import type { PendingStore } from './store/pending.ts';
import type { Queue } from './store/queue.ts';
import type { RowsStore } from './store/rows.ts';
import type { LeadStore } from './store/team.ts';
import type { DeskTexts } from './store/texts.ts';
import type { Ui, UiStore } from './store/ui.ts';
import type { Act } from './sync/act.ts';
import type { Api } from './sync/api.ts';
import type { Connection, ConnectionState } from './sync/connection.ts';
import type { Desktop } from './sync/desktop.ts';
import type { DeskData } from './store/desk-data.ts';

/** What the connection is, and since when. */
export interface ConnectionView {
  readonly state: ConnectionState;
  readonly since: number;
  /** The server's time at the last word from it. */
  readonly heardAt?: number;
}

/** Everything that a screen of a signed-in person works with. */
export interface Desk {
  /** Who is signed in. */
  readonly person: PersonRow;
  readonly connection: Connection;
  readonly link: StoreApi<ConnectionView>;
  readonly presence: StoreApi<Readonly<Record<string, PresencePush['people']>>>;
  /** Where customers are on channels of theirs, by case. */
  readonly visits: StoreApi<Readonly<Record<string, PresencePush['customer']>>>;
  readonly rows: RowsStore;
  readonly pending: PendingStore;
  readonly drafting: StoreApi<Drafting>;
  readonly data: DeskData;
  readonly queue: Queue;
  /** What this person does in cases. */
  readonly work: CaseWork;
  readonly ui: UiStore;
  /** What a team lead looks at and plans. */
  readonly lead: LeadStore;
  readonly api: Api;
  readonly act: Act;
  readonly clock: DeskClock;
  /** The desktop around the page; a browser can do none of what it can. */
  readonly desktop: Desktop;
  readonly texts: DeskTexts;
  readonly commands: Registry<Desk>;
  signOut(): void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export const useDesk = (): Desk => must(useContext(DeskContext), 'screens stand inside the desk');
export const useTexts = (): DeskTexts => useDesk().texts;
export const useUi = <T>(select: (ui: Ui) => T): T => useStore(useDesk().ui, select);
