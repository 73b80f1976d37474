import { cursorOf, parseCursor } from '../../shared/contract/changes.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Watched } from '../../shared/policy/may-watch.ts';
import { mayWatch } from '../../shared/policy/may-watch.ts';
import type { RightsClass } from '../../shared/policy/rights-class.ts';
import { rightsClass } from '../../shared/policy/rights-class.ts';
import type { ClientSocket } from './client-socket.ts';
import { chunkFrames } from './encode.ts';
import type { Feed } from './feed.ts';
import type { Frame } from './frame.ts';
import { encodeFrame } from './frame.ts';
import type { ScopeStore } from './scope-store.ts';
import type { Scope } from './scope.ts';
import { split, wireName } from './scope.ts';
import type { Staff } from './staff.ts';
import type { Tail } from './tail.ts';

export interface WatchingParts {
  readonly store: ScopeStore;
  readonly feed: Feed;
  readonly staff: Staff;
  readonly tail: () => Tail;
  readonly scopesPerSocket: number;
}

/** "Not yours" and "not there" read the same. */
const notFound = (scope: string): Refusal => refuse('not_found', { scope: wireName(scope) });

/** Who watches what: subscriptions, catching up, and their end. */
export class Watching {
  readonly #parts: WatchingParts;

  constructor(parts: WatchingParts) {
    this.#parts = parts;
  }

  /** Joins a scope and streams its rows: what was missed since `cursor` where the ring has it, else a snapshot. */
  async subscribe(socket: ClientSocket, wire: string, cursor: string | undefined): Promise<Refusal | undefined> {
    const { store, feed, tail, scopesPerSocket } = this.#parts;
    const name = fullName(wire, socket.person);
    if (socket.scopes.size >= scopesPerSocket && !socket.scopes.has(name)) return refuse('bad_request', { because: 'scopes', limit: scopesPerSocket });
    if (!this.#mayBe(socket.person, name)) return notFound(name);
    const from = cursor === undefined ? undefined : parseCursor(cursor);
    // A node that lags must not show a client less than it has seen.
    if (from?.logId === tail().logId && from.seq > tail().cursor) await tail().reach(from.seq);
    const scope = await store.open(name);
    if (isRefusal(scope)) return scope;
    await feed.settle(scope);
    const rights = this.#rightsTo(socket.person, scope);
    if (rights === undefined) {
      if (scope.rows.size === 0) store.forget(scope);
      return notFound(name);
    }
    if (socket.isCut || store.get(name) !== scope) return refuse('unavailable', { what: 'scope' });
    scope.watchers.set(socket, rights);
    socket.scopes.set(name, scope);
    socket.stream(this.#catchUp(scope, rights, from));
    feed.joined(scope);
    return undefined;
  }

  /** What a watcher missed since a cursor. */
  async since(socket: ClientSocket, wire: string, cursor: string): Promise<Refusal | undefined> {
    const scope = socket.scopes.get(fullName(wire, socket.person));
    if (!scope) return notFound(wire);
    await this.#parts.feed.settle(scope);
    const rights = scope.watchers.get(socket);
    if (!rights) return notFound(wire);
    socket.stream(this.#catchUp(scope, rights, parseCursor(cursor)));
    return undefined;
  }

  unsubscribe(socket: ClientSocket, wire: string): void {
    const scope = socket.scopes.get(fullName(wire, socket.person));
    if (scope) this.#leave(socket, scope);
  }

  leaveAll(socket: ClientSocket): void {
    for (const scope of [...socket.scopes.values()]) this.#leave(socket, scope);
  }

  /** After a person changed: closes what they may no longer watch; a scope seen in a new role is sent anew. */
  recheckSocket(socket: ClientSocket): void {
    for (const scope of [...socket.scopes.values()]) this.#recheck(socket, scope);
  }

  /** After a case changed: whoever watched it because of what it was. */
  recheckScope(scope: Scope): void {
    if (scope.name.startsWith('case:')) for (const socket of [...scope.watchers.keys()]) this.#recheck(socket as ClientSocket, scope);
  }

  /** Sends a scope whole to all who watch it. */
  resend(scope: Scope): void {
    for (const [watcher, rights] of scope.watchers) (watcher as ClientSocket).stream(this.#snapshot(scope, rights));
  }

  /** A scope's hash at the newest line, and where that is. */
  standing(socket: ClientSocket, wire: string): { scope: Scope; last: number; complete: number } | undefined {
    const scope = socket.scopes.get(fullName(wire, socket.person));
    return scope && { scope, last: scope.ring.last, complete: this.#parts.feed.completeTo(scope) };
  }

  #recheck(socket: ClientSocket, scope: Scope): void {
    const before = scope.watchers.get(socket);
    const rights = this.#rightsTo(socket.person, scope);
    if (rights === undefined) {
      this.#leave(socket, scope);
      socket.send(encodeFrame('closed', JSON.stringify({ scope: wireName(scope.name), code: 'not_found' })));
    } else if (rights.key !== before?.key) {
      scope.watchers.set(socket, rights);
      socket.stream(this.#snapshot(scope, rights));
    }
  }

  #leave(socket: ClientSocket, scope: Scope): void {
    scope.watchers.delete(socket);
    socket.scopes.delete(scope.name);
    scope.idleSince = performance.now();
  }

  #catchUp(scope: Scope, rights: RightsClass, from: { logId: string; seq: number } | undefined): readonly Frame[] {
    const { feed, tail } = this.#parts;
    const { logId } = tail();
    const complete = feed.completeTo(scope);
    const cursor = cursorOf(logId, complete);
    const keys = from !== undefined && from.logId === logId && from.seq <= complete ? scope.ring.since(from.seq) : undefined;
    if (keys) return chunkFrames(scope, rights, cursor, keys);
    const kept = scope.frames.get(rights.key);
    // An older cursor of the same rows is as good: nothing of this scope lies between.
    if (kept?.revision === scope.revision && kept.logId === logId) return kept.frames;
    const frames = this.#snapshot(scope, rights);
    if (scope.watchers.size > 1) scope.frames.set(rights.key, { revision: scope.revision, logId, frames });
    return frames;
  }

  #snapshot(scope: Scope, rights: RightsClass): readonly Frame[] {
    const { feed, tail } = this.#parts;
    return chunkFrames(scope, rights, cursorOf(tail().logId, feed.completeTo(scope)));
  }

  /** Before anything is loaded: whether the scope can be theirs at all. */
  #mayBe(person: string, name: string): boolean {
    const { staff } = this.#parts;
    const known = staff.people.get(person);
    if (!known) return false;
    const watched = this.#watchedNow(name);
    return watched === undefined ? !/^(queue|team):/.test(name) : mayWatch(known, watched);
  }

  #rightsTo(person: string, scope: Scope): RightsClass | undefined {
    const known: Person | undefined = this.#parts.staff.people.get(person);
    const watched = this.#watchedNow(scope.name) ?? scope.watched();
    return known && watched && mayWatch(known, watched) ? rightsClass(known, watched) : undefined;
  }

  #watchedNow(name: string): Watched | undefined {
    const [kind, id] = split(name);
    if (kind === 'me') return { kind, person: id };
    if (kind !== 'queue' && kind !== 'team') return undefined;
    const team = this.#parts.staff.teams.get(id);
    return team && { kind, team: id, branch: team.branch };
  }
}

/** `me` on the wire is the asking person's own. */
const fullName = (wire: string, person: string): string => (wire === 'me' ? `me:${person}` : wire);
