import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import * as Elements from 'bpmn-elements';
import serialize, { TypeResolver } from 'moddle-context-serializer';
import { must } from '../../shared/assert.ts';
import { compileFeel } from '../../shared/decision/feel/feel.ts';
import { toXml } from '../../shared/journey/engine/testing/to-xml.ts';
import type { FlowDefinition, NodeDefinition, ProcessDefinition, ScopeDefinition } from '../../shared/journey/process.ts';
import type { Move } from './engine-loan.ts';

/** What bpmn-engine gives us of an activity that waits. */
interface Waiting {
  readonly id: string;
  signal(data?: unknown): void;
}

type Variables = Record<string, unknown>;
type Callback = (error: Error | null, result?: unknown) => void;

/**
 * The same process in bpmn-engine 25, as well as it can be used: the model is parsed once, conditions, scripts and mappings are our
 * own compiled closures, systems answer at once, and nothing is stored. Standard loops go round once, for it ends them on the opposite
 * condition. Where a message
 * starts the process, the plain start is left out, for it would begin with both. Plays the moves of a case; returns the completed elements.
 */
export async function openPeer(definition: ProcessDefinition): Promise<(moves: readonly Move[]) => Promise<string[]>> {
  const process = withoutLoops(withoutPlainStart(definition));
  const context = serialize((await new BpmnModdle({}, { nsMap: {} }).fromXML(toXml(process))) as never, TypeResolver(Elements as never));
  const { nodes, flows } = allOf(process);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const closures = new Map([...flows.map(({ id, condition }) => [id, condition] as const), ...nodes.map((node) => [node.id, node.kind === 'activity' ? node.script : undefined] as const)]
    .flatMap(([id, source]) => (source === undefined ? [] : [[id, closure(source)] as const])));
  const outputs = new Map(nodes.map((node) => [node.id, node.kind === 'gateway' ? [] : node.outputs.map(({ from, to }) => ({ run: closure(from), to }))]));
  const kept = new Map(nodes.map((node) => [node.id, node.kind === 'activity' ? node.resultVariable : undefined]));
  const first = Object.fromEntries(definition.data.map(({ name, value }) => [name, value === undefined ? null : closure(value)({})]));
  const waitsFor = (name: string): string[] => nodes.filter((node) => (node.kind === 'event' && node.triggers.some((trigger) => trigger.on === 'message' && trigger.name === name)) || (node.kind === 'activity' && node.message?.name === name)).map(({ id }) => id);

  return async (moves) => {
    const variables: Variables = { ...first };
    const answers = new Map<string, Variables>();
    const waiting = new Map<string, Waiting>();
    const done: string[] = [];
    const take = (id: string, given: Variables): void => {
      const name = kept.get(id);
      const mapped = outputs.get(id) ?? [];
      if (name !== undefined) variables[name] = given['result'];
      else if (mapped.length === 0) Object.assign(variables, given);
      else for (const { run, to } of mapped) variables[to] = run({ ...variables, ...given, message: given });
    };
    const scripts = {
      register(): void {},
      getScript: (_: string, { id }: { id: string }) => {
        const run = closures.get(id);
        return run === undefined ? undefined : {
          execute(_scope: unknown, callback: Callback): void {
            const value = run(variables);
            const name = kept.get(id);
            if (name !== undefined) variables[name] = value;
            callback(null, value);
          },
        };
      },
    };
    const services = Object.fromEntries(nodes.map(({ id }) => [id, (_: unknown, callback: Callback): void => {
      take(id, answers.get(id) ?? {});
      callback(null);
    }]));
    const listener = {
      emit(name: string, api: Waiting): void {
        if (name === 'activity.wait') waiting.set(api.id, api);
        else if (name === 'activity.end') done.push(api.id);
      },
    };
    const isService = (id: string): boolean => {
      const node = byId.get(id);
      return node?.kind === 'activity' && (node.activity === 'service' || node.activity === 'businessRule');
    };
    for (const move of moves) if (!('type' in move) && 'at' in move && isService(move.at)) answers.set(move.at, move.data ?? {});
    const engine = new Engine({ name: 'peer', sourceContext: context, scripts, services } as never);
    const signal = (id: string, data: Variables): void => {
      const api = must(waiting.get(id), `bpmn-engine waits at ${id}`);
      waiting.delete(id);
      take(id, data);
      api.signal();
    };
    for (const move of moves) {
      if ('type' in move && move.type === 'start') {
        Object.assign(variables, move.data);
        await engine.execute({ listener } as never);
        signal(move.at, move.payload);
      } else if ('type' in move) signal(must(waitsFor(move.name).find((id) => waiting.has(id)), `bpmn-engine waits for ${move.name}`), { ...move.payload });
      else if ('at' in move && !isService(move.at)) signal(move.at, move.data ?? {});
    }
    // Timers that still run would go on after the case.
    await engine.stop();
    return done;
  };
}

function closure(source: string): (scope: Variables) => unknown {
  const compiled = compileFeel(source, 'any');
  if (!compiled.ok) throw new Error(`no FEEL: ${source}`);
  return (scope) => {
    const result = compiled.run(scope);
    return result.ok ? result.value : null;
  };
}

function allOf({ nodes, flows }: ScopeDefinition): { nodes: readonly NodeDefinition[]; flows: readonly FlowDefinition[] } {
  const inner = nodes.flatMap((node) => (node.kind === 'activity' && node.scope !== undefined ? [allOf(node.scope)] : []));
  return { nodes: [...nodes, ...inner.flatMap((one) => one.nodes)], flows: [...flows, ...inner.flatMap((one) => one.flows)] };
}

function withoutPlainStart(definition: ProcessDefinition): ProcessDefinition {
  const isStart = (node: NodeDefinition, isPlain: boolean): boolean => node.kind === 'event' && node.place === 'start' && (node.triggers.length === 0) === isPlain;
  if (!definition.nodes.some((node) => isStart(node, false))) return definition;
  const nodes = definition.nodes.filter((node) => !isStart(node, true));
  return { ...definition, nodes, flows: definition.flows.filter(({ from }) => nodes.some(({ id }) => id === from)) };
}

function withoutLoops<T extends ScopeDefinition>(scope: T): T {
  const nodes = scope.nodes.map((node) => {
    if (node.kind !== 'activity') return node;
    const { loop, ...rest } = node;
    return { ...rest, ...(loop === undefined || loop.loop === 'standard' ? {} : { loop }), ...(node.scope === undefined ? {} : { scope: withoutLoops(node.scope) }) };
  });
  return { ...scope, nodes };
}
