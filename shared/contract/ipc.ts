import * as z from 'zod/mini';
import { availabilitySchema } from '../model/person.ts';
import { idSchema } from './commands.ts';
import type { DesktopAskName } from './ipc-names.ts';

/** A case as links and notifications name it: nothing in it that a path, a query or a command line would read as its own. */
export const linkedCaseSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/));
const nothing = z.strictObject({});
const text = (most: number) => z.string().check(z.maxLength(most));
const done = z.object({});

/** So many characters may be kept for the time without a connection. */
export const mostOfflineText = 8_000_000;

/**
 * What a page asks of the desktop, and what it is answered. No ask takes a channel, a path or an address, and none carries a text that
 * is shown outside the window: the desktop has its own words.
 */
export const desktopAsks = {
  /** The session that is kept under the system's key store, as it was given; null where there is none. */
  readSession: { input: nothing, answer: z.object({ session: z.nullable(z.string()) }) },
  /** `isSealed`: it lies in the key store, and outlives the program; otherwise in memory. */
  keepSession: { input: z.strictObject({ session: text(8192) }), answer: z.object({ isSealed: z.boolean() }) },
  /** Told by each window of the person. Links that came before are opened now; behind a locked screen the window is covered. */
  signedIn: { input: z.strictObject({ person: idSchema }), answer: done },
  /** Forgets all that is kept of the person: session, offline copy, notifications, what they copied. */
  signedOut: { input: nothing, answer: done },
  setLanguage: { input: z.strictObject({ language: z.enum(['en', 'de']) }), answer: done },
  /** For the tray; `isOnCall` also holds updates back. */
  showStatus: {
    input: z.strictObject({ availability: availabilitySchema, waiting: z.int().check(z.minimum(0), z.maximum(99_999)), isRinging: z.boolean(), isOnCall: z.boolean() }),
    answer: done,
  },
  /** A notification without a name, amount or product; a click on it opens the case. Not shown while Baton is in front. */
  notify: { input: z.strictObject({ case: linkedCaseSchema }), answer: z.object({ isShown: z.boolean() }) },
  /** Shows a case in the main window, from another window. */
  openCase: { input: z.strictObject({ case: linkedCaseSchema }), answer: done },
  openWall: { input: nothing, answer: done },
  /** The small window above other programs; it comes only while none of Baton's is in front. */
  showCallCard: { input: z.strictObject({ isShown: z.boolean() }), answer: z.object({ isShown: z.boolean() }) },
  /** The asking window as a PDF, where the person says. */
  print: { input: nothing, answer: z.object({ outcome: z.enum(['saved', 'cancelled']) }) },
  /** What this person's window kept for the time without a connection; null where nothing is, or it is older than a day. */
  readOffline: { input: nothing, answer: z.object({ text: z.nullable(z.string()) }) },
  /** `isSealed: false`: no key store, so nothing was written. */
  writeOffline: { input: z.strictObject({ text: text(mostOfflineText) }), answer: z.object({ isSealed: z.boolean() }) },
  /** Something was copied in Baton just now. */
  copied: { input: nothing, answer: done },
  /** The clipboard is emptied if it still holds what was copied in Baton. */
  clearCopied: { input: nothing, answer: z.object({ isCleared: z.boolean() }) },
} as const satisfies Readonly<Record<DesktopAskName, { input: z.ZodMiniType; answer: z.ZodMiniType }>>;

export type DesktopInput<Name extends DesktopAskName> = z.infer<(typeof desktopAsks)[Name]['input']>;
export type DesktopAnswer<Name extends DesktopAskName> = z.infer<(typeof desktopAsks)[Name]['answer']>;

/** What an ask comes back with: the value, or the code of why not. */
export type Asked<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: 'forbidden' | 'invalid' | 'internal' };

/** What the desktop tells a page. */
export const desktopTellSchema = z.discriminatedUnion('is', [
  /** A link or a notification: shown, nothing is done. */
  z.object({ is: z.literal('openCase'), case: linkedCaseSchema }),
  /** Nobody sits there, or somebody else may: names and values are hidden. */
  z.object({ is: z.literal('hidden'), why: z.enum(['locked', 'asleep']) }),
  /** The person unlocked the screen. */
  z.object({ is: z.literal('unlocked') }),
  /** The machine is awake: the old socket is dead, whatever it says. */
  z.object({ is: z.literal('awake') }),
  z.object({ is: z.literal('chooseStatus'), availability: availabilitySchema }),
  /** The page was one that had been kept, since the server did not answer; it does again, and only the server's own page may reach it. */
  z.object({ is: z.literal('serverBack') }),
  /** Somebody signed out in another window. */
  z.object({ is: z.literal('signedOut') }),
]);
export type DesktopTell = z.infer<typeof desktopTellSchema>;
