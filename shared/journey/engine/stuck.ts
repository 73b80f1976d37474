import type { Run } from './run.ts';
import type { StuckJoin } from './stimulus.ts';
import type { Token } from './process-state.ts';

/** The joins that keep a process for ever, where nothing waits for anything that could still happen; undefined where something does. */
export function stuckJoins(run: Run): readonly StuckJoin[] | undefined {
  const { tokens } = run;
  for (let i = tokens.length - 1; i >= 0; i -= 1) if (waitsForOutside(run, tokens[i] as Token)) return undefined;
  if (tokens.length === 0 || run.scopes.some(({ meta }) => meta.on !== undefined || meta.timers !== undefined)) return undefined;
  const joins = new Map<string, StuckJoin>();
  for (const token of tokens) {
    const node = run.nodeOf(token);
    if (token.flow === undefined || node === undefined) continue;
    const here = tokens.filter((one) => one.at === token.at && one.scope === token.scope && one.flow !== undefined);
    const missing = node.incoming.filter(({ id }) => here.every(({ flow }) => flow !== id)).map(({ id }) => id);
    joins.set(`${String(token.scope)}/${token.at}`, { element: token.at, missing });
  }
  return [...joins.values()];
}

function waitsForOutside(run: Run, token: Token): boolean {
  if (token.incident !== undefined || token.on !== undefined || token.timers !== undefined) return true;
  if (token.flow !== undefined) return false;
  const hosted = run.hostedBy(token);
  return hosted === undefined || (hosted.meta.kind === 'adHoc' && hosted.meta.ending === undefined);
}
