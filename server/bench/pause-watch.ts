const lookEveryMs = 5;

/** Notes when the event loop of this thread stood still for over five looks, in milliseconds. */
export function startPauseWatch(): { all(): readonly number[]; forget(): void } {
  let pausesMs: number[] = [];
  let lookedAt = performance.now();
  setInterval(() => {
    const now = performance.now();
    if (now - lookedAt > lookEveryMs * 5) pausesMs.push(now - lookedAt);
    lookedAt = now;
  }, lookEveryMs).unref();
  return { all: () => pausesMs, forget: () => void (pausesMs = []) };
}
