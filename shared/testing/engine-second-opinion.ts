import { BpmnModdle } from 'bpmn-moddle';
import * as Elements from 'bpmn-elements';
import serialize, { TypeResolver } from 'moddle-context-serializer';
import { assert } from '../assert.ts';
import { compileFeel } from '../decision/feel/feel.ts';
import { drive } from '../journey/engine/testing/drive.ts';
import { Player } from '../journey/engine/testing/player.ts';
import { renderBlocks } from '../journey/engine/testing/render-blocks.ts';
import type { Block } from '../journey/engine/testing/render-blocks.ts';
import { toXml } from '../journey/engine/testing/to-xml.ts';
import type { NodeDefinition, ProcessDefinition, ScopeDefinition } from '../journey/process.ts';

interface Waiting {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  readonly isTimer: boolean;
}

/** Parts of bpmn-elements that its types do not name as they are. */
interface Definition {
  readonly broker: { subscribeTmp(exchange: string, pattern: string, heard: (key: string, message: { content: Waiting & { parent: unknown } }) => void, options: object): void };
  run(callback: (error?: Error) => void): void;
  getApi(message: { content: unknown }): { signal(): void; sendApiMessage(action: string): void };
  stop(): void;
}

/** Everything of a definition, also inside sub-processes. */
function allOf(scope: ScopeDefinition): { nodes: NodeDefinition[]; scripts: Map<string, string> } {
  const nodes: NodeDefinition[] = [];
  const scripts = new Map<string, string>();
  for (const { id, condition } of scope.flows) if (condition !== undefined) scripts.set(id, condition);
  for (const node of scope.nodes) {
    nodes.push(node);
    if (node.kind !== 'activity') continue;
    if (node.script !== undefined) scripts.set(node.id, node.script);
    if (node.scope === undefined) continue;
    const inner = allOf(node.scope);
    nodes.push(...inner.nodes);
    for (const [id, script] of inner.scripts) scripts.set(id, script);
  }
  return { nodes, scripts };
}

/**
 * The elements that bpmn-elements completes, in no order; every task is done and every event comes, tasks first, the oldest first.
 * Undefined where it does not come to an end: a join waits for a flow that a boundary event led round, a loop that is tested first …
 */
async function theirs(process: ProcessDefinition, data: Readonly<Record<string, unknown>>): Promise<string[] | undefined> {
  const { nodes, scripts: sources } = allOf(process);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const variables: Record<string, unknown> = { ...data };
  const scripts = {
    register(): void {},
    getScript(_: string, { id }: { id: string }) {
      const source = sources.get(id);
      const compiled = source === undefined ? undefined : compileFeel(source, 'any');
      if (compiled?.ok !== true) return undefined;
      const node = byId.get(id);
      return {
        execute(_scope: unknown, callback: (error: null, result: unknown) => void): void {
          const result = compiled.run(variables);
          const value = result.ok ? result.value : null;
          if (node?.kind === 'activity' && node.resultVariable !== undefined) variables[node.resultVariable] = value;
          callback(null, value);
        },
      };
    },
  };
  const services = Object.fromEntries(nodes.map(({ id }) => [id, (_: unknown, callback: (error: null) => void) => callback(null)]));
  const context = serialize((await new BpmnModdle().fromXML(toXml(process))) as never, TypeResolver(Elements as never));
  const silent = { debug(): void {}, error(): void {}, warn(): void {} };
  const { Environment, Context, Definition: Root } = Elements as unknown as Record<'Environment' | 'Context' | 'Definition', new (...given: unknown[]) => unknown>;
  const definition = new Root(new Context(context, new Environment({ scripts, services, Logger: () => silent }))) as Definition;
  const done: string[] = [];
  const waiting: Waiting[] = [];
  let end: 'yes' | 'failed' | undefined;
  definition.broker.subscribeTmp('event', '#', (key, { content }) => {
    if (key === 'activity.end') done.push(content.id);
    else if (key === 'activity.wait') waiting.push({ ...content, isTimer: false });
    else if (key === 'activity.timer') waiting.push({ ...content, isTimer: true });
  }, { noAck: true });
  definition.run((error) => (end = error === undefined || error === null ? 'yes' : 'failed'));
  const rank = ({ id, isTimer }: Waiting): number => {
    const node = byId.get(id);
    const isBoundary = node?.kind === 'event' && node.place === 'boundary';
    return (node?.kind === 'activity' && node.activity !== 'receive' ? 0 : isTimer ? 2 : 1) + (isBoundary ? 3 : 0);
  };
  for (let count = 0; end === undefined && waiting.length > 0 && count < 500; count += 1) {
    const [next] = [...waiting].sort((a, b) => rank(a) - rank(b));
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    const api = definition.getApi({ content: next });
    if (next.isTimer) api.sendApiMessage('cancel');
    else api.signal();
  }
  if (end !== 'yes') {
    definition.stop();
    return undefined;
  }
  return done;
}

/** What both count in the same way: bpmn-elements completes no end event that throws, but the one that a handler is tied to, and loops once more as a whole. */
function counted(process: ProcessDefinition, done: readonly string[], once: ReadonlySet<string>): string[] {
  const byId = new Map(allOf(process).nodes.map((node) => [node.id, node]));
  const kept = done.filter((id) => {
    const node = byId.get(id);
    if (node?.kind !== 'event') return node !== undefined;
    return !(node.place === 'end' && node.triggers.length > 0) && !(node.place === 'boundary' && node.triggers[0]?.on === 'compensation');
  });
  return kept.filter((id, at) => !once.has(id) || kept.indexOf(id) === at).sort();
}

/** Plays a block in both engines; throws where they do not complete the same elements equally often. */
export async function compareBlock(block: Block, data: Readonly<Record<string, unknown>>): Promise<'agrees' | 'does not end'> {
  const { process } = renderBlocks(block);
  const player = new Player(process);
  player.start(data);
  drive(player, [0], 500);
  assert(player.how === 'completed', 'ours completes');
  const once = new Set(allOf(process).nodes.filter((node) => node.kind === 'activity' && node.loop !== undefined).map(({ id }) => id));
  const said = await theirs(process, data);
  if (said === undefined) return 'does not end';
  const [ours, others] = [counted(process, player.done, once), counted(process, said, once)];
  assert(ours.join() === others.join(), `both complete the same: ours ${ours.join(' ')}, theirs ${others.join(' ')}`);
  return 'agrees';
}
