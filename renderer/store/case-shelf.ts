/** Scopes kept at once: a case and its customer make two. */
const mostKept = 16;

/** What was opened lately stays watched, so that it can be read without a connection, and opens at once when one comes back to it. */
export class CaseShelf {
  readonly #watch: (scope: string) => () => void;
  readonly #onDrop: (scope: string) => void;
  /** The one that was looked at last stands last. */
  readonly #kept = new Map<string, () => void>();

  constructor(watch: (scope: string) => () => void, onDrop: (scope: string) => void = () => undefined) {
    this.#watch = watch;
    this.#onDrop = onDrop;
  }

  /** Watches a scope from now on; the one that nobody looked at for longest makes room. */
  keep(scope: string): void {
    const leave = this.#kept.get(scope) ?? this.#watch(scope);
    this.#kept.delete(scope);
    this.#kept.set(scope, leave);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) return;
      this.#kept.get(oldest)?.();
      this.#kept.delete(oldest);
      this.#onDrop(oldest);
    }
  }
}
