import type { Data } from './process-state.ts';
import { FAILED } from './run.ts';
import type { LiveScope, Run } from './run.ts';
import type { CompiledCorrelation, CompiledProcess } from './tables.ts';

type Property = CompiledCorrelation['properties'][number];

/** The first correlation key that knows a message, with the properties that it is made of for this message. */
function knows(process: CompiledProcess, message: string): { name: string; properties: readonly Property[] } | undefined {
  for (const { definition, properties } of process.correlations) {
    const mine = properties.filter(({ messages }) => messages.has(message));
    if (mine.length > 0) return { name: definition.name, properties: mine };
  }
  return undefined;
}

/**
 * The key by which a case waits for a message (BPMN 2.0, 8.4.2): what its own data say where the model tells how, else what
 * the first message of the conversation said. Undefined where there is none yet; FAILED with the failure kept.
 */
export function correlationKey(run: Run, message: string, scope: LiveScope): string | undefined | typeof FAILED {
  const found = knows(run.process, message);
  if (found === undefined) return undefined;
  const values: unknown[] = [];
  for (const { value } of found.properties) {
    if (value === undefined) return run.scopes[0]?.meta.keys?.[found.name];
    const one = run.evaluate(value, run.view(scope));
    if (one === FAILED) return FAILED;
    values.push(one);
  }
  return asKey(values);
}

/** The first message that is sent or received tells the key of those after it. */
export function noteKey(run: Run, message: string, payload: Data): void {
  const [root] = run.scopes;
  const found = knows(run.process, message);
  if (root === undefined || found === undefined || found.properties.some(({ value }) => value !== undefined)) return;
  const key = keyOfMessage(run.process, message, payload);
  if (key !== undefined && root.meta.keys?.[found.name] === undefined) run.change(root, { keys: { ...root.meta.keys, [found.name]: key } });
}

/** The key that a message carries, out of its payload; undefined where the model knows no key for it. */
export function keyOfMessage(process: CompiledProcess, message: string, payload: Data): string | undefined {
  const found = knows(process, message);
  if (found === undefined) return undefined;
  return asKey(found.properties.map(({ messages }) => {
    const result = messages.get(message)?.run(payload);
    return result?.ok === true ? result.value : null;
  }));
}

/** The conversation that a message belongs to, by the name of its correlation; undefined for none. */
export const conversationOf = (process: CompiledProcess, message: string): string | undefined => knows(process, message)?.name;

function asKey(values: readonly unknown[]): string {
  const [first] = values;
  return values.length === 1 && typeof first === 'string' ? first : JSON.stringify(values.length === 1 ? first : values);
}
