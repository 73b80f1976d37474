import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import type { Answer } from '../../shared/contract/answer.ts';
import { cursorOf } from '../../shared/contract/changes.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { handshakeSchema, speaks } from '../../shared/contract/socket.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Session } from '../desk/command-input.ts';
import type { Db } from '../store/db.ts';
import { listen } from '../store/listen.ts';
import type { TailEntry } from '../store/reads/tail.ts';
import { Audit } from './audit.ts';
import type { SocketLimits } from './client-socket.ts';
import { ClientSocket, defaultSocketLimits } from './client-socket.ts';
import type { FeedLimits } from './feed.ts';
import { Feed } from './feed.ts';
import type { Frame } from './frame.ts';
import type { CustomerPlace } from './customer-presence.ts';
import { encodeFrame } from './frame.ts';
import { answerMessages } from './messages.ts';
import type { StoreLimits } from './scope-store.ts';
import { ScopeStore } from './scope-store.ts';
import type { Scope, Watcher } from './scope.ts';
import { Staff } from './staff.ts';
import type { Tail, TailLimits } from './tail.ts';
import { startTail } from './tail.ts';
import type { TogetherLimits } from './together.ts';
import { presenceChannel, Together } from './together.ts';
import { Watching } from './watching.ts';

export interface GatewayParts {
  readonly httpServer: HttpServer;
  /** The person of a session's token. */
  readonly auth: (token: unknown) => string | undefined;
  readonly takesInputs?: () => boolean;
  readonly runCommand: (command: Command, session: Session) => Promise<Answer>;
  /** Hears the entries of each batch of this server after its commit. */
  readonly desk: { onCommit(listener: (entries: readonly TailEntry[]) => void): void };
  /** A pool for reads. */
  readonly db: Db;
  /** For the connection that listens. */
  readonly databaseUrl: string;
  /** This server among others, drawn at its start. */
  readonly node: string;
  /** The server's wall clock, in milliseconds. */
  readonly now: () => number;
  readonly report: (error: unknown, context: Record<string, string>) => void;
  /** A channel has told nothing more of a customer who was on it. */
  readonly onCustomerGone?: (place: CustomerPlace) => void;
  readonly limits?: { readonly tail?: TailLimits; readonly feed?: FeedLimits; readonly store?: StoreLimits; readonly socket?: SocketLimits; readonly together?: TogetherLimits };
  /** Where tests lose or delay what goes to a socket, or what comes from the log. */
  readonly deliver?: (watcher: Watcher, frame: Frame) => void;
  readonly through?: (entries: readonly TailEntry[]) => readonly TailEntry[];
}

export interface GatewayStats {
  readonly sockets: number;
  readonly scopes: number;
  readonly cursor: number;
  readonly isStalled: boolean;
  readonly flushes: number;
  readonly pushes: number;
  readonly deliveries: number;
  readonly snapshots: number;
  /** Sockets that did not read. */
  readonly cuts: number;
  /** Messages that were refused before they were inputs. */
  readonly refusedMessages: number;
  /** Hashes that differed. */
  readonly mismatches: number;
}

export interface Gateway {
  /** Resolves when the log is being read; connections wait for it. */
  readonly ready: Promise<void>;
  stats(): GatewayStats;
  /** The person and device that may write a task's form now. */
  leaseOf: Together['leaseOf'];
  /** Who is where in a case: customers on channels of theirs, and staff. */
  presence: Pick<Together, 'knowsCustomer' | 'putCustomer' | 'dropCustomer' | 'people'>;
  /** Compares all watched scopes with the database; returns those that differed, which are then put right. */
  audit(): Promise<string[]>;
  stop(): Promise<void>;
}

const logChannel = 'baton_log';
const notifyEveryMs = 25;
const headEveryMs = 2000;
/** Sockets get their heads in turn: all at once would hold up everything else. */
const headTurns = 20;
/** A head that goes with something else costs next to nothing, so most sockets never need one of its own. */
const headBesideMs = 1000;
const sweepEveryMs = 30_000;
const auditEveryMs = 5000;

/** Serves sockets of this node from the log: subscriptions, pushes, commands, presence. */
export function attachGateway(parts: GatewayParts): Gateway {
  const { db, report, now } = parts;
  const counts = { cuts: 0, refusedMessages: 0, mismatches: 0 };
  const socketLimits = parts.limits?.socket ?? defaultSocketLimits;
  const sockets = new Map<string, Set<ClientSocket>>();
  const all = new Set<ClientSocket>();
  const staff = new Staff();
  let tail: Tail | undefined;
  let isStalled = false;
  let isStopped = false;

  const store = new ScopeStore(db, () => tail?.logId ?? '', parts.limits?.store);
  const feed = new Feed({
    db, store, report,
    position: () => tail?.cursor ?? 0,
    isHere: (person) => sockets.has(person),
    refreshStaff: async (subjects) => {
      await staff.refresh(db, subjects);
      for (const subject of subjects) for (const socket of affected(subject)) watching.recheckSocket(socket);
    },
    recheck: (scope: Scope) => watching.recheckScope(scope),
    ...(parts.deliver ? { deliver: parts.deliver } : {}),
    ...(parts.limits?.feed ? { limits: parts.limits.feed } : {}),
  });
  const watching = new Watching({
    store, feed, staff, scopesPerSocket: socketLimits.scopes,
    tail: () => {
      if (!tail) throw new Error('Bug: a socket before the log is read');
      return tail;
    },
  });
  const affected = (subject: string): Iterable<ClientSocket> =>
    subject.startsWith('person:') ? [...(sockets.get(subject.slice('person:'.length)) ?? [])] : [...all];

  const take = (entries: readonly TailEntry[]): void => {
    isStalled = false;
    try {
      for (const entry of entries) together.hear(entry);
      feed.take(parts.through ? parts.through(entries) : entries);
    } catch (error) {
      report(error, { at: 'tail' });
    }
  };

  const listener = listen(parts.databaseUrl, [logChannel, presenceChannel], (channel, payload) => {
    if (channel === logChannel) tail?.wake();
    else if (payload !== '') together.told(payload);
  });
  const together = new Together({
    node: parts.node, store,
    notify: (payload) => void listener.notify(presenceChannel, payload),
    ...(parts.limits?.together ? { limits: parts.limits.together } : {}),
    ...(parts.onCustomerGone ? { onCustomerGone: parts.onCustomerGone } : {}),
  });

  let notifyTimer: NodeJS.Timeout | undefined;
  parts.desk.onCommit((entries) => {
    if (isStopped) return;
    tail?.offer(entries);
    notifyTimer ??= setTimeout(() => {
      notifyTimer = undefined;
      void listener.notify(logChannel, '');
    }, notifyEveryMs);
  });

  const start = async (): Promise<void> => {
    for (;;) {
      try {
        await staff.load(db);
        tail = await startTail({
          db, onEntries: take,
          onOtherLog: () => {
            report(new Error('the database holds another log'), { at: 'tail' });
            for (const socket of [...all]) socket.cut();
            store.clear();
          },
          onStall: (cursor, head) => {
            isStalled = true;
            report(new Error('the reader of the log does not move'), { at: 'tail', cursor: String(cursor), head: String(head) });
          },
          ...(parts.limits?.tail ? { limits: parts.limits.tail } : {}),
        });
        // People may have changed between the two reads.
        await staff.load(db);
        return;
      } catch (error) {
        if (isStopped) return;
        report(error, { at: 'start' });
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  const ready = start();

  const io = new Server(parts.httpServer, {
    transports: ['websocket'], allowUpgrades: false, serveClient: false, perMessageDeflate: false, httpCompression: false,
    pingInterval: 5000, pingTimeout: 5000, connectTimeout: 5000, maxHttpBufferSize: 64 * 1024,
  });
  io.use((socket, next) => {
    void admit(socket).then(
      (refusal) => next(refusal && Object.assign(new Error(refusal.code), { data: refusal })),
      (error: unknown) => {
        report(error, { at: 'handshake' });
        next(Object.assign(new Error('unavailable'), { data: refuse('unavailable') }));
      },
    );
  });

  async function admit(socket: Socket): Promise<Refusal | undefined> {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    if (!handshake.success) return refuse('bad_request', { because: 'handshake' });
    const { protocol, token, device = 'unknown' } = handshake.data;
    const spoken = speaks(protocol);
    if (spoken === 'refused') return refuse('unavailable', { protocol });
    const person = parts.auth(token);
    if (person === undefined) return refuse('no_session');
    await ready;
    if (!staff.people.has(person)) await staff.refresh(db, [`person:${person}`]);
    if (!staff.people.has(person)) return refuse('no_session');
    (socket.data as { session?: unknown }).session = { person, device, mayWrite: spoken === 'full' };
    return undefined;
  }

  const headBeside = (headAt: number, now: number): Frame | undefined => (tail && now - headAt >= headBesideMs ? headNow(tail, now) : undefined);
  io.on('connection', (socket) => {
    const { session } = socket.data as { session: { person: string; device: string; mayWrite: boolean } };
    const client = new ClientSocket(socket, session, socketLimits, () => (counts.cuts += 1), headBeside);
    all.add(client);
    sockets.set(client.person, (sockets.get(client.person) ?? new Set()).add(client));
    answerMessages(socket, client, { ...parts, watching, together, counts, logId: () => tail?.logId ?? '' });
    socket.on('disconnect', () => {
      client.isCut = true;
      all.delete(client);
      const own = sockets.get(client.person);
      own?.delete(client);
      if (own?.size === 0) sockets.delete(client.person);
      together.leave(client);
      watching.leaveAll(client);
    });
    if (tail) client.sendHead(headFrame(tail), performance.now());
  });

  const headFrame = ({ logId, cursor }: Tail): Frame => encodeFrame('head', JSON.stringify({ cursor: cursorOf(logId, cursor), now: now() }));
  let latest: { readonly frame: Frame; readonly madeAt: number } | undefined;
  /** A head for many sockets, made once for those who ask in the same turn. */
  const headNow = (tail: Tail, now: number): Frame => {
    if (!latest || now - latest.madeAt > headEveryMs / headTurns) latest = { frame: headFrame(tail), madeAt: now };
    return latest.frame;
  };
  const heads = setInterval(() => {
    if (!tail) return;
    const now = performance.now();
    for (const socket of all) if (now - socket.headAt >= headEveryMs) socket.sendHead(headNow(tail, now), now);
  }, headEveryMs / headTurns);
  const audit = new Audit({ db, store, feed, report, tail: () => tail, resend: (scope) => watching.resend(scope) });
  let auditing: Promise<void> | undefined;
  const audits = setInterval(() => {
    // A database that is away is told by others.
    auditing ??= audit.round().catch(() => undefined).finally(() => (auditing = undefined));
  }, auditEveryMs);
  const sweep = setInterval(() => store.sweep(performance.now()), sweepEveryMs);

  return {
    ready,
    audit: () => audit.all(),
    leaseOf: (task) => together.leaseOf(task),
    presence: together,
    stats: () => ({
      ...counts, sockets: all.size, scopes: store.size, cursor: tail?.cursor ?? 0, isStalled, snapshots: store.snapshots,
      flushes: feed.flushes, pushes: feed.pushes, deliveries: feed.deliveries,
    }),
    stop: async () => {
      isStopped = true;
      clearInterval(heads);
      clearInterval(sweep);
      clearInterval(audits);
      clearTimeout(notifyTimer);
      // Without a goodbye, after which clients would not come back by themselves.
      io.engine.close();
      together.stop();
      await ready;
      await auditing;
      await tail?.stop();
      await feed.stop();
      await listener.stop();
    },
  };
}

