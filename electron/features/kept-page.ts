import * as z from 'zod/mini';

/** The page may be so large, files included, to be worth keeping; as characters of base64. */
const mostChars = 16_000_000;

const fileSchema = z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() });
const pageSchema = z.object({ v: z.literal(1), origin: z.string(), files: z.array(fileSchema) });
type KeptFile = z.infer<typeof fileSchema>;

export interface KeptPageParts {
  readonly server: URL;
  /** Asks the server itself, past any handler. */
  readonly fetch: (request: string | Request) => Promise<Response>;
  /** Where it lies sealed, as long as an offline copy does. */
  readonly store: { read(): Promise<string | undefined>; write(text: string): Promise<boolean> };
  /** Puts a handler before every request to the server, or takes it away. */
  readonly handle: (handler: ((request: Request) => Promise<Response>) | undefined) => void;
  /** The server answers again. A page from here cannot reach it: Chromium does not know where in the network it came from. */
  readonly onBack: () => void;
  readonly every?: (ms: number, run: () => void) => () => void;
}

const lookMs = 2000;

/**
 * The workspace's own page and files, for a start without the server: what was opened can then be read. Requests pass by here only while
 * the server does not answer, and none but those for the page are ever answered from here.
 */
export class KeptPage {
  readonly #parts: KeptPageParts;
  #isServing = false;

  constructor(parts: KeptPageParts) {
    this.#parts = parts;
  }

  /** Keeps the page as the server gives it now; where that fails, what was kept before stays. */
  async keep(): Promise<void> {
    if (this.#isServing) return;
    const { server, store } = this.#parts;
    try {
      const page = await this.#take('/');
      const files = [page];
      // A file names the others that it loads; each is taken once.
      for (const file of files) {
        const wanted = assetsOf(file).filter((path) => !files.some((one) => one.path === path));
        files.push(...(await Promise.all(wanted.map((path) => this.#take(path)))));
        if (files.reduce((bytes, { body }) => bytes + body.length, 0) > mostChars) return;
      }
      await store.write(JSON.stringify({ v: 1, origin: server.origin, files }));
    } catch {
      // Kept at the next sign-in.
    }
  }

  /** Serves the page from here until the server answers again; false where none is kept. */
  async serve(): Promise<boolean> {
    if (this.#isServing) return false;
    const { server, store, handle, fetch, onBack, every = repeat } = this.#parts;
    const text = await store.read();
    const kept = text === undefined ? undefined : pageSchema.safeParse(JSON.parse(text));
    if (!kept?.success || kept.data.origin !== server.origin) return false;
    const files = new Map(kept.data.files.map((file) => [file.path, file]));
    this.#isServing = true;
    handle(async (request) => {
      const url = new URL(request.url);
      const file = url.origin === server.origin && request.method === 'GET' ? files.get(url.pathname) : undefined;
      if (!file) return fetch(request);
      return new Response(Buffer.from(file.body, 'base64'), { headers: file.headers });
    });
    const stop = every(lookMs, () => {
      fetch(new URL('/readyz', server).href).then(({ ok }) => {
        if (!ok || !this.#isServing) return;
        stop();
        this.#isServing = false;
        handle(undefined);
        onBack();
      }, () => undefined);
    });
    return true;
  }

  async #take(path: string): Promise<KeptFile> {
    const answer = await this.#parts.fetch(new URL(path, this.#parts.server).href);
    if (!answer.ok) throw new Error(`${path} ${String(answer.status)}`);
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => keptHeaders.has(name)));
    return { path, headers, body: body.toString('base64') };
  }
}

/** The page's own policy comes back with it: a kept page may do no more than the one that was given. */
const keptHeaders = new Set(['content-type', 'content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-resource-policy']);

/** A file of the bundle, by the hash in its name. */
const hashedName = /[\w.-]+-[\w-]{8}\.(?:js|css|woff2?|svg)\b/g;

/** Files of `/assets/` that a page, a script or a style names. */
function assetsOf({ body, headers }: KeptFile): string[] {
  if (!/html|javascript|css/.test(headers['content-type'] ?? '')) return [];
  return [...new Set(Buffer.from(body, 'base64').toString('utf8').match(hashedName) ?? [])].map((name) => `/assets/${name}`);
}

function repeat(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
}
