/** Whether the pointer or the focus is in an element: nothing in it may move then. Calls back when it leaves; returns its stop. */
export function watchHand(element: HTMLElement, onLeave: () => void): { readonly isHere: () => boolean; readonly stop: () => void } {
  const stop = new AbortController();
  let isPointed = false;
  let isFocused = false;
  const on = (type: string, change: (event: Event) => void): void =>
    element.addEventListener(type, (event) => {
      const before = isPointed || isFocused;
      change(event);
      if (before && !isPointed && !isFocused) onLeave();
    }, { signal: stop.signal });
  on('pointerenter', () => (isPointed = true));
  on('pointerleave', () => (isPointed = false));
  on('focusin', () => (isFocused = true));
  on('focusout', (event) => (isFocused = element.contains((event as FocusEvent).relatedTarget as Node | null)));
  return { isHere: () => isPointed || isFocused, stop: () => stop.abort() };
}
