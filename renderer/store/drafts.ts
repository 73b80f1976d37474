import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { CaseSheet } from '../../shared/contract/rest-case.ts';
import type { Act } from '../sync/act.ts';
import type { Drafting } from './drafting.ts';

/** Where a text is typed; `field` is the draft's name in its case. */
export interface DraftPlace {
  readonly case: string;
  readonly task: string;
  readonly fence: number;
  readonly field: string;
}

/** One's own text in a field. */
export interface OwnDraft {
  readonly place: DraftPlace;
  /** As the server keeps it. */
  readonly text: string;
  /** As it stands in the field. */
  readonly typed: string;
  /** What the server has; absent until it has something. */
  readonly saved?: string;
  readonly version: number;
  /** What the field said when the first letter was typed. */
  readonly base?: string;
  /** Another device of the same person has written there too; nothing is saved until one of the two is chosen. */
  readonly isClashing: boolean;
}

export type DraftBook = Readonly<Record<string, OwnDraft>>;
export const draftKey = ({ case: id, field }: Pick<DraftPlace, 'case' | 'field'>): string => `${id} ${field}`;

const isSaved = ({ text, saved }: OwnDraft): boolean => text === saved;

export interface DraftsParts {
  readonly act: Act;
  readonly isLive: () => boolean;
  readonly drafting: StoreApi<Drafting>;
  readonly now: () => number;
  readonly later: (ms: number, then: () => void) => void;
  /** Somebody should read what the server has of the case. */
  readonly onClash: (caseId: string) => void;
  /** Where the texts are; it outlives a connection that is made anew. */
  readonly book: StoreApi<DraftBook>;
}

export const createDraftBook = (): StoreApi<DraftBook> => createStore<DraftBook>(() => ({}));

const saveAfterMs = 600;
const againMs = 2000;

/**
 * What one types, kept by the server within a second and here until it is. Invariants: a text is never replaced but by its own field or by
 * a choice of its author; of one field one save is on its way.
 */
export class Drafts {
  readonly store: StoreApi<DraftBook>;
  readonly #parts: DraftsParts;
  readonly #waiting = new Set<string>();
  readonly #onTheWay = new Set<string>();
  /** Versions that were discarded here, until the server no longer has them: what it said before must not bring them back. */
  readonly #dropped = new Map<string, number>();
  #savedAt = 0;

  constructor(parts: DraftsParts) {
    this.#parts = parts;
    this.store = parts.book;
    this.connectionChanged();
  }

  of(place: Pick<DraftPlace, 'case' | 'field'>): OwnDraft | undefined {
    return this.store.getState()[draftKey(place)];
  }

  type(place: DraftPlace, { text, typed, base }: { text: string; typed: string; base?: string | undefined }): void {
    const before = this.of(place);
    const first = before?.base ?? base;
    this.#put({ version: 0, isClashing: false, ...before, place, text, typed, ...(first === undefined ? {} : { base: first }) });
    this.#soon(draftKey(place), saveAfterMs);
    this.#tell();
  }

  /** Takes what the server has of one's own drafts, where nothing is typed here. */
  take(place: Omit<DraftPlace, 'field'>, me: string, drafts: CaseSheet['drafts'], typedOf: (field: string, text: string) => string): void {
    for (const { field, author, text, version } of drafts) {
      const at = { ...place, field };
      if (author !== me || text === null || this.#onTheWay.has(draftKey(at)) || (this.#dropped.get(draftKey(at)) ?? -1) >= version) continue;
      const before = this.of(at);
      if (before && (!isSaved(before) || before.version >= version)) continue;
      this.#put({ isClashing: false, ...before, place: at, text, typed: typedOf(field, text), saved: text, version });
    }
    const mine = new Set(drafts.filter(({ author }) => author === me).map(({ field }) => draftKey({ ...place, field })));
    for (const key of this.#dropped.keys()) if (key.startsWith(`${draftKey({ ...place, field: '' })}`) && !mine.has(key)) this.#dropped.delete(key);
  }

  /** Of two texts of one's own, this one. */
  keep(place: Pick<DraftPlace, 'case' | 'field'>): void {
    const draft = this.of(place);
    if (!draft) return;
    this.#put({ ...draft, isClashing: false });
    this.#soon(draftKey(place), 0);
  }

  /** Of what somebody changed meanwhile and one's own text, one's own: what is there now is what it stands over. */
  rebase(place: Pick<DraftPlace, 'case' | 'field'>, base: string): void {
    const draft = this.of(place);
    if (draft) this.#put({ ...draft, base });
  }

  /** Forgets it here and at the server: its author has said so, or what it said was done. */
  discard(place: Pick<DraftPlace, 'case' | 'field'>): void {
    const { [draftKey(place)]: draft, ...rest } = this.store.getState();
    if (!draft) return;
    this.store.setState(rest, true);
    this.#dropped.set(draftKey(place), draft.version + 1);
    if (draft.version > 0) void this.#parts.act('draft:discard', { case: draft.place.case, field: draft.place.field, version: draft.version }, { isQuiet: true });
    this.#tell();
  }

  /** What was kept over a restart, where nothing is typed here. */
  restore(book: DraftBook): void {
    this.store.setState({ ...book, ...this.store.getState() });
    this.connectionChanged();
  }

  /** The connection came or went. */
  connectionChanged(): void {
    if (this.#parts.isLive()) for (const [key, draft] of Object.entries(this.store.getState())) if (!isSaved(draft)) this.#soon(key, 0);
    this.#tell();
  }

  #soon(key: string, ms: number): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    this.#parts.later(ms, () => {
      this.#waiting.delete(key);
      void this.#save(key);
    });
  }

  async #save(key: string): Promise<void> {
    const draft = this.store.getState()[key];
    if (!draft || isSaved(draft) || draft.isClashing || this.#onTheWay.has(key) || !this.#parts.isLive()) return;
    this.#onTheWay.add(key);
    const { place, text, version } = draft;
    const answer = await this.#parts.act('draft:save', { ...place, text, version }, { isQuiet: true });
    this.#onTheWay.delete(key);
    const now = this.store.getState()[key];
    if (!now) {
      // Discarded while it was on its way: what has arrived goes too.
      if (answer.ok) void this.#parts.act('draft:discard', { case: place.case, field: place.field, version: version + 1 }, { isQuiet: true });
      return;
    }
    if (answer.ok) {
      this.#savedAt = this.#parts.now();
      this.#put({ ...now, saved: text, version: version + 1 });
      if (now.text !== text) this.#soon(key, saveAfterMs);
    } else if (answer.code === 'conflict') {
      this.#put({ ...now, version: Number(answer.params?.['version'] ?? now.version), isClashing: true });
      this.#parts.onClash(place.case);
    } else this.#soon(key, againMs);
    this.#tell();
  }

  #put(draft: OwnDraft): void {
    this.store.setState({ [draftKey(draft.place)]: draft });
  }

  #tell(): void {
    const isOpen = Object.values(this.store.getState()).some((draft) => !isSaved(draft));
    const is = !isOpen ? (this.#savedAt === 0 ? 'none' : 'saved') : this.#parts.isLive() ? 'typing' : 'keptHere';
    this.#parts.drafting.setState({ is, at: this.#savedAt });
  }
}
