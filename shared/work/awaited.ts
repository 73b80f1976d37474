import type { Case } from '../model/case.ts';

/** A message that cases of a journey wait for under a key. `message` is its name, or `=` and that of the conversation that it belongs to, or `~` and the name of a signal, which has no key. */
export interface Awaited {
  readonly journey: string;
  readonly message: string;
  readonly key: string;
}

export const awaitedText = ({ journey, message, key }: Awaited): string => JSON.stringify([journey, message, key]);
export const conversation = (name: string): string => `=${name}`;
export const signalled = (name: string): string => `~${name}`;

/** The messages that a case waits for under keys, and the signals, read off its state; nothing once it is over. */
export function awaitedOf({ journey, status, process }: Case): Awaited[] {
  if (process === undefined || status !== 'open') return [];
  const found = new Map<string, Awaited>();
  const add = (message: string, key: string): void => {
    const one = { journey, message, key };
    found.set(awaitedText(one), one);
  };
  for (const holder of [process.tokens, process.scopes])
    for (const { on } of holder)
      if (on !== undefined)
        for (const one of on)
          if (one.on === 'message' && one.key !== undefined) add(one.name, one.key);
          else if (one.on === 'signal') add(signalled(one.name), '');
  for (const [name, key] of Object.entries(process.scopes[0]?.keys ?? {})) add(conversation(name), key);
  return [...found.values()];
}

/** What a change of a case means for the table of keys. */
export function awaitedChanges(before: readonly Awaited[], after: readonly Awaited[]): { put: Awaited[]; drop: Awaited[] } {
  if (before.length === 0 && after.length === 0) return { put: [], drop: [] };
  const [old, now] = [new Set(before.map(awaitedText)), new Set(after.map(awaitedText))];
  return { put: after.filter((one) => !old.has(awaitedText(one))), drop: before.filter((one) => !now.has(awaitedText(one))) };
}
