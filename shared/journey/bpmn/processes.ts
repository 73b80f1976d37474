import type { ActivityDefinition, ProcessDefinition, ScopeDefinition } from '../process.ts';
import { activityOf } from './activities.ts';
import type { Defects } from './defects.ts';
import { extrasOf } from './extras.ts';
import { given } from './given.ts';
import { correlationsOf, flowNamesOf, messagesOf } from './messages.ts';
import type { Reading } from './reading.ts';
import { scopeOf } from './scope.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, textOf } from './tree.ts';

/** Every process of a file; those of pools in the order of the pools, then the rest, with `called` not yet filled. Global tasks are apart. */
export function processesOf(definitions: Element, defects: Defects): { processes: ProcessDefinition[]; globals: ProcessDefinition[] } {
  const roots = elementsOf(definitions, 'rootElements');
  const collaborations = roots.filter((root) => root.$type === 'bpmn:Collaboration');
  const reading: Reading = {
    defects,
    flowNames: flowNamesOf(collaborations.flatMap((one) => elementsOf(one, 'messageFlows'))),
    scopeOf: (holder, around) => scopeOf(holder, around, reading),
  };
  const pools = new Map<Element, string | undefined>();
  for (const participant of collaborations.flatMap((one) => elementsOf(one, 'participants'))) {
    const process = elementOf(participant, 'processRef');
    if (process?.$type === 'bpmn:Process' && !pools.has(process)) pools.set(process, textOf(participant, 'name'));
  }
  const all = roots.filter((root) => root.$type === 'bpmn:Process');
  const drawn = all.filter((process) => elementsOf(process, 'flowElements').length > 0);
  // A pool without content beside others is a black box, however its tool writes it.
  const read = drawn.length > 0 ? drawn : all.slice(0, 1);
  const common = (process: Element) => ({ messages: messagesOf(roots), called: {}, correlations: correlationsOf(process, collaborations, reading) });
  const processes = read
    .map((process) => ({ id: idOf(process), name: textOf(process, 'name') ?? pools.get(process) ?? idOf(process), ...scopeOf(process, {}, reading), ...common(process) }));
  const globals = roots.filter((root) => root.$instanceOf('bpmn:GlobalTask')).map((task) => ({ ...globalTask(task, reading), ...common(task) }));
  for (const root of roots) {
    if (/Choreography/.test(root.$type)) defects.error('bpmn_element_unknown', idOf(root), { element: root.$type.replace(/^bpmn:/, '') });
  }
  if (all.length === 0) defects.warn('bpmn_no_process', idOf(definitions));
  return { processes, globals };
}

/** A global task as a process of that one task. */
function globalTask(element: Element, reading: Reading): ScopeDefinition & { id: string; name: string } {
  const id = idOf(element);
  const name = textOf(element, 'name') ?? id;
  const extras = extrasOf(element, reading.defects);
  const activity = activityOf(element, { id: `${id}.task`, name, ...given('team', extras.team), ...given('stage', extras.stage) }, extras, reading);
  return { id, name, nodes: activity ? [activity] : [], flows: [], data: [], compensations: [] };
}

/** Every call activity of a process, those inside its sub-processes among them. */
export function callsOf(scope: ScopeDefinition): ActivityDefinition[] {
  return scope.nodes.flatMap((node) => {
    if (node.kind !== 'activity') return [];
    return [...(node.calls === undefined ? [] : [node]), ...(node.scope ? callsOf(node.scope) : [])];
  });
}

/**
 * Fills in what call activities call: from the file, else from the catalog (`known`). What nobody has is a warning; what calls itself,
 * through however many others, is an error of the call that closes the circle.
 */
export function linkCalls(processes: readonly ProcessDefinition[], globals: readonly ProcessDefinition[], known: (id: string) => ProcessDefinition | undefined, defects: Defects): ProcessDefinition[] {
  const here = new Map([...globals, ...processes].map((one) => [one.id, one]));
  const find = (id: string) => here.get(id) ?? known(id);
  const state = new Map<ProcessDefinition, 'open' | 'done'>();
  for (const process of processes) visit(process);
  return defects.hasError ? [] : processes.map((process) => ({ ...process, called: reached(process) }));

  function visit(first: ProcessDefinition): void {
    if (state.has(first)) return;
    state.set(first, 'open');
    // A stack of its own: a chain of calls may be as long as the file.
    const stack = [{ process: first, calls: callsOf(first), at: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const call = top.calls[top.at++];
      if (!call) {
        state.set(top.process, 'done');
        stack.pop();
        continue;
      }
      const target = find(call.calls ?? '');
      if (!target) defects.warn('bpmn_called_unknown', call.id, { called: call.calls ?? '' });
      else if (state.get(target) === 'open') defects.error('bpmn_call_circle', call.id, { called: target.id });
      else if (!state.has(target)) {
        state.set(target, 'open');
        stack.push({ process: target, calls: callsOf(target), at: 0 });
      }
    }
  }

  function reached(process: ProcessDefinition): Record<string, ProcessDefinition> {
    const called: Record<string, ProcessDefinition> = {};
    const seen = new Set<string>();
    const queue = callsOf(process).map((call) => call.calls ?? '');
    for (const id of queue) {
      const target = seen.has(id) ? undefined : find(id);
      seen.add(id);
      if (!target) continue;
      called[id] = { ...target, called: {} };
      queue.push(...callsOf(target).map((call) => call.calls ?? ''), ...Object.keys(target.called));
    }
    const isHere = (id: string) => here.has(id);
    return Object.fromEntries([...Object.entries(called).filter(([id]) => isHere(id)), ...Object.entries(called).filter(([id]) => !isHere(id))]);
  }
}
