import type { BrowserContext, Frame, Page, Request } from '@playwright/test';

type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };
type Callable = (...args: unknown[]) => unknown;

/**
 * In a page: `window.<name>` with the functions of the bridge, whose calls go to Node; functions given as arguments are kept here and
 * called from there by number. Only the page itself has it, as with a real preload.
 */
const inPage = (name: string, functions: string[], values: Record<string, Plain>): string => `(() => {
  if (window.top !== window) return;
  const kept = [];
  Object.defineProperty(window, '__keptFunctions', { value: kept });
  const give = (value) => typeof value === 'function' ? { keptFunction: kept.push(value) - 1 } : value;
  const bridge = { ...${JSON.stringify(values)} };
  for (const name of ${JSON.stringify(functions)}) bridge[name] = (...args) => window.__callDesktop(name, args.map(give));
  Object.defineProperty(window, ${JSON.stringify(name)}, { value: Object.freeze(bridge) });
})()`;

/** What `contextBridge.exposeInMainWorld` is to a page: the object that a preload exposes, as functions over the line to Chromium. */
export async function bridgeInto(page: Page, name: string, api: Readonly<Record<string, unknown>>, onCall: (frame: Frame) => void): Promise<void> {
  const functions = Object.entries(api).filter((entry): entry is [string, Callable] => typeof entry[1] === 'function');
  const values = Object.fromEntries(Object.entries(api).filter(([, value]) => typeof value !== 'function')) as Record<string, Plain>;
  await page.exposeBinding('__callDesktop', ({ frame }, asked: string, args: unknown[]) => {
    onCall(frame);
    const found = functions.find(([one]) => one === asked)?.[1];
    if (!found) throw new Error(`no such function: ${asked}`);
    return found(...args.map((arg) => withPageFunction(page, arg)));
  });
  await page.addInitScript(inPage(name, functions.map(([one]) => one), values));
}

function withPageFunction(page: Page, arg: unknown): unknown {
  const kept = (arg as { keptFunction?: number } | null)?.keptFunction;
  if (kept === undefined) return arg;
  return (...args: unknown[]): void => {
    void page.evaluate(`window.__keptFunctions[${String(kept)}](...${JSON.stringify(args)})`).catch(() => undefined);
  };
}

type ProtocolHandler = (request: globalThis.Request) => Promise<Response>;

/**
 * Sends every navigation past `decide`; what has to stay never leaves. `page` is undefined for a pop-up. Where there is a handler of the
 * protocol, it answers in the server's place.
 */
export async function guardNavigation(
  context: BrowserContext,
  decide: (page: Page | undefined, url: string, isMainFrame: boolean) => 'go' | 'stay',
  handler: () => ProtocolHandler | undefined,
): Promise<void> {
  await context.route('**/*', async (route, request) => {
    if (request.isNavigationRequest()) {
      const { page, isMainFrame } = placeOf(request);
      if (decide(page, request.url(), isMainFrame) === 'stay') return route.abort('aborted');
    }
    const answers = handler();
    if (!answers) return route.continue();
    try {
      const body = request.postData();
      const answer = await answers(new Request(request.url(), { method: request.method(), headers: request.headers(), ...(body === null ? {} : { body }) }));
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
    } catch {
      await route.abort('connectionrefused');
    }
  });
}

/** A pop-up asks before it has a frame. */
function placeOf(request: Request): { page: Page | undefined; isMainFrame: boolean } {
  try {
    const frame = request.frame();
    return { page: frame.page(), isMainFrame: frame.parentFrame() === null };
  } catch {
    return { page: undefined, isMainFrame: true };
  }
}
