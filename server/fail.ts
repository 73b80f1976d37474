import type { Refusal } from '../shared/model/refusal.ts';

/** Ends a command of the command line: the code and what it names to standard error, exit status 1. */
export function fail(refusal: Refusal | string, detail?: string): void {
  const text = typeof refusal === 'string' ? [refusal, detail].join(': ') : `${refusal.code} ${JSON.stringify(refusal.params ?? {})}`;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
