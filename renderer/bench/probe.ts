/**
 * Watches from inside a page what a person would feel; `server/bench/` puts it into the real workspace as it is. Times are milliseconds.
 * It has no imports, because it runs as a script of its own.
 */
interface ProbeReport {
  readonly seconds: number;
  /** Frames in each whole second. */
  readonly framesPerSecond: readonly number[];
  /** Tasks of 50 ms and more. */
  readonly longTasks: readonly number[];
  /** From a key press to after the paint that followed. */
  readonly inputToPaint: readonly number[];
  /** How often another row, or the same row at another height, was under the pointer than at the frame before. */
  readonly moved: number;
  readonly looks: number;
}

(() => {
  const longTasks: number[] = [];
  const inputToPaint: number[] = [];
  let frames: number[] = [];
  let moved = 0;
  let looks = 0;
  let isOn = false;
  let point: { x: number; y: number } | undefined;
  let under = '';

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ entryTypes: ['longtask'] });

  // After the next frame's callbacks come style, layout and paint; a message posted in one arrives behind them.
  const afterPaint = (then: () => void): void => void requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(undefined);
  });

  addEventListener('keydown', ({ timeStamp }) => {
    if (isOn) afterPaint(() => inputToPaint.push(performance.now() - timeStamp));
  }, { capture: true });

  function look(): void {
    if (!point) return;
    const row = document.elementFromPoint(point.x, point.y)?.closest('[row-id]');
    const now = row ? `${row.getAttribute('row-id') ?? ''} ${String(Math.round(row.getBoundingClientRect().top))}` : '';
    looks += 1;
    if (under !== '' && now !== under) moved += 1;
    under = now;
  }

  function frame(at: number): void {
    if (!isOn) return;
    frames.push(at);
    look();
    requestAnimationFrame(frame);
  }

  function report(): ProbeReport {
    const first = frames[0] ?? 0;
    const seconds = ((frames.at(-1) ?? first) - first) / 1000;
    const framesPerSecond = Array.from({ length: Math.floor(seconds) }, (_, n) => frames.filter((at) => at >= first + n * 1000 && at < first + (n + 1) * 1000).length);
    return { seconds, framesPerSecond, longTasks: [...longTasks], inputToPaint: [...inputToPaint], moved, looks };
  }

  Object.assign(globalThis, {
    batonProbe: {
      /** With a point, what is under it is looked at at every frame. */
      start: (at?: { x: number; y: number }): void => {
        frames = [];
        longTasks.length = 0;
        inputToPaint.length = 0;
        moved = 0;
        looks = 0;
        under = '';
        point = at;
        isOn = true;
        requestAnimationFrame(frame);
      },
      stop: (): ProbeReport => {
        isOn = false;
        return report();
      },
    },
  });
})();
