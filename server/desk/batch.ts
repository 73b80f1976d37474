import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { acknowledgementOf, answerOf } from '../../shared/contract/answer.ts';
import type { Entry, EntryDraft } from '../../shared/contract/entries.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { effectIdOf } from '../../shared/work/effects/effect-id.ts';
import type { Decided, DraftWrite, Effect, EffectOrder, Footprint, LookDraft, Needs, PartDraft, ReceiptDraft, Settings, SwitchDraft, ValueDraft } from '../../shared/work/world.ts';
import { isNeeds } from '../../shared/work/world.ts';
import type { Clock } from '../clock.ts';
import type { RowDigests } from '../log/rows-hash.ts';
import { RowsHash } from '../log/rows-hash.ts';
import type { Unsealed } from '../log/seal.ts';
import { seal } from '../log/seal.ts';
import type { DbClient } from '../store/db.ts';
import type { Queryable } from '../store/queryable.ts';
import type { SealedDraft } from '../store/tables/drafts.ts';
import type { Head } from '../store/tables/head.ts';
import { lockHead, readHead, writeHead } from '../store/tables/head.ts';
import type { HeldInput } from '../store/tables/held-input.ts';
import { dropHeld, heldOf, holdInputs } from '../store/tables/held-input.ts';
import { enterLedger, leaveLedger, readLedger } from '../store/tables/ledger.ts';
import { eraseTraces } from '../store/tables/customer-value.ts';
import { appendLog, readCommandEntries } from '../store/tables/log.ts';
import { setActionSwitches } from '../store/tables/action-switches.ts';
import { putLooks } from '../store/tables/model-looks.ts';
import { keepParts } from '../store/tables/decision-parts.ts';
import { insertReceipts } from '../store/tables/receipts.ts';
import { deleteTimers } from '../store/tables/timers.ts';
import type { Directory } from './directory.ts';
import type { Input, Waiting } from './input.ts';
import { casesOf, load, resolveAwaiting, resolveTasks } from './load.ts';
import { WorkingSet } from './working-set.ts';
import { Superseded, WRITER_VERSION } from './writer-version.ts';
import { rowWrites } from './write.ts';

/** The versions a batch decided on were not those at its head: it runs again on the new ones. */
export class Outdated extends Error {}

/** Seals values and texts with the holder's key, and writes them with the seq of the entry that names them. */
export interface ValueStore {
  /** The text of a draft, or `unreadable` without its key. */
  openDraft(draft: SealedDraft): string;
  /** Makes the keys that will be needed, durably; the time for it is while the database is at work. */
  makeKeys(values: readonly ValueDraft[], drafts: readonly DraftWrite[]): void;
  /** Makes keys durable that are not yet and returns the writes to run inside the transaction. */
  seal(values: readonly (ValueDraft & { setAt: number })[], drafts: readonly (DraftWrite & { at: number })[]): (db: Queryable) => Promise<unknown>[];
}

export interface BatchParts {
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  readonly settings: Settings;
  readonly directory: Directory;
  readonly values: ValueStore;
  /** Enqueues effects, and carries out what became of earlier ones, with the batch's transaction. */
  readonly enqueue: (db: Queryable, effects: readonly (Effect & { id: string })[], orders: readonly EffectOrder[]) => Promise<void>;
  /** Throws on an effect that could not be enqueued, while it is still known whose it is. */
  readonly checkEffects?: (effects: readonly Effect[]) => void;
  /** For the server's own log: what threw, by code and reference. */
  readonly report: (error: unknown, context: Record<string, string>) => void;
  /** Named points where tests stop the process. */
  readonly reach?: (point: string) => Promise<void> | void;
}

export interface BatchResult {
  /** What each input is answered, in the order given; `again` where it asked for a larger footprint. */
  readonly outcomes: readonly (Answer | { readonly again: Footprint })[];
  readonly entries: readonly Entry[];
}

type Outcome = Answer | { readonly again: Footprint } | { readonly entries: readonly Unsealed[] };

const keyOf = ({ source, case: caseId }: { source: string; case: string }): string => `${source} ${caseId}`;
const footprintOf = (waiting: Waiting): Footprint[] => [waiting.input.footprint, ...waiting.extra];
const sameBytes = (a: Buffer, b: Buffer): boolean => a.equals(b);

/** Behind the end of this turn, when what was sent in it has left for the database. */
const written = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** One batch in one transaction on one connection, from the ledger to COMMIT. Throws what the database throws; nothing is kept then. */
export async function runBatch(client: DbClient, waiting: readonly Waiting[], parts: BatchParts, digests: RowDigests): Promise<BatchResult> {
  const run = new Run(client, waiting, parts, digests);
  return run.execute();
}

class Run {
  readonly #client: DbClient;
  readonly #waiting: readonly Waiting[];
  readonly #parts: BatchParts;
  readonly #digests: RowDigests;
  readonly #outcomes = new Map<Waiting, Outcome>();
  readonly #set: WorkingSet;
  readonly #values: (ValueDraft & { input: string })[] = [];
  /** The last write of each, by its place: a batch may hold several of one. */
  readonly #drafts = new Map<string, DraftWrite>();
  readonly #effects: (Effect & { id: string })[] = [];
  readonly #orders: EffectOrder[] = [];
  readonly #receipts: ReceiptDraft[] = [];
  readonly #learned: PartDraft[] = [];
  readonly #switches: SwitchDraft[] = [];
  readonly #looks: LookDraft[] = [];
  readonly #held: HeldInput[] = [];
  readonly #fired = new Set<string>();
  #heldBefore = new Map<string, string[]>();
  readonly #unheld: string[] = [];

  readonly #staffMember = (id: string): Person | undefined => this.#set.staffMember(id);

  constructor(client: DbClient, waiting: readonly Waiting[], parts: BatchParts, digests: RowDigests) {
    this.#client = client;
    this.#digests = digests;
    this.#waiting = waiting;
    this.#parts = parts;
    this.#set = new WorkingSet(parts.directory);
  }

  async execute(): Promise<BatchResult> {
    const { clock, directory, settings, values } = this.#parts;
    const begun = this.#client.query({ text: 'BEGIN' });
    const asked = this.#waiting.flatMap(footprintOf);
    const resolved = Promise.all([resolveTasks(this.#client, this.#set, asked), resolveAwaiting(this.#client, this.#set, asked)]);
    const entering = this.#enter(clock.now());
    await settle([begun, resolved, entering]);
    const fresh = await entering;
    const footprints = fresh.flatMap(footprintOf);
    const loading = load(this.#client, this.#set, footprints, { directory, firstTouchMs: settings.firstTouchMs, openDraft: values.openDraft });
    const guarding = this.#guard(fresh, [...casesOf(this.#set, footprints), ...fresh.flatMap(({ input }) => input.holds?.case ?? [])]);
    await settle([...loading, guarding]);
    const head = await guarding;
    const now = this.#parts.directory.notBefore(Math.max(clock.now(), head.recordedAt));
    const again: string[] = [];
    for (const one of fresh) {
      const outcome = this.#decide(one, now, head.catalogVersion);
      this.#outcomes.set(one, outcome);
      if ('again' in outcome) again.push(one.input.id);
    }
    if (again.length > 0) await leaveLedger(this.#client, again);
    const entries = await this.#write(head, now);
    await this.#parts.reach?.('afterCommit');
    return { entries, outcomes: this.#answers(entries) };
  }

  /** The ledger first: what comes back is new, everything else is decided. Copies inside the batch share the first one's outcome. */
  async #enter(at: number): Promise<Waiting[]> {
    const first = new Map<string, Waiting>();
    for (const one of this.#waiting) if (!first.has(one.input.id)) first.set(one.input.id, one);
    const ids = [...first.keys()].sort();
    const rows = ids.map((id) => must(first.get(id), 'the id was just listed').input);
    const entered = await enterLedger(this.#client, rows, at);
    const old = ids.filter((id) => !entered.has(id));
    if (old.length > 0) await this.#answerOld(old);
    return this.#waiting.filter((one) => entered.has(one.input.id) && first.get(one.input.id) === one);
  }

  async #answerOld(ids: readonly string[]): Promise<void> {
    const known = await readLedger(this.#client, ids);
    const commands = ids.filter((id) => id.startsWith('c:'));
    const entries = new Map<string, Entry[]>();
    if (commands.length > 0)
      for (const entry of await readCommandEntries(this.#client, commands)) entries.set(entry.input, [...(entries.get(entry.input) ?? []), entry]);
    for (const one of this.#waiting) {
      const row = known.get(one.input.id);
      if (!row) continue;
      const isSame = row.sender === one.input.sender && sameBytes(row.bodyHash, one.input.bodyHash);
      if (one.input.id.startsWith('c:'))
        this.#outcomes.set(one, isSame ? answerOf(entries.get(one.input.id) ?? []) : { ok: false, code: 'id_reused' });
      else this.#outcomes.set(one, { ok: true, seq: 0, duplicate: true });
    }
  }

  /** After every lock: what the batch decides on, the due timers that are still there, and what is held. */
  async #guard(fresh: readonly Waiting[], cases: readonly string[]): Promise<Head> {
    const { directory } = this.#parts;
    const timers = fresh.flatMap((one) => one.input.timer ?? []);
    const sources = fresh.some((one) => one.input.holds);
    const [head, gone, held] = await Promise.all([
      readHead(this.#client),
      timers.length > 0 ? deleteTimers(this.#client, timers.sort()) : new Set<string>(),
      sources ? heldOf(this.#client, cases) : new Map<string, string[]>(),
    ]);
    for (const id of gone) this.#fired.add(id);
    this.#heldBefore = held;
    if (head.writerVersion > WRITER_VERSION) throw new Superseded(head.writerVersion);
    if (head.rightsVersion !== directory.rightsVersion) {
      await directory.reload(this.#client, head.rightsVersion);
      throw new Outdated('the people of the footprint were read from an old directory');
    }
    return head;
  }

  #decide(one: Waiting, now: number, catalog: number): Outcome {
    const { input } = one;
    if (input.timer !== undefined && !this.#fired.has(input.timer)) return { ok: true, seq: 0, duplicate: true };
    const behind = this.#behindHeld(input, now);
    if (behind) return behind;
    const { newId, settings } = this.#parts;
    const at = input.at ?? now;
    const frame = {
      actor: input.actor, onBehalfOf: input.onBehalfOf ?? null, device: input.device ?? null, input: input.id, at, recordedAt: now, catalog,
    };
    try {
      const decision = input.decide(this.#set, { now: at, newId, actor: input.actor, input: input.id, settings, staffMember: this.#staffMember });
      if (isNeeds(decision)) return this.#again(one, decision);
      if (!isRefusal(decision) && decision.effects) this.#parts.checkEffects?.(decision.effects);
      const drafts = isRefusal(decision) ? [refusedEntry(input, decision)] : decision.entries;
      const entries = this.#set.apply(drafts, frame);
      this.#set.keep();
      if (!isRefusal(decision)) this.#collect(input, decision);
      return { entries };
    } catch (error) {
      this.#set.forget();
      return this.#thrown(input, error, now, frame);
    }
  }

  /** What comes behind a held input waits behind it; only a release runs the first of them again. */
  #behindHeld(input: Input, now: number): Outcome | undefined {
    if (!input.holds) return undefined;
    const held = this.#heldBefore.get(keyOf(input.holds)) ?? [];
    if (input.unholds === undefined) return held.length > 0 ? this.#hold(input, now, 'behind') : undefined;
    return held[0] === input.unholds ? undefined : { ok: false, code: 'not_first_held' };
  }

  #again(one: Waiting, { needs }: Needs): Outcome {
    if (one.tries >= 4) throw new Error(`Bug: ${one.input.action} asks for more again and again`);
    return { again: needs };
  }

  #collect(input: Input, { values, drafts, effects, effectOrders, receipts, parts, switches, looks }: Decided): void {
    if (input.unholds !== undefined) {
      this.#unheld.push(input.unholds);
      this.#heldBefore.get(keyOf(must(input.holds, 'a release names its case')))?.shift();
    }
    for (const value of values ?? []) this.#values.push({ ...value, input: input.id });
    for (const write of drafts ?? []) this.#drafts.set(this.#set.writeDraft(write), write);
    for (const [ordinal, effect] of (effects ?? []).entries()) this.#effects.push({ ...effect, id: effectIdOf(input.id, ordinal) });
    this.#orders.push(...(effectOrders ?? []));
    this.#receipts.push(...(receipts ?? []));
    this.#learned.push(...(parts ?? []));
    this.#switches.push(...(switches ?? []));
    this.#looks.push(...(looks ?? []));
  }

  /** A command that throws is answered and its case goes on; what a source sent is held for that source only. */
  #thrown(input: Input, error: unknown, now: number, frame: Parameters<WorkingSet['apply']>[1]): Outcome {
    const reference = this.#parts.newId('x');
    this.#parts.report(error, { reference, input: input.id, action: input.action });
    const caseId = input.holds?.case ?? input.footprint.cases?.[0];
    const known = caseId !== undefined && this.#set.case(caseId);
    const raised: EntryDraft<'exception:raised'> = {
      kind: 'exception:raised',
      subject: known ? `case:${caseId}` : 'system:desk',
      ...(known ? { case: caseId } : {}),
      body: {
        code: 'internal',
        reference,
        owner: 'administrator',
        ...(input.holds ? { source: input.holds.source } : {}),
      },
    };
    const entries = this.#set.apply([raised], frame);
    this.#set.keep();
    if (input.unholds !== undefined) return { ok: false, code: 'internal', params: { reference } };
    if (input.holds) {
      this.#hold(input, now, reference);
      return { entries };
    }
    if (input.lane !== 'people') return { entries };
    return { ok: false, code: 'internal', params: { reference } };
  }

  #hold(input: Input, now: number, reference: string): Outcome {
    const holds = must(input.holds, 'only what a source sent is held');
    const key = keyOf(holds);
    this.#heldBefore.set(key, [...(this.#heldBefore.get(key) ?? []), input.id]);
    this.#held.push({ input: input.id, source: holds.source, case: holds.case, body: holds.body(), owner: 'administrator', reference, heldAt: now });
    return { ok: true, seq: 0, result: { held: true } };
  }

  /** Each table once, then the head, then the log: nothing waits for a lock after the head is taken. */
  async #write(before: Head, now: number): Promise<Entry[]> {
    const { settings, enqueue, values } = this.#parts;
    const set = this.#set;
    const writes = rowWrites(set, this.#fired, settings.firstTouchMs);
    const sent = writes.send(this.#client);
    if (this.#held.length > 0) sent.push(holdInputs(this.#client, this.#held));
    if (this.#receipts.length > 0) sent.push(insertReceipts(this.#client, this.#receipts));
    if (this.#learned.length > 0) sent.push(keepParts(this.#client, this.#learned));
    if (this.#switches.length > 0) sent.push(setActionSwitches(this.#client, this.#switches));
    if (this.#looks.length > 0) sent.push(putLooks(this.#client, this.#looks));
    const erased = set.entries.flatMap((entry) => (entry.kind === 'customer:erased' && entry.customer !== null ? [entry.customer] : []));
    if (erased.length > 0) sent.push(eraseTraces(this.#client, erased, now));
    if (this.#unheld.length > 0) sent.push(dropHeld(this.#client, this.#unheld));
    if (this.#effects.length > 0 || this.#orders.length > 0) {
      sent.push(enqueue(this.#client, this.#effects, this.#orders));
      // It asks more than once, and nothing may come behind the head's lock.
      await settle(sent);
    }
    const needsHead = set.entries.length > 0;
    const locking = needsHead ? lockHead(this.#client) : Promise.resolve(before);
    const rows = new RowsHash();
    const beside = written().then(() => {
      values.makeKeys(this.#values, [...this.#drafts.values()]);
      writes.addTo(rows, this.#digests);
    });
    await settle([...sent, locking, beside]);
    const head = await locking;
    if (head.writerVersion > WRITER_VERSION) throw new Superseded(head.writerVersion);
    if (head.rightsVersion !== before.rightsVersion || head.catalogVersion !== before.catalogVersion) throw new Outdated('decided on old versions');
    const entries = seal(set.entries, head.seq, head.hash);
    // First, since the key store may throw: nothing must be on its way then that nobody waits for.
    const last: Promise<unknown>[] = this.#values.length > 0 || this.#drafts.size > 0 ? this.#valueWrites(values, entries, now) : [];
    if (needsHead) {
      rows.add(head.rowsHash);
      last.push(appendLog(this.#client, entries), writeHead(this.#client, this.#nextHead(head, entries, rows.bytes(), now)));
    }
    await this.#parts.reach?.('beforeCommit');
    await settle([...last, this.#client.commit()]);
    return entries;
  }

  #nextHead(head: Head, entries: readonly Entry[], rowsHash: Buffer, now: number): Head {
    const isRights = entries.some((entry) => rightsKinds.has(entry.kind) && !entry.subject.startsWith('person:log:'));
    const isCatalog = entries.some((entry) => entry.kind === 'catalog:loaded');
    return {
      ...head,
      seq: head.seq + entries.length,
      hash: Buffer.from(entries.at(-1)?.hash ?? head.hash),
      rowsHash,
      recordedAt: Math.max(head.recordedAt, now),
      rightsVersion: head.rightsVersion + (isRights ? 1 : 0),
      catalogVersion: head.catalogVersion + (isCatalog ? 1 : 0),
    };
  }

  #valueWrites(values: ValueStore, entries: readonly Entry[], now: number): Promise<unknown>[] {
    const seqs = new Map(entries.map((entry) => [entry.input, entry.seq]));
    const sealed = this.#values.map(({ input, ...value }) => ({ ...value, setAt: seqs.get(input) ?? 0 }));
    return values.seal(sealed, [...this.#drafts.values()].map((draft) => ({ ...draft, at: now })))(this.#client);
  }

  #answers(entries: readonly Entry[]): (Answer | { again: Footprint })[] {
    const byInput = new Map<string, Entry[]>();
    for (const entry of entries) {
      const list = byInput.get(entry.input);
      if (list) list.push(entry);
      else byInput.set(entry.input, [entry]);
    }
    const answers = new Map<string, Answer | { again: Footprint }>();
    const answerNow = (one: Waiting, outcome: Outcome): Answer | { again: Footprint } =>
      'entries' in outcome ? answerTo(one.input, byInput.get(one.input.id) ?? []) : outcome;
    return this.#waiting.map((one) => {
      const outcome = this.#outcomes.get(one);
      if (outcome) {
        const answer = answerNow(one, outcome);
        if (!answers.has(one.input.id)) answers.set(one.input.id, answer);
        return answer;
      }
      return this.#copyAnswer(one, must(answers.get(one.input.id), 'the first copy was answered'));
    });
  }

  #copyAnswer(one: Waiting, answer: Answer | { again: Footprint }): Answer | { again: Footprint } {
    const first = must(this.#waiting.find((other) => other.input.id === one.input.id), 'a copy has a first').input;
    const isSame = first.sender === one.input.sender && sameBytes(first.bodyHash, one.input.bodyHash);
    // As in `#answerOld`: a source that names an id twice is told that it is known, whatever it says the second time.
    if (!isSame && one.input.lane === 'people') return { ok: false, code: 'id_reused' };
    return one.input.lane === 'people' || 'again' in answer ? answer : { ok: true, seq: 0, duplicate: true };
  }
}

const rightsKinds = new Set(['person:added', 'person:changed', 'team:added', 'team:changed']);

/** People hear all, a source hears what was refused, and nobody waits for the rest. */
function answerTo({ id, lane }: Input, entries: readonly Entry[]): Answer {
  if (lane === 'people') return answerOf(entries);
  return id.startsWith('e:') ? acknowledgementOf(entries) : { ok: true, seq: entries.at(-1)?.seq ?? 0 };
}

function refusedEntry(input: Input, { code, rule, params }: Refusal): EntryDraft<'refused'> {
  const caseId = typeof params?.['case'] === 'string' ? params['case'] : undefined;
  return {
    kind: 'refused',
    subject: caseId === undefined ? `person:${input.actor}` : `case:${caseId}`,
    ...(caseId === undefined ? {} : { case: caseId }),
    body: {
      action: input.action,
      code,
      ...(rule === undefined ? {} : { rule }),
      ...(params === undefined ? {} : { params: params as Record<string, string | number | boolean | null> }),
    },
  };
}

/** Waits for all, so that no statement is left on the connection, then throws the first error. */
async function settle(promises: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
