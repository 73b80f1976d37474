import { createKeybindingsHandler } from 'tinykeys';
import type { Desk } from '../desk.ts';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !notText.has(target.type)));
const notText = new Set(['checkbox', 'radio', 'button', 'submit', 'range']);

/** Keys that may be held down. */
const steps = /Arrow|^[jk]$/;

/** Keys that mean the same with the caret in a text: with a modifier, function keys, Escape. */
const isLoud = (key: string): boolean => /\$mod|Control|Alt|^(?:Shift\+)?F\d|Escape/.test(key);

/** A text's own: to take all of it, to undo, to cut, copy and paste. */
const ofTexts = /^\$mod\+[azcvxy]$/;

/** Listens to the keys of all commands; returns its stop. Letters work when no text has the focus. */
export function listenToKeys(desk: Desk, target: Window): () => void {
  let isSequence = false;
  const press = (key: string) => (event: KeyboardEvent): void => {
    isSequence = key.includes(' ');
    if (event.defaultPrevented || event.isComposing || (event.repeat && !steps.test(key))) return;
    if (writes(event.target) && (!isLoud(key) || ofTexts.test(key))) return;
    // A menu or list of its own takes letters and arrows for itself.
    if (!isLoud(key) && event.target instanceof Element && event.target.closest('[role=menu],[role=listbox],[data-own-keys]')) return;
    const command = desk.commands.forKey(desk, key);
    if (!command) return;
    event.preventDefault();
    desk.commands.run(desk, command.id);
  };
  // Sequences first: the last letter of `G N` is not `N`.
  const keys = desk.commands.keys.toSorted((a, b) => Number(b.includes(' ')) - Number(a.includes(' ')));
  // What the caret in a text takes for itself is decided above; the library would leave out every key there.
  const listener = () => createKeybindingsHandler(Object.fromEntries(keys.map((key) => [key, press(key)])), { ignore: () => false });
  let hear = listener();
  const onKey = (event: KeyboardEvent): void => {
    isSequence = false;
    hear(event);
    // After `G W` the library still waits for the second letter of those behind it: a `G N` typed at once would not be heard.
    if (isSequence) hear = listener();
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}

const names: Readonly<Record<string, string>> = { $mod: 'Ctrl', Control: 'Ctrl', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵', Space: 'Space' };

/** How a key is written on a button: `Ctrl K`, `G D`. */
export const keyCap = (key: string): string =>
  key.split(/([+ ])/).map((part) => (part === '+' ? ' ' : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part)))).join('');
