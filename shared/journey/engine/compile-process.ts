import type { Defect, ProcessDefinition, ScopeDefinition } from '../process.ts';
import { Compiling, fillNode, newNode } from './compile-node.ts';
import type { MutableNode, MutableTable } from './compile-node.ts';
import { reachOf } from './reach.ts';
import { mayStart } from './start.ts';
import type { CompiledCorrelation, CompiledProcess, Expression, Node, ScopeTable } from './tables.ts';
import { readTimer } from './timers.ts';

/** Cells of the tables that late joins need, over the whole process; beyond it a model is refused. */
const REACH_LIMIT = 16_000_000;

/**
 * Compiles a process with all that it calls. Refused with every defect found: expressions that are no FEEL, and what does not
 * hang together (`bpmn_flow_dangling`, `bpmn_boundary_unattached`, `bpmn_link_unmatched`, `bpmn_id_twice`, `bpmn_default_unknown`,
 * `bpmn_handler_unknown`, `bpmn_too_large`, `bpmn_start_time`). A called process that is not there is no defect: the case has an incident when it gets there.
 */
export function compileProcess(definition: ProcessDefinition): CompiledProcess | { readonly ok: false; readonly defects: readonly Defect[] } {
  const compiling = new Compiling();
  const called = new Map<string, MutableTable>();
  const definitions = new Map<string, ProcessDefinition>();
  collect(definition, definitions);
  for (const [id] of definitions) called.set(id, newTable(id, undefined, called));
  for (const [id, one] of definitions) {
    const table = called.get(id);
    if (table !== undefined) fillTable(compiling, table, one, undefined, undefined);
  }
  const root = newTable(definition.id, undefined, called);
  fillTable(compiling, root, definition, undefined, undefined);
  for (const node of root.list) if (mayStart(node)) checkStart(compiling, node);
  compiling.findReach(REACH_LIMIT, reachOf);
  const correlations = definition.correlations.map((one): CompiledCorrelation => ({
    definition: one,
    properties: one.properties.map(({ name, messages, value }) => ({
      name,
      messages: new Map(Object.entries(messages).flatMap(([message, source]) => {
        const expression = compiling.feel(source, definition.id);
        return expression === undefined ? [] : [[message, expression] as [string, Expression]];
      })),
      value: value === undefined ? undefined : compiling.feel(value, definition.id),
    })),
  }));
  if (compiling.defects.length > 0) return { ok: false, defects: compiling.defects };
  return {
    ok: true,
    id: definition.id,
    root,
    called,
    nodes: compiling.nodes,
    flows: compiling.flows,
    correlations,
    hasLateJoins: compiling.nodes.some((node) => (node.op === 'inclusive' || node.op === 'complex') && node.incoming.length > 1),
    hasConditions: compiling.nodes.some(({ triggers }) => triggers.some(({ on }) => on === 'conditional')),
  };
}

function collect({ called }: ProcessDefinition, into: Map<string, ProcessDefinition>): void {
  for (const [id, one] of Object.entries(called)) {
    if (into.has(id)) continue;
    into.set(id, one);
    collect(one, into);
  }
}

const newTable = (id: string, owner: Node | undefined, called: ReadonlyMap<string, ScopeTable>): MutableTable => ({
  id, nodes: new Map(), list: [], starts: [], eventSubs: [], data: [], owner, called, shapes: new Map(),
});

function fillTable(compiling: Compiling, table: MutableTable, scope: ScopeDefinition, stage: string | undefined, team: string | undefined): void {
  for (const definition of scope.nodes) {
    if (table.nodes.has(definition.id)) {
      compiling.defect('bpmn_id_twice', definition.id);
      continue;
    }
    const node = newNode(compiling, definition, table, stage, team);
    table.nodes.set(definition.id, node);
    table.list.push(node);
  }
  for (const flow of scope.flows) compiling.join(table, flow);
  for (const node of table.list) {
    fillNode(compiling, node, table);
    if (node.definition.kind !== 'activity' || node.definition.scope === undefined) continue;
    const inner = newTable(node.id, node, table.called);
    node.inner = inner;
    fillTable(compiling, inner, node.definition.scope, node.stage, node.team);
  }
  table.data = scope.data.map((one) => compiling.data(one));
  findEventSubs(table);
  table.starts = startsIn(table);
  findUndo(compiling, table, scope);
}

function findEventSubs(table: MutableTable): void {
  for (const node of table.list) {
    if (node.definition.kind !== 'activity' || node.definition.activity !== 'eventSubProcess') continue;
    const start = node.inner?.list.find((one) => one.op === 'start');
    if (start !== undefined) table.eventSubs.push({ node, start });
  }
}

/** None start events; without any start event, everything that no flow leads to. */
function startsIn({ list, owner }: MutableTable): Node[] {
  if (owner?.definition.kind === 'activity' && owner.definition.activity === 'eventSubProcess') return [];
  const events = list.filter(({ op }) => op === 'start');
  if (events.length > 0) return events.filter(({ triggers }) => triggers.length === 0);
  return list.filter(({ incoming, definition, boundaryOf, isLinkTarget }) => {
    if (incoming.length > 0 || boundaryOf !== undefined || isLinkTarget) return false;
    return definition.kind !== 'activity' || (!definition.isForCompensation && definition.activity !== 'eventSubProcess' && !definition.instantiates);
  });
}

/** Handlers of activities, and which sub-processes must remember what was done in them. */
function findUndo(compiling: Compiling, table: MutableTable, scope: ScopeDefinition): void {
  for (const { activity, handler } of scope.compensations) {
    const [host, by] = [table.nodes.get(activity), table.nodes.get(handler)];
    const undone = host?.boundaryOf ?? host;
    if (undone === undefined || by === undefined) compiling.defect('bpmn_handler_unknown', undone === undefined ? activity : handler);
    else {
      (undone as MutableNode).handler = by;
      (undone as MutableNode).isUndoable = true;
    }
  }
  for (const node of table.list) {
    const hasInside = node.inner?.list.some((one) => one.isUndoable) === true || node.inner?.eventSubs.some(({ start }) => start.triggers.some(({ on }) => on === 'compensation')) === true;
    if (hasInside && node.definition.kind === 'activity' && !node.definition.isForCompensation && node.definition.activity !== 'eventSubProcess') node.isUndoable = true;
  }
}

/** What opens cases by itself must be known without a case: its time. */
function checkStart(compiling: Compiling, { id, triggers }: Node): void {
  for (const trigger of triggers) {
    if (trigger.on !== 'timer') continue;
    const value = trigger.value.run({});
    if (!value.ok || readTimer(trigger, value.value, undefined, 0, {}) === undefined) compiling.defect('bpmn_start_time', id);
  }
}
