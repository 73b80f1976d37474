import type { ReactNode } from 'react';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Row, RowKind } from '../../shared/contract/changes.ts';
import type { PersonRow } from '../../shared/contract/rest.ts';
import type { ScopeState } from '../../shared/sync/apply.ts';
import { emptyScope } from '../../shared/sync/apply.ts';
import { allCommands } from '../commands/all-commands.ts';
import { Registry } from '../commands/registry.ts';
import type { Desk } from '../desk.ts';
import { DeskContext } from '../desk.ts';
import type { DeskClock } from '../store/clock.ts';
import { createDeskData } from '../store/desk-data.ts';
import { createDrafting } from '../store/drafting.ts';
import { createPendingStore } from '../store/pending.ts';
import { createRowsStore, putScope } from '../store/rows.ts';
import { loadTexts } from '../store/texts.ts';
import { createLead } from '../store/team.ts';
import { createUiStore } from '../store/ui.ts';
import { Api } from '../sync/api.ts';

/** A desk without a server: rows are put by the test, questions are answered by path, and what was sent is kept. */
export interface FakeDesk {
  readonly desk: Desk;
  readonly sent: Record<string, unknown>[];
  readonly asked: { path: string; body: unknown }[];
  put(scope: string, ...rows: (readonly [RowKind, Omit<Row, 'version'> & { version?: number }])[]): void;
}

export interface FakeParts {
  readonly person?: Partial<PersonRow>;
  readonly now?: number;
  /** By the path that is asked; what is not here is `not_found`. */
  readonly answers?: Readonly<Record<string, (body: unknown) => unknown>>;
  /** What a command is answered; `ok` without. */
  readonly reply?: (command: Record<string, unknown>) => Answer;
}

export async function fakeDesk({ person = {}, now = 1_000_000, answers = {}, reply }: FakeParts = {}): Promise<FakeDesk> {
  const sent: Record<string, unknown>[] = [];
  const asked: { path: string; body: unknown }[] = [];
  const api = new Api({
    url: '', token: () => 'token',
    fetch: async (address, init) => {
      const path = String(address).split('?')[0] ?? '';
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      asked.push({ path, body });
      const answer = answers[path]?.(body);
      const isProblem = answer === undefined || (typeof answer === 'object' && answer !== null && 'status' in answer && 'code' in answer);
      return new Response(JSON.stringify(answer ?? { type: 'x', title: 'x', status: 404, code: 'not_found' }), { status: isProblem ? 422 : 200 });
    },
  });
  const rows = createRowsStore();
  const ui = createUiStore();
  const time = createStore(() => ({ now }));
  const clock: DeskClock = { store: time, now: () => time.getState().now, set: (at) => time.setState({ now: at }), stop: () => undefined };
  let seq = 0;
  const desk = {
    person: { id: 'ana', version: 1, role: 'branchEmployee', team: 'north', branch: 'north', availability: 'available', isAbsent: false, ...person },
    connection: { watch: () => () => undefined, present: () => undefined, hold: () => undefined },
    link: createStore(() => ({ state: { is: 'live' as const }, since: now })),
    presence: createStore(() => ({})), visits: createStore(() => ({})),
    rows, ui, clock, api, pending: createPendingStore(), drafting: createDrafting(), lead: createLead(), data: createDeskData(api), texts: await loadTexts('en'),
    commands: new Registry(allCommands),
    act: async (type: string, fields: Record<string, unknown>) => {
      sent.push({ type, ...fields });
      return Promise.resolve(reply?.({ type, ...fields }) ?? { ok: true, seq: (seq += 1) });
    },
    signOut: () => undefined,
  } as unknown as Desk;
  return {
    desk, sent, asked,
    put: (scope, ...given) => {
      const before: ScopeState = rows.getState().scopes[scope] ?? { ...emptyScope, seq: 0 };
      const held = new Map(before.rows);
      for (const [kind, row] of given) held.set(`${kind} ${row.id}`, { kind, row: { version: (seq += 1), ...row } } as never);
      act(() => putScope(rows, scope, { ...before, seq: (seq += 1), rows: held }));
    },
  };
}

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

export interface Shown {
  readonly page: HTMLElement;
  /** Lets what is on its way arrive. */
  settle(): Promise<void>;
  /** What changes something on screen: a command, a state. */
  run(change: () => unknown): Promise<void>;
  press(name: RegExp): Promise<void>;
  type(label: RegExp, text: string): Promise<void>;
  close(): void;
}

const roleOf = 'button,[role=button],[role=radio],input[type=radio],[role=option]';

/** Paints a part of the desk into the page. */
export async function show(desk: Desk, part: ReactNode): Promise<Shown> {
  const page = document.createElement('div');
  document.body.append(page);
  const root = createRoot(page);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await act(async () => new Promise((done) => setTimeout(done, 0)));
  };
  await act(async () => root.render(<DeskContext value={desk}>{part}</DeskContext>));
  await settle();
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
  const nameOf = (one: HTMLElement): string => one.getAttribute('aria-label') ?? one.closest('label')?.textContent ?? one.textContent ?? '';
  return {
    page, settle,
    run: async (change) => {
      await act(async () => void change());
      await settle();
    },
    press: async (name) => {
      const found = all(roleOf).find((one) => name.test(nameOf(one)));
      if (!found) throw new Error(`there is nothing to press called ${String(name)} in: ${document.body.textContent ?? ''}`);
      await act(async () => found.click());
      await settle();
    },
    type: async (label, text) => {
      const named = all('label').find((one) => label.test(one.textContent ?? ''));
      const field = document.getElementById(named?.getAttribute('for') ?? '') as HTMLInputElement | HTMLTextAreaElement | null;
      if (!field) throw new Error(`there is no field called ${String(label)} in: ${document.body.textContent ?? ''}`);
      const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
      await act(async () => {
        Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await settle();
    },
    close: () => act(() => root.unmount()),
  };
}
