import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { caseTabs } from '../../shared/model/help.ts';

export const themes = ['light', 'dark', 'contrast'] as const;
export const densities = ['compact', 'standard', 'roomy'] as const;
export type Theme = (typeof themes)[number];
export type Density = (typeof densities)[number];
export type ScreenName = 'desk' | 'customers' | 'team' | 'wall';
export type CaseTab = (typeof caseTabs)[number];
/** In a narrow window one pane is there at a time. */
export type Pane = 'queue' | 'case' | 'next';

export interface OpenCase {
  readonly case: string;
  /** The task that the person came for. */
  readonly task?: string;
}

/** An open dialog: its name in `screens/dialogs.tsx` and what it is about. */
export interface OpenDialog {
  readonly name: string;
  readonly about: Readonly<Record<string, string>>;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Errors stay until they are read. */
  readonly isError: boolean;
  readonly undo?: () => void;
}

/** What a person looks at: written by screens and commands only. */
export interface Ui {
  readonly screen: ScreenName;
  readonly view: string;
  /** The row under the keyboard. */
  readonly row?: string;
  readonly picked: ReadonlySet<string>;
  /** The task that came last by `N`. */
  readonly nextTask?: string;
  readonly opened?: OpenCase;
  /** Whom the screen of customers shows. */
  readonly customer?: string;
  readonly tab: CaseTab;
  /** The field of a step that had the keyboard last: where help is asked for. */
  readonly field?: { readonly case: string; readonly name: string };
  readonly pane: Pane;
  readonly dialog?: OpenDialog;
  readonly isPaletteOpen: boolean;
  readonly isHelpOpen: boolean;
  /** Names and values are hidden: `F9`, lock or sleep. */
  readonly isCovered: boolean;
  readonly toast?: Toast;
  /** What was open before, newest last, for the way back. */
  readonly trail: readonly OpenCase[];
  readonly theme: Theme;
  readonly density: Density;
}

export type UiStore = StoreApi<Ui>;

export const createUiStore = (given: Partial<Ui> = {}): UiStore =>
  createStore<Ui>(() => ({
    screen: 'desk', view: 'mine', picked: new Set(), tab: 'step', pane: 'queue', isPaletteOpen: false, isHelpOpen: false, isCovered: false, trail: [], theme: 'light', density: 'standard',
    ...given,
  }));

const without = <K extends keyof Ui>(ui: Ui, ...names: K[]): Ui => {
  const rest: Partial<Ui> = { ...ui };
  for (const name of names) delete rest[name];
  return rest as Ui;
};

/** Opens a case, and remembers the one that was open. */
export function openCase(store: UiStore, opened: OpenCase): void {
  store.setState((ui) => ({
    screen: 'desk', opened, tab: 'step', pane: 'case',
    trail: ui.opened === undefined || ui.opened.case === opened.case ? ui.trail : [...ui.trail.slice(-19), ui.opened],
  }));
}

export const closeCase = (store: UiStore): void => store.setState((ui) => ({ ...without(ui, 'opened'), pane: 'queue' }), true);

/** Back to the case that was open before; false where there was none. */
export function goBack(store: UiStore): boolean {
  const last = store.getState().trail.at(-1);
  if (!last) return false;
  store.setState((ui) => ({ screen: 'desk', opened: last, pane: 'case', trail: ui.trail.slice(0, -1) }));
  return true;
}

export const openDialog = (store: UiStore, name: string, about: Readonly<Record<string, string>> = {}): void =>
  store.setState({ dialog: { name, about }, isPaletteOpen: false });
export const closeDialog = (store: UiStore): void => store.setState((ui) => without(ui, 'dialog'), true);

let toasts = 0;
export function showToast(store: UiStore, toast: Omit<Toast, 'id'>): void {
  toasts += 1;
  store.setState({ toast: { ...toast, id: toasts } });
}
export const dropToast = (store: UiStore, id?: number): void =>
  store.setState((ui) => (id === undefined || ui.toast?.id === id ? without(ui, 'toast') : ui), true);
