import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { must } from '../../../shared/assert.ts';
import { drawFrom } from '../../../shared/work/effects/draw.ts';
import type { Idempotent } from '../../../shared/work/effects/result.ts';

/** A request as a simulated system sees it. */
export interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly case: string;
  /** From 0 up to, not including, 1; the same for the same seed, case, path, label and how many keys that case has used on the path. */
  draw(label?: string): number;
}

export interface Told {
  /** 200 unless it refuses. */
  readonly status?: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A system outside, as its answers. */
export interface SystemScript {
  readonly name: string;
  readonly idempotent: Idempotent;
  /** By path; answers depend on nothing but what was asked. */
  readonly answers: Readonly<Record<string, (asked: Asked) => Told>>;
}

/** How a system behaves at the moment; shares are from 0 to 1 and drawn from seed, key and how often that key was asked. */
export interface Weather {
  /** Nobody is there: connections are refused. */
  readonly isDown: boolean;
  readonly latencyMs: number;
  /** Answers 500 and has done nothing. */
  readonly failing: number;
  /** Does it, and cuts the connection. */
  readonly losing: number;
  /** Does it, and answers something that nobody understands. */
  readonly wrong: number;
}

export const fairWeather: Weather = { isDown: false, latencyMs: 0, failing: 0, losing: 0, wrong: 0 };

/** What a system has done, once for each key that it honours. */
export interface Applied {
  readonly key: string;
  readonly case: string;
  readonly path: string;
  readonly times: number;
}

export interface RunningSystem {
  readonly name: string;
  /** Without a slash at its end. */
  readonly address: string;
  weather(change: Partial<Weather>): Promise<void>;
  applied(): Applied[];
  /** Hears what is asked, whatever comes of it. */
  listen(hear: (body: Asked['body']) => void): void;
  stop(): Promise<void>;
}

interface Done {
  readonly told: Told;
  readonly readyAt: number;
}

const host = '127.0.0.1';

/** Starts a simulated system on a loopback port; `GET /_applied` and `POST /_weather` are its other side. */
export async function startSystem(script: SystemScript, { seed = 1, port = 0 } = {}): Promise<RunningSystem> {
  const app = fastify({ forceCloseConnections: true });
  let weather = fairWeather;
  const done = new Map<string, Done>();
  const applied = new Map<string, Applied>();
  const asked = new Map<string, number>();
  const steps = new Map<string, string[]>();
  let hear = (_: Asked['body']): void => undefined;
  const elapsed = (): number => performance.now();

  /** The second time that a case comes with the same is another step of it, and may be answered otherwise. */
  const stepOf = (key: string, caseId: string, path: string): string => {
    const keys = steps.get(`${caseId} ${path}`) ?? [];
    if (!keys.includes(key)) keys.push(key);
    steps.set(`${caseId} ${path}`, keys);
    return String(keys.indexOf(key));
  };

  const apply = (key: string, path: string, caseId: string, body: Asked['body']): Done => {
    const known = done.get(key);
    if (known && script.idempotent !== 'none') return known;
    const draw = (label = ''): number => drawFrom(`${String(seed)}/${caseId}/${path}/${stepOf(key, caseId, path)}/${label}`);
    const made = { told: must(script.answers[path], 'a route has its answer')({ body, case: caseId, draw }), readyAt: elapsed() + weather.latencyMs };
    done.set(key, made);
    applied.set(key, { key, case: caseId, path, times: (applied.get(key)?.times ?? 0) + 1 });
    return made;
  };

  for (const path of Object.keys(script.answers))
    app.post(path, async (request, reply) => {
      const key = header(request, 'idempotency-key');
      const nth = (asked.get(key) ?? 0) + 1;
      asked.set(key, nth);
      hear(request.body as Asked['body']);
      const luck = drawFrom(`${String(seed)}/${key}/${String(nth)}`);
      const { failing, losing, wrong, latencyMs } = weather;
      if (luck < failing) return reply.code(500).send({ code: 'broken' });
      const isNew = !done.has(key) || script.idempotent === 'none';
      const { told, readyAt } = apply(key, path, header(request, 'baton-case'), request.body as Asked['body']);
      if (!isNew && readyAt > elapsed()) return reply.code(409).send({ code: 'in_progress' });
      if (isNew && latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (luck < failing + losing) return cut(request, reply);
      if (luck < failing + losing + wrong) return reply.send({ surprise: true });
      return reply.code(told.status ?? 200).send(told.body);
    });
  if (script.idempotent !== 'none')
    app.get<{ Params: { key: string } }>('/requests/:key', (request, reply) => {
      const known = done.get(request.params.key);
      if (!known) return reply.code(404).send({ code: 'request_unknown' });
      if (known.readyAt > elapsed()) return reply.code(202).send({});
      return reply.code(known.told.status ?? 200).send(known.told.body);
    });

  const listApplied = (): Applied[] => [...applied.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const change = async (part: Partial<Weather>): Promise<void> => {
    const wasDown = weather.isDown;
    weather = { ...weather, ...part };
    if (weather.isDown && !wasDown) {
      const closed = new Promise((resolve) => app.server.close(resolve));
      app.server.closeAllConnections();
      await closed;
    } else if (!weather.isDown && wasDown) await new Promise<void>((resolve) => app.server.listen(listensOn, host, resolve));
  };
  app.get('/_applied', () => listApplied());
  app.post('/_weather', async (request) => {
    // Who says that it is down is answered before it is.
    setImmediate(() => void change(request.body as Partial<Weather>));
    return {};
  });
  await app.listen({ host, port });
  const listensOn = (app.server.address() as AddressInfo).port;
  return {
    name: script.name,
    address: `http://${host}:${String(listensOn)}`,
    weather: change,
    applied: listApplied,
    listen: (given) => (hear = given),
    stop: async () => {
      await app.close();
    },
  };
}


const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
