import fc from 'fast-check';
import type { Change, Chunk, Push } from '../contract/changes.ts';
import { cursorOf, parseCursor } from '../contract/changes.ts';
import type { applyChunk, applyPush, Ask, ScopeState, Step } from '../sync/apply.ts';
import { asking, cursorOfScope, emptyScope, hashOfScope } from '../sync/apply.ts';
import { ScopeHash } from '../sync/scope-hash.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { checkProperty, expectThat } from './suite.ts';

/** What the suite tests. */
export interface ApplyPart {
  readonly applyPush: typeof applyPush;
  readonly applyChunk: typeof applyChunk;
}

const logId = 'log-1';

/** A server's side of one scope, as plain as can be: rows with versions, every line ever, and what is on its way to one client. */
class ModelScope {
  readonly rows = new Map<string, number>();
  readonly lines: { seq: number; id: string }[] = [];
  head = 10;
  last = 10;
  floor = 10;
  /** Lines that no push has told yet. */
  untold: { seq: number; id: string }[] = [];
  readonly wire: (Push | Chunk)[] = [];

  change(id: string, isGone: boolean): void {
    this.head += 1;
    if (isGone) this.rows.delete(id);
    else this.rows.set(id, this.head);
    this.untold.push({ seq: this.head, id });
  }

  /** Rows as they are when the push is made; its seq is that of the newest line it tells. */
  push(): void {
    const told = this.untold.splice(0);
    const seq = told.at(-1)?.seq;
    if (seq === undefined) return;
    this.wire.push({ scope: 's', prev: this.last, seq, changes: this.#changes(told.map(({ id }) => id)) });
    this.lines.push(...told);
    this.last = seq;
  }

  answer(cursor: string | undefined, partSize: number): void {
    // Lines of untold changes are told with the next push; the rows read now may already hold them.
    this.push();
    const from = cursor === undefined ? -1 : parseCursor(cursor).seq;
    const isSince = from >= this.floor;
    const ids = isSince ? this.lines.filter(({ seq }) => seq > from).map(({ id }) => id) : [...this.rows.keys()];
    const changes = this.#changes(ids);
    const parts = Math.max(1, Math.ceil(changes.length / partSize));
    for (let part = 1; part <= parts; part += 1)
      this.wire.push({
        scope: 's', mode: isSince ? 'since' : 'snapshot', part, parts, changes: changes.slice((part - 1) * partSize, part * partSize),
        ...(part === parts ? { cursor: cursorOf(logId, this.head) } : {}),
      });
  }

  hash(): string {
    const hash = new ScopeHash();
    for (const [id, version] of this.rows) hash.turn('task', id, version);
    return hash.toString();
  }

  #changes(ids: readonly string[]): Change[] {
    return [...new Set(ids)].map((id): Change => {
      const version = this.rows.get(id);
      return version === undefined ? { drop: 'task', id } : { put: 'task', row: { id, version } };
    });
  }
}

const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('change' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), isGone: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), back: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('serve' as const), partSize: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
);

/**
 * T18, T20, invariant 4: whatever is lost, comes twice or waits between a snapshot and the pushes after it, a client that holds itself
 * for up to date has the rows of a fresh snapshot, and whoever missed something asks.
 */
export function scopeSyncSuite(part: ApplyPart, options: SuiteOptions): SuiteReport {
  const property = fc.property(fc.array(anyStep, { maxLength: 80, size: 'max' }), (steps) => {
    const server = new ModelScope();
    let client: ScopeState = emptyScope;
    let asks: (Ask | 'subscribe')[] = ['subscribe'];
    const delivered: (Push | Chunk)[] = [];
    let isLossy = false;
    const take = (frame: Push | Chunk): void => {
      const step: Step = 'mode' in frame ? part.applyChunk(client, frame) : part.applyPush(client, frame);
      client = step.state;
      if (step.ask !== undefined) asks.push(step.ask);
      delivered.push(frame);
      check();
    };
    const check = (): void => {
      if (server.untold.length > 0 || client.isAsking || client.seq < server.last) return;
      expectThat(hashOfScope(client) === server.hash(), `at ${String(client.seq)} of ${String(server.last)} the client holds other rows`);
    };
    const serve = (partSize: number): void => {
      const ask = asks.shift();
      if (ask !== undefined) server.answer(ask === 'snapshot' ? undefined : cursorOfScope(client), partSize);
    };
    for (const step of steps) {
      if (step.do === 'change') server.change(step.id, step.isGone);
      else if (step.do === 'push') server.push();
      else if (step.do === 'deliver') for (const frame of server.wire.splice(0, step.count)) take(frame);
      else if (step.do === 'lose') isLossy = server.wire.shift() !== undefined || isLossy;
      else if (step.do === 'again') {
        const frame = delivered.at(-step.back);
        // What comes twice is a whole answer or a push; a lone part of an answer is never sent.
        if (frame && (!('mode' in frame) || frame.parts === 1)) take(frame);
      } else if (step.do === 'serve') serve(step.partSize);
      else if (step.do === 'forget') server.floor = server.last;
      else {
        server.wire.length = 0;
        client = asking(client);
        asks = ['subscribe'];
      }
    }
    // The line is quiet: what a client does then is to ask again where no answer came, and to compare.
    for (let round = 0; round < 6; round += 1) {
      server.push();
      for (const frame of server.wire.splice(0)) take(frame);
      while (asks.length > 0) serve(2);
      for (const frame of server.wire.splice(0)) take(frame);
      if (client.isAsking) asks.push('snapshot');
      else if (client.seq < server.last) {
        expectThat(isLossy, 'a client is behind although nothing was lost');
        client = asking(client);
        asks.push('since');
      }
    }
    expectThat(!client.isAsking, 'a client asks for ever');
    expectThat(hashOfScope(client) === server.hash(), 'in the end the client holds other rows');
  });
  return checkProperty('scope sync', 'T18 T20', property, options);
}
