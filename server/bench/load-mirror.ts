import type { Change, Chunk, Push, Row } from '../../shared/contract/changes.ts';
import { parseCursor } from '../../shared/contract/changes.ts';
import { sha256Head } from '../../shared/sync/sha256.ts';

/** A change with the hash of its row worked out once, however many sockets of the process get it. */
export interface ReadChange {
  readonly key: string;
  readonly row?: Row;
  readonly high: number;
  readonly low: number;
}

export interface ReadPush {
  readonly scope: string;
  readonly prev: number;
  readonly seq: number;
  readonly changes: readonly ReadChange[];
}

function readChange(change: Change): ReadChange {
  if (!('put' in change)) return { key: `${change.drop} ${change.id}`, high: 0, low: 0 };
  const { put: kind, row } = change;
  // Drafts have no place in the log and are not compared.
  const [high, low] = kind === 'draft' ? [0, 0] : sha256Head(`${kind}|${row.id}|${String(row.version)}`);
  return { key: `${kind} ${row.id}`, row, high, low };
}

export interface ReadChunk extends Omit<Chunk, 'changes'> {
  readonly changes: readonly ReadChange[];
}

/** Packets as text, parsed once for all sockets of the process: those of a team get the same bytes one after the other. */
export class PacketReader {
  readonly #pushes = new Kept<ReadPush>();
  readonly #chunks = new Kept<ReadChunk>();

  /** `text` is `2["push",{…}]`. */
  push(text: Buffer): ReadPush {
    return this.#pushes.read(text, ({ scope, prev, seq, changes }: Push) => ({ scope, prev, seq, changes: changes.map(readChange) }));
  }

  /** `text` is `2["chunk",{…}]`. */
  chunk(text: Buffer): ReadChunk {
    return this.#chunks.read(text, (chunk: Chunk) => ({ ...chunk, changes: chunk.changes.map(readChange) }));
  }
}

/** What the last texts of each scope said. */
class Kept<Said> {
  readonly #byScope = new Map<string, { bytes: Buffer; said: Said }[]>();

  read<Payload>(text: Buffer, say: (payload: Payload) => Said): Said {
    const from = text.indexOf(scopeMark) + scopeMark.length;
    const scope = text.toString('latin1', from, text.indexOf(0x22, from));
    let kept = this.#byScope.get(scope);
    if (!kept) this.#byScope.set(scope, (kept = []));
    for (const one of kept) if (one.bytes.equals(text)) return one.said;
    const said = say((JSON.parse(text.toString('utf8', 1)) as [string, Payload])[1]);
    kept.unshift({ bytes: Buffer.from(text), said });
    if (kept.length > keptTexts) kept.pop();
    return said;
  }
}

const scopeMark = '{"scope":"';
/** A scope's packets come in one text for each rights class, and a slow socket is a few behind. */
const keptTexts = 6;

/** What one socket holds of one scope: enough to say its hash, and to notice a push that never came. */
export class Mirror {
  readonly #rows = new Map<string, ReadChange>();
  #high = 0;
  #low = 0;
  #parts: ReadChunk[] = [];
  #waiting: ReadPush[] = [];
  logId = '';
  seq = -1;
  /** While an answer is awaited pushes wait. */
  isAsking = true;

  get hash(): string {
    return word(this.#high) + word(this.#low);
  }

  /** Forgets nothing, but takes no push before the next answer. */
  ask(): void {
    this.isAsking = true;
    this.#parts = [];
    this.#waiting = [];
  }

  /** `gap` where the push before it never came. */
  push(push: ReadPush): 'applied' | 'old' | 'waits' | 'gap' {
    if (this.isAsking) {
      this.#waiting.push(push);
      return 'waits';
    }
    if (push.seq <= this.seq) return 'old';
    if (push.prev > this.seq) return 'gap';
    this.seq = push.seq;
    for (const change of push.changes) this.#put(change);
    return 'applied';
  }

  /** The changes of a whole answer, once its last part is here; undefined before. */
  chunk(chunk: ReadChunk): readonly ReadChange[] | undefined {
    if (chunk.part === 1) this.#parts = [];
    this.#parts.push(chunk);
    if (chunk.cursor === undefined) return undefined;
    if (chunk.mode === 'snapshot') {
      this.#rows.clear();
      this.#high = 0;
      this.#low = 0;
    }
    const changes = this.#parts.flatMap((part) => part.changes);
    for (const change of changes) this.#put(change);
    const { logId, seq } = parseCursor(chunk.cursor);
    this.logId = logId;
    this.seq = seq;
    this.isAsking = false;
    this.#parts = [];
    return changes;
  }

  /** The pushes that came while it was asking. */
  takeWaiting(): readonly ReadPush[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  #put(change: ReadChange): void {
    const { key, row, high, low } = change;
    const before = this.#rows.get(key);
    if (before) {
      this.#high ^= before.high;
      this.#low ^= before.low;
    }
    if (row === undefined) {
      this.#rows.delete(key);
      return;
    }
    this.#rows.set(key, change);
    this.#high ^= high;
    this.#low ^= low;
  }
}

const word = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
