import pg from 'pg';

export interface Listener {
  /** Tells other nodes; lost where the connection is away, so a listener also looks by itself now and then. */
  notify(channel: string, payload: string): Promise<void>;
  stop(): Promise<void>;
}

const againMs = 500;

/**
 * Listens on channels over a connection of its own, for as long as it is not stopped; a lost connection is made again. `heard` gets
 * an empty payload for every channel after each (re)connection, since what was told meanwhile is gone. What it tells itself it does
 * not hear.
 */
export function listen(url: string, channels: readonly string[], heard: (channel: string, payload: string) => void): Listener {
  let client: pg.Client | undefined;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'baton-listen', keepAlive: true, connectionTimeoutMillis: 10_000 });
    fresh.on('error', () => undefined);
    fresh.on('end', () => {
      if (client === fresh) client = undefined;
      if (!isStopped) timer = setTimeout(begin, againMs);
    });
    fresh.on('notification', ({ channel, payload, processId }) => {
      if (processId !== (fresh as unknown as { processID: number }).processID) heard(channel, payload ?? '');
    });
    await fresh.connect();
    await fresh.query(channels.map((channel) => `listen ${pg.escapeIdentifier(channel)}`).join('; '));
    if (isStopped) return void (await fresh.end());
    client = fresh;
    for (const channel of channels) heard(channel, '');
  };
  let connecting: Promise<void> = Promise.resolve();
  const begin = (): void => {
    if (isStopped) return;
    connecting = connect().catch(() => {
      if (!isStopped) timer ??= setTimeout(() => { timer = undefined; begin(); }, againMs);
    });
  };
  begin();
  // One at a time: a connection does not queue.
  let sending: Promise<void> = Promise.resolve();

  return {
    notify: (channel, payload) =>
      (sending = sending.then(async () => void (await client?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined)))),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await connecting;
      await sending;
      await client?.end().catch(() => undefined);
    },
  };
}
