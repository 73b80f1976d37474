import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Desk } from '../../desk.ts';
import type { CaseTab, OpenCase, Pane, ScreenName } from '../../store/ui.ts';
import { openCase } from '../../store/ui.ts';

/** Where a person was: what was open, and where the caret stood. */
export interface Place {
  readonly call: string;
  /** When it was remembered, by the server's clock. */
  readonly at: number;
  readonly screen: ScreenName;
  readonly tab: CaseTab;
  readonly pane: Pane;
  readonly opened?: OpenCase;
  readonly focus?: { readonly selector: string; readonly start: number | null; readonly end: number | null };
}

/** What was written about a call whose time for it ended before it was saved. */
export interface LeftSummary {
  readonly call: string;
  readonly case?: string;
  readonly text: string;
}

export interface CallState {
  readonly place?: Place;
  readonly left?: LeftSummary;
}

const stores = new WeakMap<Desk, StoreApi<CallState>>();
export function callState(desk: Desk): StoreApi<CallState> {
  let store = stores.get(desk);
  if (!store) stores.set(desk, (store = createStore<CallState>(() => ({}))));
  return store;
}

/** How the focused element is found again after its pane was painted anew. */
function selectorOf(element: Element): string | undefined {
  for (const name of ['id', 'data-field', 'name', 'data-row', 'aria-label']) {
    const value = element.getAttribute(name);
    // Ids of the component library differ after each painting.
    if (value !== null && value !== '' && !(name === 'id' && value.startsWith('react-aria'))) return `${element.tagName.toLowerCase()}[${name}="${CSS.escape(value)}"]`;
  }
  return pathOf(element);
}

/** Where an element stands in its pane, where it has no name of its own. */
function pathOf(element: Element): string | undefined {
  const pane = element.closest('[data-pane]');
  const steps: string[] = [];
  for (let one: Element | null = element; one !== null && one !== pane; one = one.parentElement) {
    const place = [...(one.parentElement?.children ?? [])].indexOf(one) + 1;
    steps.unshift(`${one.tagName.toLowerCase()}:nth-child(${String(place)})`);
  }
  return pane === null ? undefined : [`[data-pane="${pane.getAttribute('data-pane') ?? ''}"]`, ...steps].join(' > ');
}

function caretOf(element: Element): { start: number | null; end: number | null } {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement ? { start: element.selectionStart, end: element.selectionEnd } : { start: null, end: null };
}

/** Remembers where the person is when it rings, and again when they answer: between the two they may have gone on. */
export function remember(desk: Desk, call: string): void {
  const store = callState(desk);
  const before = store.getState().place;
  const { screen, tab, pane, opened } = desk.ui.getState();
  const isElsewhere = document.activeElement === null || document.activeElement === document.body || document.activeElement.closest('[data-call]') !== null;
  // Whoever left the field to press the key comes back to the field.
  const left = before?.call === call && before.opened?.case === opened?.case && isElsewhere ? before.focus?.selector : undefined;
  const focused = left === undefined ? (isElsewhere ? null : document.activeElement) : document.querySelector(left);
  const selector = left ?? (focused === null ? undefined : selectorOf(focused));
  store.setState({
    place: {
      call, at: before?.call === call ? before.at : desk.clock.now(), screen, tab, pane, ...(opened === undefined ? {} : { opened }),
      ...(focused === null || selector === undefined ? {} : { focus: { selector, ...caretOf(focused) } }),
    },
  });
}

const triesMs = [0, 50, 150, 400, 1000];

/** Goes back to exactly that place: screen, case, tab, field and caret. */
export function goToPlace(desk: Desk): void {
  const { place } = callState(desk).getState();
  if (!place) return;
  callState(desk).setState(({ place: _, ...rest }) => rest, true);
  const { screen, tab, pane, opened, focus } = place;
  if (opened && desk.ui.getState().opened?.case !== opened.case) openCase(desk.ui, opened);
  desk.ui.setState({ screen, tab, pane });
  // The field is there once its case has been painted, which may need an answer of the server.
  if (focus) for (const ms of triesMs) setTimeout(() => putCaret(focus, ms === 0), ms);
}

function putCaret({ selector, start, end }: NonNullable<Place['focus']>, isFirst: boolean): void {
  const element = document.querySelector<HTMLElement>(selector);
  // Somebody who has gone on by hand is not pulled back.
  if (!element || document.activeElement === element || (!isFirst && document.activeElement?.matches('input,textarea') === true)) return;
  element.focus();
  if (start !== null && (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) element.setSelectionRange(start, end);
}
