import { hash } from 'node:crypto';
import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { FailedAction } from '../../shared/decision/action/decision.ts';
import { compileBundle } from '../../shared/decision/action/compile-bundle.ts';
import { must } from '../../shared/assert.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/queryable.ts';
import type { SwitchedOff } from '../store/tables/action-switches.ts';
import { keepParts, readPart } from '../store/tables/decision-parts.ts';
import { withoutSwitchedOff } from './switched-off.ts';

export const sha256 = (text: string): string => hash('sha256', text);

/** So many older rules stay compiled; those of today always do. */
const mostOlder = 8;

/** The rules of decisions: those of today, and those that receipts name. */
export class RuleBook {
  readonly today: Bundle;
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #older = new Map<string, Bundle>();
  readonly #told = new Set<string>();
  #now: { readonly of: string; readonly bundle: Bundle; readonly isKept: boolean };

  constructor(today: Bundle, db: Queryable, clock: Clock) {
    this.today = today;
    this.#now = { of: '[]', bundle: today, isKept: false };
    this.#db = db;
    this.#clock = clock;
  }

  /** The rules of today without what is turned off (in one order), kept so that a receipt may name them. */
  async todayWithout(off: readonly SwitchedOff[]): Promise<Bundle> {
    const of = canonicalJson(off);
    if (this.#now.of !== of) this.#now = { of, bundle: off.length === 0 ? this.today : this.#without(off), isKept: false };
    const { bundle, isKept } = this.#now;
    if (!isKept) await this.#keep(bundle);
    return bundle;
  }

  #without(off: readonly SwitchedOff[]): Bundle {
    const bundle = compileBundle(withoutSwitchedOff(this.today.source, off), sha256);
    must(bundle.ok, 'a gate that is always shut fits into all rules');
    return bundle.ok ? bundle : this.today;
  }

  async #keep(bundle: Bundle): Promise<void> {
    const { digest, source } = bundle;
    await keepParts(this.#db, [{ digest, kind: 'bundle', key: 'actions', text: canonicalJson(source), at: this.#clock.now() }]);
    if (this.#now.bundle === bundle) this.#now = { ...this.#now, isKept: true };
  }

  /** Failures of today's rules that this server has not told anybody of. */
  untold(failed: readonly FailedAction[]): readonly FailedAction[] {
    return failed.filter((one) => !this.#told.has(failureOf(one)));
  }

  told(failed: readonly FailedAction[]): void {
    for (const one of failed) this.#told.add(failureOf(one));
  }

  /** The rules with a digest, which are kept as long as a receipt names them; undefined where nobody knows them. */
  async find(digest: string): Promise<Bundle | undefined> {
    if (digest === this.today.digest) return this.today;
    const known = this.#older.get(digest);
    if (known) return known;
    const part = await readPart(this.#db, digest);
    if (!part) return undefined;
    const bundle = compileBundle(JSON.parse(part.body), sha256);
    must(bundle.ok, 'rules that were used once can be compiled again');
    if (!bundle.ok) return undefined;
    if (this.#older.size >= mostOlder) this.#older.clear();
    this.#older.set(digest, bundle);
    return bundle;
  }
}

const failureOf = ({ action, at, code }: FailedAction): string => `${action} ${at} ${code}`;
