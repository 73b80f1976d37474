import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Loop } from '../loop.ts';
import type { Gateway, GatewayParts } from '../sync/gateway.ts';
import { attachGateway } from '../sync/gateway.ts';
import { readScopes } from '../queries/scope-snapshot.ts';
import { Scope } from '../sync/scope.ts';
import type { TestClient, TestClientOptions } from './socket-client.ts';
import { connectClient } from './socket-client.ts';
import type { TestLoop } from './loop.ts';

export interface TestGateway {
  readonly gateway: Gateway;
  readonly url: string;
  readonly reported: { error: unknown; context: Record<string, string> }[];
  /** A client of a person; a token is the person's id. */
  client(person: string, options?: TestClientOptions): Promise<TestClient>;
  /** With `keepsClients` they are left to find the next server. */
  stop(keepsClients?: boolean): Promise<void>;
}

let nodes = 0;

/** A gateway of its own on a loop, without the rest of the server. */
export async function openTestGateway(loop: Loop, databaseUrl: string, more: Partial<GatewayParts> = {}, port = 0): Promise<TestGateway> {
  const httpServer = createServer();
  const reported: TestGateway['reported'] = [];
  const gateway = attachGateway({
    httpServer, databaseUrl, db: loop.db, desk: loop.desk, runCommand: loop.command, now: loop.clock.now,
    node: `node${String((nodes += 1))}`,
    auth: (token) => (typeof token === 'string' ? token : undefined),
    report: (error, context) => reported.push({ error, context }),
    ...more,
  });
  await gateway.ready;
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((httpServer.address() as AddressInfo).port)}`;
  const clients: TestClient[] = [];
  return {
    gateway, url, reported,
    client: async (person, options) => {
      const client = await connectClient(url, person, options);
      clients.push(client);
      return client;
    },
    stop: async (keepsClients = false) => {
      if (!keepsClients) for (const client of clients) client.end();
      await gateway.stop();
      await new Promise((resolve) => {
        httpServer.close(resolve);
        httpServer.closeAllConnections();
      });
    },
  };
}

/** The hash of a scope (`me` as `me:ana`) read freshly from the database. */
export async function freshHash(loop: TestLoop, name: string): Promise<string> {
  const { rows, seq } = await readScopes(loop.db, [name]);
  const scope = new Scope(name);
  scope.fill(rows.get(name) ?? [], seq);
  return scope.hash;
}
