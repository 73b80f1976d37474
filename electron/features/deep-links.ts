import { linkedCaseSchema } from '../../shared/contract/ipc.ts';

const scheme = 'baton:';
const longest = 256;
/** So long after a link no other one is followed: a page that fires hundreds moves the desk once. */
const quietMs = 1000;

/** The case that a link names, or undefined: `baton://case/<id>` and nothing else, to the letter. */
export function caseOfLink(link: string): string | undefined {
  if (link.length > longest || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  const id = url.pathname.replace(/^\//, '');
  // What a URL reader repairs, drops or decodes is not what was written: only the plain form is a link.
  const isPlain = link === `baton://case/${id}`;
  const parsed = linkedCaseSchema.safeParse(id);
  return isPlain && url.protocol === scheme && parsed.success ? parsed.data : undefined;
}

/** The one link among the arguments of a start; none where there are two, or none at all. */
export function linkIn(args: readonly string[]): string | undefined {
  const links = args.filter((arg) => arg.toLowerCase().startsWith(scheme));
  return links.length === 1 ? links[0] : undefined;
}

interface DeepLinkParts {
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Brings the main window forward and shows the case there. */
  readonly show: (caseId: string) => void;
}

/** Links into the desk. They only navigate; one that comes before somebody has signed in waits, and the newest one counts. */
export class DeepLinks {
  readonly #parts: DeepLinkParts;
  #isSignedIn = false;
  #waiting: string | undefined;
  #followedAt = -Infinity;

  constructor(parts: DeepLinkParts) {
    this.#parts = parts;
  }

  /** Says whether it was a link of ours. */
  open(link: string): boolean {
    const found = caseOfLink(link);
    if (found === undefined) return false;
    if (!this.#isSignedIn) this.#waiting = found;
    else if (this.#parts.now() - this.#followedAt >= quietMs) this.#follow(found);
    return true;
  }

  signedIn(): void {
    this.#isSignedIn = true;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#follow(waiting);
  }

  signedOut(): void {
    this.#isSignedIn = false;
    this.#waiting = undefined;
  }

  #follow(caseId: string): void {
    this.#followedAt = this.#parts.now();
    this.#parts.show(caseId);
  }
}
