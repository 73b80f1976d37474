import { v7 } from 'uuid';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { tellProcess } from '../shared/journey/orchestrated/effect-result.ts';
import { tellReminders } from '../shared/work/effects/tell-reminder.ts';
import type { OnEffectResult, ReportedResult } from '../shared/work/effects/decide-result.ts';
import type { Answer } from '../shared/contract/answer.ts';
import type { Command } from '../shared/contract/commands.ts';
import type { ObservedEvent } from '../shared/journey/mapping.ts';
import type { Catalog } from './catalog/catalog.ts';
import { loadCatalog } from './catalog/catalog.ts';
import type { JourneyCatalog } from './catalog/journeys.ts';
import { withJourneys } from './catalog/journeys.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Session } from './desk/command-input.ts';
import type { CommandParts } from './desk/staff-commands.ts';
import { createStaffCommands } from './desk/staff-commands.ts';
import type { JourneyMessage } from '../shared/journey/orchestrated/decide-message.ts';
import { journeyInput } from './intake/journey-input.ts';
import { observedInput } from './intake/observed-input.ts';
import type { BatchParts } from './desk/batch.ts';
import type { Desk } from './desk/desk.ts';
import { createDesk } from './desk/desk.ts';
import { Directory } from './desk/directory.ts';
import type { InboxLimits } from './desk/inbox.ts';
import type { Input } from './desk/input.ts';
import { createAnsweredOf } from './decisions/answered-decision.ts';
import { judgeReminders, mayContactNow } from './decisions/judge-reminders.ts';
import type { Rules } from './decisions/load-rules.ts';
import { loadRules } from './decisions/load-rules.ts';
import { createValueStore } from './desk/value-store.ts';
import { openPersonal } from './effects/effect-values.ts';
import { effectResultInput } from './effects/result-input.ts';
import type { MayContact } from './effects/take-in-hand.ts';
import type { Db } from './store/db.ts';
import { openDatabase, openWriter } from './store/db.ts';
import type { KeyStore } from './store/keys/key-store.ts';
import { openKeyStore } from './store/keys/key-store.ts';

/** The write half of the loop on an opened store: what the server, the importer and tests all need. */
export interface Loop {
  readonly ok: true;
  readonly desk: Desk;
  /** Takes a command of staff; the answer comes after the commit. */
  readonly command: (command: Command, session: Session) => Promise<Answer>;
  readonly catalog: Catalog;
  readonly journeys: JourneyCatalog | undefined;
  /** For reads. */
  readonly db: Db;
  readonly keys: KeyStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  /** What journeys do about results of their effects. */
  readonly onEffectResult: OnEffectResult;
  /** What contact policy says now about reminders for tasks, and about a message that is about to leave. */
  readonly judgeReminders: (tasks: readonly string[]) => ReturnType<typeof judgeReminders>;
  readonly mayContact: MayContact;
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly url: string;
  readonly keysFolder: string;
  readonly masterKey?: string;
  readonly clock?: Clock;
  readonly limits?: InboxLimits;
  readonly report: BatchParts['report'];
  readonly reach?: (point: string) => Promise<void> | void;
  readonly newId?: (prefix: string) => string;
  /** Where effects go; without it a decision that asks for one is a bug. */
  readonly enqueue?: BatchParts['enqueue'];
  readonly checkEffects?: BatchParts['checkEffects'];
  readonly onEffectResult?: OnEffectResult;
  /** Orchestrated journeys; without them their cases stand still. */
  readonly journeys?: JourneyCatalog;
  /** What decides today, instead of the catalog's. */
  readonly rules?: Rules;
  readonly onSuperseded?: (refusal: Refusal) => void;
  /** Connections for reads. */
  readonly readers?: number;
}

/** A readable prefix with a UUIDv7 behind it, rising within a process. */
export const newId = (prefix: string): string => `${prefix}-${v7()}`;

/** Wires catalog, keys, directory and desk; refused where the catalog or the key store is. */
export function openLoop(options: LoopOptions): Loop | Refusal {
  const clock = options.clock ?? systemClock;
  const catalog = loadCatalog();
  if (isRefusal(catalog)) return catalog;
  const rules = options.rules ?? loadRules();
  if (isRefusal(rules)) return rules;
  const keys = openKeyStore({ folder: options.keysFolder, masterKey: options.masterKey, clock });
  if (isRefusal(keys)) return keys;
  const writer = openWriter(options.url, { max: 3, applicationName: 'baton-desk' });
  const db = openDatabase(options.url, { max: options.readers ?? 8, applicationName: 'baton-read' });
  const directory = new Directory();
  const draw = options.newId ?? newId;
  const desk = createDesk({
    db: writer,
    clock,
    newId: draw,
    settings: { ...(options.journeys ? withJourneys(catalog.settings, options.journeys) : catalog.settings), moments: rules.moments },
    directory,
    values: createValueStore(keys),
    enqueue: options.enqueue ?? noEffects,
    report: options.report,
    ...(options.checkEffects ? { checkEffects: options.checkEffects } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.onSuperseded ? { onSuperseded: options.onSuperseded } : {}),
    ...(options.reach ? { reach: options.reach } : {}),
  });
  const onEffectResult = tellReminders(options.onEffectResult ?? tellProcess);
  const judging = { keys, journeys: options.journeys, moments: rules.moments, bundle: rules.bundle };
  const judge: Loop['judgeReminders'] = (tasks) => judgeReminders({ ...judging, db }, tasks, clock.now());
  const again: CommandParts['again'] = (held, source) =>
    source.startsWith('connector:') ? releasedResult(keys, onEffectResult, held) : (releasedMessage(options.journeys, held) ?? releasedEvent(catalog, held));
  return {
    ok: true,
    desk,
    command: createStaffCommands({ desk, db, keys, clock, again, answeredOf: createAnsweredOf({ db, today: rules.bundle.source }), judgedFor: judge }),
    catalog,
    journeys: options.journeys,
    db,
    keys,
    directory,
    clock,
    newId: draw,
    onEffectResult,
    judgeReminders: judge,
    mayContact: (tx, about, now) => mayContactNow(judging, tx, about, now),
    stop: async () => {
      await desk.stop();
      await writer.close();
      await db.close();
      keys.close();
    },
  };
}

type HeldText = Parameters<CommandParts['again']>[0];

/** A held event, as an input that runs it once more in its place. */
function releasedEvent(catalog: Catalog, { input, body }: HeldText): Input | undefined {
  const event = JSON.parse(body) as ObservedEvent;
  const mapping = [...catalog.mappings.values()].find((one) => one.definition.source === event.source);
  if (!mapping) return undefined;
  const made = observedInput(mapping, event, { lane: 'event', known: new Set(), armed: true });
  return { ...made, id: `${input}!${v7()}`, unholds: input };
}

/** The same for a held message to an orchestrated journey; undefined for an event of another kind. */
function releasedMessage(journeys: JourneyCatalog | undefined, { input, body }: HeldText): Input | undefined {
  const { orchestrated, eventId, message } = JSON.parse(body) as { orchestrated?: string; eventId: string; message: JourneyMessage };
  const journey = orchestrated === undefined ? undefined : journeys?.newest(orchestrated);
  return journey && { ...journeyInput(journey, message, eventId), id: `${input}!${v7()}`, unholds: input };
}

/** The same for a held result of an effect. */
function releasedResult(keys: KeyStore, onResult: OnEffectResult, { input, body }: HeldText): Input {
  const { holder, sealed, ...reported } = JSON.parse(body) as ReportedResult & { holder: string; sealed?: string };
  const personal = openPersonal(keys, holder, reported.result.effect, sealed);
  return { ...effectResultInput({ ...reported, personal }, onResult, () => body), id: `${input}!${v7()}`, unholds: input };
}

const noEffects: BatchParts['enqueue'] = (_db, effects) =>
  Promise.reject(new Error(`Bug: ${String(effects.length)} effects, and no connector is wired`));
