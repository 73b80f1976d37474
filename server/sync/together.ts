import type { Presence, PresencePush } from '../../shared/contract/changes.ts';
import type { TailEntry } from '../store/reads/tail.ts';
import type { ClientSocket } from './client-socket.ts';
import type { CustomerChange, CustomerPlace } from './customer-presence.ts';
import { CustomerPresence } from './customer-presence.ts';
import { encodeFrame } from './frame.ts';
import type { Lease } from './leases.ts';
import { Leases } from './leases.ts';
import type { PresenceChange } from './presence.ts';
import { PresenceTable } from './presence.ts';
import { QueuePresence } from './queue-presence.ts';
import type { ScopeStore } from './scope-store.ts';

export const presenceChannel = 'baton_presence';
/** PostgreSQL takes less than 8,000 bytes in one NOTIFY. */
const payloadRoom = 7000;

/** Spans in milliseconds. */
export interface TogetherLimits {
  readonly presenceMs: number;
  readonly leaseMs: number;
  /** Of a customer on a channel of theirs, which tells of them less often than a screen of staff. */
  readonly customerMs: number;
  /** Between two tellings to other nodes. */
  readonly tellMs: number;
}

export const defaultTogetherLimits: TogetherLimits = { presenceMs: 10_000, leaseMs: 60_000, customerMs: 30_000, tellMs: 1000 };

interface Told {
  readonly node: string;
  readonly changes: readonly PresenceChange[];
  readonly leases: readonly { readonly task: string; readonly by: string; readonly device: string }[];
  readonly customers?: readonly CustomerChange[];
}

export interface TogetherParts {
  readonly node: string;
  readonly store: ScopeStore;
  readonly notify: (payload: string) => void;
  readonly limits?: TogetherLimits;
  /** A channel has told nothing more of a customer who was on it. */
  readonly onCustomerGone?: (place: CustomerPlace) => void;
}

/**
 * Presence and edit leases of this node and what others tell of theirs. A node tells its changes at most once a second; a telling is
 * also the heartbeat of all its lines, so those of a node that died are gone after a presence's life.
 */
export class Together {
  readonly #parts: TogetherParts;
  readonly #limits: TogetherLimits;
  readonly #table: PresenceTable;
  readonly #queues: QueuePresence;
  readonly #leases: Leases;
  readonly #customers: CustomerPresence;
  readonly #customerChanges = new Map<string, CustomerChange>();
  readonly #keys = new Map<ClientSocket, string>();
  readonly #changes = new Map<string, PresenceChange>();
  readonly #renewed = new Map<string, { task: string; by: string; device: string }>();
  readonly #dirty = new Set<string>();
  #sockets = 0;
  #timer: NodeJS.Timeout;

  constructor(parts: TogetherParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? defaultTogetherLimits;
    this.#queues = new QueuePresence(this.#limits.tellMs, {
      watchersOf: (team) => parts.store.get(`queue:${team}`)?.watchers,
      people: (caseId) => this.#table.people(caseId),
    });
    const changed = (caseId: string): void => {
      if (this.#dirty.size === 0) setImmediate(() => this.#show());
      this.#dirty.add(caseId);
    };
    this.#customers = new CustomerPresence(this.#limits.customerMs, changed);
    this.#table = new PresenceTable(this.#limits.presenceMs, (caseId, queues) => {
      changed(caseId);
      for (const team of queues) this.#queues.changed(team, caseId, performance.now());
    });
    this.#leases = new Leases(this.#limits.leaseMs);
    this.#timer = setInterval(() => this.#beat(), this.#limits.tellMs);
  }

  hear(entry: TailEntry): void {
    if (entry.kind.startsWith('lease:')) this.#leases.hear(entry, performance.now());
    if (entry.kind === 'customer:left' && entry.case !== null) this.#customers.dropCase(entry.case);
  }

  /** Whether all that a channel tells of a customer is where in the case they are now. */
  knowsCustomer(place: CustomerPlace): boolean {
    return this.#customers.isKnown(place, performance.now());
  }

  /** A channel has told this node where a customer is. */
  putCustomer(place: CustomerPlace): void {
    this.#customers.put(place, true, performance.now());
    this.#customerChanges.set(`${place.source} ${place.case}`, { source: place.source, case: place.case, place });
  }

  dropCustomer({ source, case: id }: Pick<CustomerPlace, 'source' | 'case'>): void {
    this.#customers.drop({ source, case: id });
    this.#customerChanges.set(`${source} ${id}`, { source, case: id });
  }

  /** Who of staff is in a case now, on any node. */
  people(caseId: string): PresencePush['people'] {
    return this.#table.people(caseId);
  }

  /** Who may write a task's form now. */
  leaseOf(task: string): Lease | undefined {
    return this.#leases.of(task, performance.now());
  }

  /** What a person does on a case they watch. */
  put(socket: ClientSocket, presence: Presence): void {
    const change = { key: this.#key(socket), person: socket.person, ...presence, queues: this.#queuesOf(presence.case) };
    this.#changes.set(change.key, change);
    this.#table.put(change, performance.now());
  }

  heartbeat(socket: ClientSocket, tasks: readonly string[]): void {
    const now = performance.now();
    const key = this.#keys.get(socket);
    if (key !== undefined) {
      this.#table.renew(key, now);
      this.#followCase(key, now);
    }
    for (const task of tasks)
      if (this.#leases.renew(task, socket.person, socket.device, now)) this.#renewed.set(task, { task, by: socket.person, device: socket.device });
  }

  /** The socket is gone, or left the case. */
  leave(socket: ClientSocket, caseId?: string): void {
    const key = this.#keys.get(socket);
    if (key === undefined) return;
    const change = this.#table.change(key);
    if (caseId === undefined) this.#keys.delete(socket);
    if (!change || (caseId !== undefined && change.case !== caseId)) return;
    this.#changes.set(key, { key, person: change.person, case: change.case });
    this.#table.drop(key);
  }

  /** What another node told. */
  told(payload: string): void {
    const told = parse(payload);
    if (!told || told.node === this.#parts.node) return;
    const now = performance.now();
    for (const change of told.changes) this.#table.put(change, now);
    this.#table.renew(`${told.node}/`, now);
    for (const { task, by, device } of told.leases) this.#leases.renew(task, by, device, now);
    for (const { place, ...gone } of told.customers ?? []) {
      if (place) this.#customers.put(place, false, now);
      else this.#customers.drop(gone);
    }
  }

  /** For a socket that has just begun to watch a case. */
  show(socket: ClientSocket, caseId: string): void {
    const push = this.#push(caseId);
    if (push.people.length > 0 || push.customer !== undefined) socket.send(encodeFrame('presence', JSON.stringify(push)));
  }

  /** For a socket that has just begun to watch a queue. */
  showQueue(socket: ClientSocket, team: string): void {
    this.#queues.show(socket, team, this.#table.casesOf(team));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The case of a line may have come to other queues since. */
  #followCase(key: string, now: number): void {
    const line = this.#table.change(key);
    if (!line) return;
    const queues = this.#queuesOf(line.case);
    if (queues.join(' ') === line.queues?.join(' ')) return;
    const change = { ...line, queues };
    this.#changes.set(key, change);
    this.#table.put(change, now);
  }

  /** Teams in whose queues a case stands; whoever is in it watches it, so its rows are here. */
  #queuesOf(caseId: string): string[] {
    const rows = this.#parts.store.get(`case:${caseId}`)?.rows.values() ?? [];
    const teams = new Set<string>();
    for (const { kind, homes } of rows) if (kind === 'task') for (const home of homes) if (home.startsWith('queue:')) teams.add(home.slice('queue:'.length));
    return [...teams].sort();
  }

  #key(socket: ClientSocket): string {
    let key = this.#keys.get(socket);
    if (key === undefined) this.#keys.set(socket, (key = `${this.#parts.node}/${String((this.#sockets += 1))}/`));
    return key;
  }

  #push(caseId: string): PresencePush {
    const customer = this.#customers.of(caseId);
    return { case: caseId, ...(customer === undefined ? {} : { customer }), people: this.#table.people(caseId) };
  }

  #show(): void {
    for (const caseId of this.#dirty) {
      const scope = this.#parts.store.get(`case:${caseId}`);
      if (!scope || scope.watchers.size === 0) continue;
      const frame = encodeFrame('presence', JSON.stringify(this.#push(caseId)));
      for (const watcher of scope.watchers.keys()) watcher.send(frame);
    }
    this.#dirty.clear();
  }

  #beat(): void {
    const now = performance.now();
    // Others hear of ends from the node they happened on: to them its telling keeps all its lines alive.
    for (const change of this.#table.expire(now)) if (change.key.startsWith(`${this.#parts.node}/`)) this.#changes.set(change.key, change);
    this.#leases.expire(now);
    for (const place of this.#customers.expire(now)) this.#parts.onCustomerGone?.(place);
    this.#queues.tell(now);
    if (this.#keys.size === 0 && this.#changes.size === 0 && this.#renewed.size === 0 && this.#customerChanges.size === 0) return;
    const { node, notify } = this.#parts;
    const nothing = () => ({ node, changes: [] as PresenceChange[], leases: [] as { task: string; by: string; device: string }[], customers: [] as CustomerChange[] });
    let told = nothing();
    let room = payloadRoom;
    const flush = (): void => {
      notify(JSON.stringify(told));
      told = nothing();
      room = payloadRoom;
    };
    const add = (size: number, put: () => void): void => {
      if (size > room) flush();
      room -= size;
      put();
    };
    for (const change of this.#changes.values()) add(JSON.stringify(change).length + 1, () => told.changes.push(change));
    for (const lease of this.#renewed.values()) add(JSON.stringify(lease).length + 1, () => told.leases.push(lease));
    for (const change of this.#customerChanges.values()) add(JSON.stringify(change).length + 1, () => told.customers.push(change));
    flush();
    this.#changes.clear();
    this.#renewed.clear();
    this.#customerChanges.clear();
  }
}

function parse(payload: string): Told | undefined {
  try {
    const told = JSON.parse(payload) as Told;
    return typeof told.node === 'string' && Array.isArray(told.changes) && Array.isArray(told.leases) ? told : undefined;
  } catch {
    return undefined;
  }
}
