import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { v4 as uuid, v7 as uuidV7 } from 'uuid';
import type { PresencePush } from '../shared/contract/changes.ts';
import type { LinkNow } from '../shared/policy/offline.ts';
import { isLinkUp, mayWait, offlineAfterMs } from '../shared/policy/offline.ts';
import { allCommands } from './commands/all-commands.ts';
import { Registry } from './commands/registry.ts';
import type { ConnectionView, Desk } from './desk.ts';
import type { DeskClock } from './store/clock.ts';
import { createCaseWork, forgetDrafts } from './store/case-work.ts';
import { createDeskData } from './store/desk-data.ts';
import { createDrafting } from './store/drafting.ts';
import { createPendingStore } from './store/pending.ts';
import { Queue } from './store/queue.ts';
import { wordsOfTasks } from './store/queue-words.ts';
import { createRowsStore } from './store/rows.ts';
import { createLead } from './store/team.ts';
import type { DeskTexts } from './store/texts.ts';
import type { UiStore } from './store/ui.ts';
import { createAct } from './sync/act.ts';
import type { Api } from './sync/api.ts';
import { Connection } from './sync/connection.ts';
import type { Desktop } from './sync/desktop.ts';
import type { Session } from './sync/session.ts';

export interface OpenDeskParts {
  readonly url: string;
  readonly session: Session;
  readonly token: () => string;
  readonly api: Api;
  readonly ui: UiStore;
  readonly texts: DeskTexts;
  readonly clock: DeskClock;
  readonly desktop: Desktop;
  /** The server does not know the session any more. */
  readonly onSessionLost: () => void;
  readonly onSignOut: () => void;
}

/** Connects a person's desk and puts its parts together; `close` ends the connection and forgets every row. */
export function openDesk({ url, session, token, api, ui, texts, clock, desktop, onSessionLost, onSignOut }: OpenDeskParts): { desk: Desk; close: () => void } {
  const rows = createRowsStore();
  const pending = createPendingStore();
  const link = createStore<ConnectionView>(() => ({ state: { is: 'connecting' }, since: clock.now() }));
  const presence = createStore<Readonly<Record<string, PresencePush['people']>>>(() => ({}));
  const visits = createStore<Readonly<Record<string, PresencePush['customer']>>>(() => ({}));
  const connection = new Connection({
    url, token, rows, device: `d-${uuid()}`,
    onState: (state) => {
      const headAt = 'headAt' in state ? state.headAt : undefined;
      // Told again with every state; only a new word of the server is its time now.
      if (headAt !== undefined && headAt !== link.getState().heardAt) clock.set(headAt);
      const before = link.getState();
      link.setState({ state, since: before.state.is === state.is ? before.since : clock.now(), ...(headAt === undefined ? {} : { heardAt: headAt }) });
      if (state.is === 'needsAuth') onSessionLost();
    },
    onPresence: ({ case: id, people, customer }) => {
      presence.setState({ [id]: people });
      visits.setState({ [id]: customer });
    },
    onQueuePresence: ({ cases }) => queue.setPresence(cases),
  });
  const data = createDeskData(api, texts.language);
  void data.directory.load();
  void data.journeys.load();
  connection.watch('me');
  const linkNow = (): LinkNow => ({ is: link.getState().state.is, since: link.getState().since });
  const act = createAct({ connection, pending, ui, texts, now: clock.now, link: linkNow });
  const drafting = createDrafting();
  const queue = new Queue({ person: session.person, rows, pending, ui, connection, clock, wordsOf: wordsOfTasks(data) });
  const desk: Desk = {
    queue,
    work: createCaseWork({ person: session.person.id, connection, act, data, drafting, link, now: clock.now, storage: localStorage, ui, texts, newId: () => `c-${uuidV7()}` }),
    person: session.person, connection, link, presence, visits, rows, pending, drafting, data, ui, lead: createLead(), api, clock, desktop, texts,
    act,
    commands: new Registry(allCommands),
    signOut: () => {
      forgetDrafts(ui);
      onSignOut();
    },
  };
  // Claims and decisions of a moment that is long over are not carried out when the connection is back.
  const stopGivingUp = everyOutage(link, () => connection.commands.giveUp(({ type }) => mayWait(type)));
  const close = (): void => {
    stopGivingUp();
    queue.stop();
    connection.stop();
  };
  return { desk, close };
}

/** Calls back whenever the connection has been away for so long that it counts as offline; returns its stop. */
function everyOutage(link: StoreApi<ConnectionView>, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = ({ state }: ConnectionView): void => {
    if (isLinkUp(state)) {
      clearTimeout(timer);
      timer = undefined;
    } else timer ??= setTimeout(run, offlineAfterMs);
  };
  look(link.getState());
  const stop = link.subscribe(look);
  return () => {
    stop();
    clearTimeout(timer);
  };
}
