import { SingleBar } from 'cli-progress';

const LINE_EVERY_MS = 5000;

export interface ProgressTarget {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** What goes on, e.g. `import`. */
  readonly label: string;
  /** What is counted, e.g. `events`. */
  readonly unit: string;
  readonly total: number;
  /** Milliseconds since 1970; the clock's. */
  readonly now: () => number;
  /** Never standard output, which belongs to the result; standard error unless a test names another. */
  readonly target?: ProgressTarget;
}

export interface Progress {
  /** How much of the total is done, in units. */
  update(done: number): void;
  /** Ends the bar or prints the last line. */
  stop(): void;
}

/** Shows progress with rate and time left: a bar on a terminal, elsewhere one line every 5 seconds. */
export function startProgress(options: ProgressOptions): Progress {
  const target = options.target ?? process.stderr;
  return target.isTTY === true ? startBar(options, target) : startLines(options, target);
}

function startBar(options: ProgressOptions, target: ProgressTarget): Progress {
  const { label, unit, total, now } = options;
  const startedAt = now();
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% | {value}/{total} ${unit} | {rate}/s | {left} left`,
    stream: target as NodeJS.WritableStream,
    hideCursor: true,
    etaBuffer: 10,
    fps: 5,
  });
  bar.start(total, 0, { rate: '0', left: '?' });
  return {
    update(done) {
      bar.update(Math.min(done, total), pace(done, total, now() - startedAt));
    },
    stop() {
      bar.stop();
    },
  };
}

function startLines(options: ProgressOptions, target: ProgressTarget): Progress {
  const { label, unit, total, now } = options;
  const startedAt = now();
  let printedAt = startedAt;
  let latest = 0;
  let printed = -1;
  const print = (): void => {
    const { rate, left } = pace(latest, total, now() - startedAt);
    const percent = total === 0 ? 100 : Math.floor((Math.min(latest, total) / total) * 100);
    target.write(`${label} ${percent}% | ${latest}/${total} ${unit} | ${rate}/s | ${left} left\n`);
    printedAt = now();
    printed = latest;
  };
  return {
    update(done) {
      latest = done;
      if (now() - printedAt >= LINE_EVERY_MS) print();
    },
    stop() {
      if (printed !== latest) print();
    },
  };
}

/** Units per second since the start, and the time left at that rate. */
export function pace(done: number, total: number, elapsedMs: number): { rate: string; left: string } {
  const perSecond = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const rate = String(Math.round(perSecond));
  if (done >= total) return { rate, left: '0 s' };
  if (perSecond === 0) return { rate, left: '?' };
  const seconds = Math.ceil((total - done) / perSecond);
  if (seconds < 60) return { rate, left: `${seconds} s` };
  const minutes = Math.floor(seconds / 60);
  const left = minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return { rate, left };
}
