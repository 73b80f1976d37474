import { setTimeout } from 'node:timers/promises';
import type { Answer } from '../../shared/contract/answer.ts';
import { cursorOf } from '../../shared/contract/changes.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import type { PacketReader, ReadChange, ReadChunk, ReadPush } from './load-mirror.ts';
import { Mirror } from './load-mirror.ts';
import type { Wire } from './load-wire.ts';
import { openWire } from './load-wire.ts';

/** Who connects, and what they watch beside `me`. */
export interface PersonPlan {
  readonly id: string;
  readonly team: number;
  readonly scopes: readonly string[];
}

export interface PersonHears {
  /** A push as it came to this socket, before anything is known of it. */
  pushed(scope: string, push: ReadPush, at: number): void;
  /** Rows that this socket now holds. */
  rows(scope: string, changes: readonly ReadChange[], seq: number, isSnapshot: boolean): void;
}

/** A person at a desk: one socket, what it watches, and the commands it waits for. */
export class LoadPerson {
  readonly plan: PersonPlan;
  readonly mirrors = new Map<string, Mirror>();
  readonly #address: string;
  readonly #reader: PacketReader;
  readonly #hears: PersonHears;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #token = '';
  #wire: Wire | undefined;
  #lastAck = 0;
  #live: (() => void) | undefined;
  /** Pushes that did not follow on what was held. */
  gaps = 0;
  closed = 0;
  cuts = 0;

  constructor(plan: PersonPlan, address: string, reader: PacketReader, hears: PersonHears) {
    this.plan = plan;
    this.#address = address;
    this.#reader = reader;
    this.#hears = hears;
    for (const scope of ['me', ...plan.scopes]) this.mirrors.set(scope, new Mirror());
  }

  async signIn(): Promise<void> {
    const response = await fetch(`${this.#address}/v1/demo-session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person: this.plan.id }),
    });
    if (!response.ok) throw new Error(`no session for ${this.plan.id}: ${String(response.status)}`);
    this.#token = ((await response.json()) as { token: string }).token;
  }

  /** Opens the socket and resolves when every scope is held, as a first sight or from where it stood. */
  async connect(): Promise<void> {
    const live = new Promise<void>((resolve) => (this.#live = resolve));
    for (const mirror of this.mirrors.values()) mirror.ask();
    const wire = await openWire(this.#address, { protocol: PROTOCOL_VERSION, token: this.#token, device: `${this.plan.id}-desk` }, {
      packet: (text, at) => this.#take(text, at),
      closed: () => this.#ended(wire),
    });
    this.#wire = wire;
    const answers = [...this.mirrors].map(async ([scope, mirror]) => {
      const cursor = mirror.seq < 0 ? {} : { cursor: cursorOf(mirror.logId, mirror.seq) };
      let answer = await this.ask('subscribe', { scope, ...cursor });
      for (let tries = 0; !answer.ok && answer.code === 'unavailable' && tries < 20; tries += 1) {
        await setTimeout(answer.retryAfterMs ?? 250);
        answer = await this.ask('subscribe', { scope, ...cursor });
      }
      if (!answer.ok) throw new Error(`${this.plan.id} may not watch ${scope}: ${answer.code}`);
    });
    await Promise.all(answers);
    await live;
  }

  get isConnected(): boolean {
    return this.#wire !== undefined;
  }

  /** Sends an event and waits for its answer; what is cut off is answered `cut`. */
  ask(event: string, body: object): Promise<Answer> {
    return new Promise((resolve) => {
      const wire = this.#wire;
      if (!wire) return resolve({ ok: false, code: 'cut' });
      const id = (this.#lastAck += 1);
      this.#answers.set(id, resolve);
      wire.send(`2${String(id)}${JSON.stringify([event, body])}`);
    });
  }

  cut(): void {
    const wire = this.#wire;
    if (!wire) return;
    this.#wire = undefined;
    wire.cut();
    this.#answerCut();
  }

  #ended(wire: Wire): void {
    if (this.#wire !== wire) return;
    this.cuts += 1;
    this.#wire = undefined;
    this.#answerCut();
  }

  #answerCut(): void {
    const open = [...this.#answers.values()];
    this.#answers.clear();
    for (const answer of open) answer({ ok: false, code: 'cut' });
  }

  #take(text: Buffer, at: number): void {
    if (text[0] === ack) {
      const from = text.indexOf('[');
      const id = Number(text.toString('latin1', 1, from));
      const answer = this.#answers.get(id);
      this.#answers.delete(id);
      answer?.((JSON.parse(text.toString('utf8', from)) as [Answer])[0]);
    } else if (text[3] === pushInitial && text[4] === pushSecond) {
      const push = this.#reader.push(text);
      this.#hears.pushed(push.scope, push, at);
      this.#apply(push);
    } else if (text[3] === chunkInitial && text[4] === chunkSecond) this.#chunk(this.#reader.chunk(text));
    else if (text.includes('"closed"')) this.closed += 1;
  }

  #apply(push: ReadPush): void {
    const mirror = this.mirrors.get(push.scope);
    if (!mirror) return;
    const done = mirror.push(push);
    if (done === 'applied') this.#hears.rows(push.scope, push.changes, push.seq, false);
    if (done !== 'gap') return;
    this.gaps += 1;
    const cursor = cursorOf(mirror.logId, mirror.seq);
    mirror.ask();
    void this.ask('since', { scope: push.scope, cursor });
  }

  #chunk(chunk: ReadChunk): void {
    const mirror = this.mirrors.get(chunk.scope);
    const changes = mirror?.chunk(chunk);
    if (!mirror || !changes) return;
    this.#hears.rows(chunk.scope, changes, mirror.seq, chunk.mode === 'snapshot');
    for (const push of mirror.takeWaiting()) this.#apply(push);
    if (this.#live && [...this.mirrors.values()].every(({ isAsking }) => !isAsking)) {
      this.#live();
      this.#live = undefined;
    }
  }
}

const code = (character: string): number => character.codePointAt(0) ?? 0;
const ack = code('3');
/** `2["push"` and `2["chunk"`; `presence` begins as a push does, so two letters are looked at. */
const [pushInitial, pushSecond, chunkInitial, chunkSecond] = [code('p'), code('u'), code('c'), code('h')];

