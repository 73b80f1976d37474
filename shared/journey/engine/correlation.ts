import { FAILED } from './run.ts';
import type { LiveScope, Run } from './run.ts';
import type { CompiledCorrelation, CompiledProcess } from './tables.ts';

/**
 * The key by which a case waits for a message: the values over its data of the first correlation key that knows the message
 * and says how the case has it. Undefined where there is none; FAILED with the failure kept.
 */
export function correlationKey(run: Run, message: string, scope: LiveScope): string | undefined | typeof FAILED {
  for (const { properties } of run.process.correlations) {
    const mine = properties.filter(({ messages, value }) => messages.has(message) && value !== undefined);
    if (mine.length === 0) continue;
    const values: unknown[] = [];
    for (const { value } of mine) {
      if (value === undefined) continue;
      const one = run.evaluate(value, run.view(scope));
      if (one === FAILED) return FAILED;
      values.push(one);
    }
    return asKey(values);
  }
  return undefined;
}

/** The key that a message carries: what its payload says for the properties a case can be found by. Undefined where nothing is said. */
export function keyOfMessage(process: CompiledProcess, message: string, payload: Readonly<Record<string, unknown>>): string | undefined {
  for (const { properties } of process.correlations) {
    const mine = properties.filter((one): one is CompiledCorrelation['properties'][number] => one.messages.has(message) && one.value !== undefined);
    if (mine.length === 0) continue;
    const values: unknown[] = [];
    for (const { messages } of mine) {
      const result = messages.get(message)?.run(payload);
      values.push(result?.ok === true ? result.value : null);
    }
    return asKey(values);
  }
  return undefined;
}

function asKey(values: readonly unknown[]): string {
  const [first] = values;
  return values.length === 1 && typeof first === 'string' ? first : JSON.stringify(values.length === 1 ? first : values);
}
