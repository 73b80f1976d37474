import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import * as Elements from 'bpmn-elements';
import serialize, { TypeResolver } from 'moddle-context-serializer';
import { must } from '../../shared/assert.ts';
import { compileFeel } from '../../shared/decision/feel/feel.ts';
import { toXml } from '../../shared/journey/engine/testing/to-xml.ts';
import type { ProcessDefinition } from '../../shared/journey/process.ts';
import type { Move } from './engine-loan.ts';

/** What bpmn-engine gives us of an activity that waits. */
interface Waiting {
  readonly id: string;
  signal(data?: unknown): void;
}

type Variables = Record<string, unknown>;

/**
 * The same process in bpmn-engine 25, as well as it can be used: the model is parsed once, conditions and scripts are our own
 * compiled closures, systems answer at once, and nothing is stored. Plays the moves of a case; returns the completed elements.
 */
export async function openPeer(definition: ProcessDefinition): Promise<(moves: readonly Move[]) => Promise<string[]>> {
  const context = serialize(await new BpmnModdle({}, { nsMap: {} }).fromXML(toXml(definition)), TypeResolver(Elements));
  const closures = new Map(
    [...definition.flows.map(({ id, condition }) => [id, condition] as const), ...definition.nodes.map((node) => [node.id, node.kind === 'activity' ? node.script : undefined] as const)]
      .filter((one): one is readonly [string, string] => one[1] !== undefined)
      .map(([id, source]) => {
        const compiled = compileFeel(source, 'any');
        if (!compiled.ok) throw new Error(`no FEEL at ${id}`);
        return [id, compiled.run] as const;
      }),
  );
  const kept = new Map(definition.nodes.map((node) => [node.id, node.kind === 'activity' ? node.resultVariable : undefined]));
  const mapped = new Map(definition.nodes.map((node) => [node.id, node.kind === 'gateway' ? [] : node.outputs.filter(({ from }) => /^\w+$/.test(from))]));

  return async (moves) => {
    const variables: Variables = {};
    const answers = new Map<string, Variables | undefined>();
    const waiting = new Map<string, Waiting>();
    const done: string[] = [];
    const take = (id: string, given: Variables | undefined): void => {
      const name = kept.get(id);
      const outputs = mapped.get(id) ?? [];
      if (name !== undefined) variables[name] = given?.['result'];
      else if (outputs.length === 0) Object.assign(variables, given);
      else for (const { from, to } of outputs) variables[to] = given?.[from];
    };
    const scripts = {
      register(): void {},
      getScript: (_language: string, { id }: { id: string }) => {
        const run = closures.get(id);
        return run === undefined ? undefined : {
          execute(_scope: unknown, callback: (error: Error | null, result?: unknown) => void): void {
            const result = run(variables);
            const value = result.ok ? result.value : null;
            const name = kept.get(id);
            if (name !== undefined) variables[name] = value;
            callback(null, value);
          },
        };
      },
    };
    const services = Object.fromEntries(definition.nodes.map(({ id }) => [id, (_scope: unknown, callback: (error: Error | null, result?: unknown) => void): void => {
      take(id, answers.get(id));
      callback(null);
    }]));
    const listener = {
      emit(name: string, api: Waiting): void {
        if (name === 'activity.wait') waiting.set(api.id, api);
        else if (name === 'activity.end') done.push(api.id);
      },
    };
    for (const move of moves) {
      if ('at' in move && services[move.at] !== undefined && !isHuman(definition, move.at)) answers.set(move.at, move.data);
      if ('type' in move && move.type === 'start') Object.assign(variables, move.data);
    }
    const engine = new Engine({ name: 'peer', sourceContext: context, scripts, services } as never);
    await engine.execute({ listener } as never);
    for (const move of moves) {
      const id = 'at' in move && typeof move.at === 'string' && !('type' in move) ? move.at : 'type' in move && move.type === 'message' ? move.name : undefined;
      if (id === undefined || answers.has(id)) continue;
      const api = must(waiting.get(id), `bpmn-engine waits at ${id}`);
      waiting.delete(id);
      take(id, 'data' in move ? (move.data as Variables | undefined) : undefined);
      api.signal();
    }
    return done;
  };
}

const isHuman = (definition: ProcessDefinition, id: string): boolean => definition.nodes.some((node) => node.id === id && node.kind === 'activity' && node.activity === 'user');
