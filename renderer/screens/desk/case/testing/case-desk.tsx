import { act as settle } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { v4 as uuid } from 'uuid';
import { createStore } from 'zustand/vanilla';
import type { Answer } from '../../../../../shared/contract/answer.ts';
import type { CaseSheet, JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import type { CasePut, EntryPut, PersonPut, TaskPut } from '../../../../../shared/contract/rows.ts';
import type { HeldRow } from '../../../../../shared/sync/apply.ts';
import { emptyScope } from '../../../../../shared/sync/apply.ts';
import { Registry } from '../../../../commands/registry.ts';
import type { ConnectionView, Desk } from '../../../../desk.ts';
import { DeskContext } from '../../../../desk.ts';
import { createCaseWork } from '../../../../store/case-work.ts';
import { createDeskData } from '../../../../store/desk-data.ts';
import { createDrafting } from '../../../../store/drafting.ts';
import { createPendingStore } from '../../../../store/pending.ts';
import { createRowsStore, putScope } from '../../../../store/rows.ts';
import { loadTexts } from '../../../../store/texts.ts';
import { createUiStore } from '../../../../store/ui.ts';
import type { Act } from '../../../../sync/act.ts';
import type { Api } from '../../../../sync/api.ts';
import type { Connection } from '../../../../sync/connection.ts';
import { caseCommands } from '../case-commands.ts';
import { CasePane } from '../case-pane.tsx';

export interface Sent {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const at = 1_800_000_000_000;

export const anyCase: CasePut = {
  id: 'k-1', version: 1, journey: 'loan', journeyVersion: 1, party: { source: 'mobile', key: 'a' }, customer: 'cu-1', team: 'north', stage: 'Income', status: 'open', openedAt: at, lastProgressAt: at,
  clocks: [], promises: [], touchedBy: [], lastChannel: 'mobile', waitsFor: { whom: 'customer', since: at - 13 * 3_600_000 },
};
export const anyTask: TaskPut = {
  id: 't-1', version: 3, case: 'k-1', customer: 'cu-1', journey: 'loan', activity: 'income', name: 'Income proof', team: 'north', status: 'open', holder: { by: 'queue' }, fence: 2, madeAt: at, form: 'income', touchedBy: [],
};
const info: JourneyInfo = {
  journey: 'loan', version: 1, name: 'Loan', kind: 'orchestrated', stages: ['Identity', 'Income', 'Sign'], activities: {},
  forms: { income: { title: 'Income', fields: { employer: { type: 'text', required: true }, incomeMinor: { type: 'amount', required: true, minimum: 100 } } } },
  messages: { application: { from: 'customer', fields: { employer: { type: 'text' }, incomeMinor: { type: 'amount' } } } },
};
export const anySheet: CaseSheet = {
  case: 'k-1', at, values: { employer: { value: 'Harbour Foods', raw: 'Harbour Foods', isMasked: false, source: 'mobile', asOf: at - 13 * 3_600_000 } }, inputs: {}, texts: {}, drafts: [], evidence: [], documents: [],
  customer: { id: 'cu-1', kind: 'person', label: 'Samuel Okafor', isVerified: true, verifiedUntil: at + 1_000_000, fields: {}, flags: [], language: 'en', relations: [], openCases: [], contacts: [] },
};

export interface CaseDesk {
  readonly desk: Desk;
  readonly sent: Sent[];
  readonly answers: Record<string, Answer>;
  show(rows: { task?: TaskPut; entries?: readonly EntryPut[]; sheet?: CaseSheet }): Promise<void>;
  link(is: 'live' | 'connecting'): Promise<void>;
  type(label: string, text: string): Promise<void>;
  run(command: string): Promise<void>;
  close(): Promise<void>;
}

/** The centre pane with its own desk: rows and answers are what the test says, what is sent is kept. */
export async function openCaseDesk(): Promise<CaseDesk> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  globalThis.matchMedia ??= (() => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined })) as unknown as typeof matchMedia;
  globalThis.CSS ??= { escape: (text: string) => text } as unknown as typeof CSS;
  const sent: Sent[] = [];
  const answers: Record<string, Answer> = {};
  const rows = createRowsStore();
  const link = createStore<ConnectionView>(() => ({ state: { is: 'live' }, since: at }));
  const ui = createUiStore({ opened: { case: 'k-1', task: 't-1' }, pane: 'case' });
  const texts = await loadTexts('en');
  const drafting = createDrafting();
  let sheet = anySheet;
  const api = { ask: (route: { path: string }) => Promise.resolve(route.path === '/v1/cases/:id/sheet' ? { ok: true, value: sheet } : { ok: false, code: 'not_found' }) } as unknown as Api;
  const act: Act = (type, fields) => {
    sent.push({ type, fields: fields as unknown as Record<string, unknown> });
    return Promise.resolve(answers[type] ?? { ok: true, seq: 1, ...(type === 'task:claim' ? { result: { fence: 3 } } : {}) });
  };
  const connection = { watch: () => () => undefined, present: () => undefined, hold: () => undefined, device: 'd-1', send: () => new Promise(() => undefined) } as unknown as Connection;
  const data = createDeskData(api);
  data.journeys.store.setState({ 'loan/1': info, loan: info });
  data.directory.store.setState(Object.fromEntries(['ana', 'elif'].map((person) => [person, { person, name: `${person.charAt(0).toUpperCase()}${person.slice(1)} Name`, initials: person.slice(0, 2).toUpperCase(), role: 'branchEmployee' as const, team: 'north' }])));
  const clock = { store: createStore(() => ({ now: at })), now: () => at, set: () => undefined, stop: () => undefined };
  const me: PersonPut = { id: 'ana', version: 1, role: 'branchEmployee', team: 'north', branch: 'hh', skills: {}, languages: [], licences: [], capacity: 9, availability: 'available', availabilitySince: 0 };
  const work = createCaseWork({ person: 'ana', connection, act, data, drafting, link, now: clock.now, storage: { getItem: () => null, setItem: () => undefined }, ui, texts, newId: uuid });
  const desk = {
    person: { ...me, isAbsent: false }, connection, link, presence: createStore(() => ({})), visits: createStore(() => ({})), rows, pending: createPendingStore(), drafting, data, work, ui, api, act, clock, texts, commands: new Registry(caseCommands), signOut: () => undefined,
  } as unknown as Desk;
  putScope(rows, 'me', { ...emptyScope, seq: 1, rows: new Map([['person ana', { kind: 'person', row: me as never }]]) });
  const place = document.body.appendChild(document.createElement('div'));
  const root: Root = createRoot(place);
  const held = (kind: HeldRow['kind'], row: { readonly id: string }): readonly [string, HeldRow] => [`${kind} ${row.id}`, { kind, row: row as never }];
  const put = ({ task = anyTask, entries = [] }: { task?: TaskPut; entries?: readonly EntryPut[] }): void =>
    putScope(rows, 'case:k-1', { ...emptyScope, seq: 1, isAsking: false, rows: new Map([held('case', anyCase), held('task', task), ...entries.map((entry) => held('entry', entry))]) });
  return {
    desk, sent, answers,
    show: async (given) => {
      sheet = given.sheet ?? sheet;
      await settle(async () => {
        put(given);
        data.sheets.refresh('k-1');
        root.render(<DeskContext value={desk}><CasePane /></DeskContext>);
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    },
    link: (is) => settle(async () => link.setState({ state: { is }, since: at, heardAt: at })),
    type: (label, text) =>
      settle(async () => {
        const name = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
        const control = document.getElementById(name?.htmlFor ?? '') as HTMLInputElement | HTMLTextAreaElement;
        const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control) as object, 'value')?.set;
        set?.call(control, text);
        control.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 700));
      }),
    run: (command) =>
      settle(async () => {
        desk.commands.run(desk, command);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }),
    close: () => settle(async () => {
      root.unmount();
      place.remove();
    }),
  };
}
