import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readBpmn } from '../bpmn/read-bpmn.ts';
import { connectors } from '../../connectors/all.ts';
import { catalogFolder } from '../catalog.ts';
import { demoSeed, makeBank } from '../../demo/bank.ts';
import { seededRandom } from '../../demo/random.ts';
import type { ConnectorDefinition, NodeDefinition, ProcessDefinition, ScopeDefinition } from '../../../shared/journey/process.ts';
import { startsOf } from '../../../shared/journey/engine/start.ts';
import { must } from '../../../shared/assert.ts';
import { shippedJourneys } from './shipped.ts';
import { staffTeams } from './small-bank.ts';

const journeys = await shippedJourneys();
const bank = makeBank(seededRandom(demoSeed), 1);

function nodesOf(scope: ScopeDefinition): NodeDefinition[] {
  return scope.nodes.flatMap((node) => [node, ...(node.kind === 'activity' && node.scope ? nodesOf(node.scope) : [])]);
}

const allNodes = (process: ProcessDefinition): NodeDefinition[] => [process, ...Object.values(process.called)].flatMap(nodesOf);

/** Messages that something waits for. */
function awaited(node: NodeDefinition): string[] {
  if (node.kind === 'activity') return node.activity === 'receive' && node.message !== undefined ? [node.message.name] : [];
  if (node.kind !== 'event' || node.place === 'throw' || node.place === 'end') return [];
  return node.triggers.flatMap((trigger) => (trigger.on === 'message' ? [trigger.name] : []));
}

describe.each(journeys.all.map((journey) => [journey.file.journey, journey] as const))('the model of %s', (name, { file, process }) => {
  const xml = readFileSync(path.join(catalogFolder, name, file.model), 'utf8');
  const definition = readBpmn(xml).then((reading) => must(reading.ok ? reading.processes.find(({ id }) => id === file.process) : undefined, 'the model is read'));

  test('is executable without any defect', async () => {
    const reading = await readBpmn(xml);
    expect(reading.defects).toEqual([]);
    expect(reading.ok && reading.executable).toBe(true);
  });

  test('is drawn: every element and flow has its place in the diagram', async () => {
    // Global tasks are drawn nowhere.
    const { called, ...own } = await definition;
    const nodes = [own, ...Object.values(called).filter(({ flows }) => flows.length > 0)].flatMap(nodesOf);
    expect(nodes.filter(({ id }) => !xml.includes(`bpmnElement="${id}"`)).map(({ id }) => id)).toEqual([]);
  });

  test('calls only what connectors of this release do', async () => {
    const calls = allNodes(await definition).flatMap((node): ConnectorDefinition[] => ('connector' in node && node.connector ? [node.connector] : []));
    for (const { connector, operation, backups = [] } of calls)
      for (const one of [connector, ...backups]) expect(Object.keys(connectors.get(one)?.operations ?? {}), one).toContain(operation);
  });

  test('gives work only to teams of the bank, with forms that are declared; no form is left over', async () => {
    const work = allNodes(await definition).flatMap((node) => (node.kind === 'activity' && node.work ? [node] : []));
    for (const { id, team } of work) expect(staffTeams.has(team ?? file.team), `${id} ${String(team)}`).toBe(true);
    expect(new Set(work.flatMap((node) => node.work?.form ?? []))).toEqual(new Set(Object.keys(file.forms ?? {})));
    expect(staffTeams.has(file.team)).toBe(true);
  });

  test('waits only for messages that are declared; none is left over', async () => {
    expect(new Set(allNodes(await definition).flatMap(awaited))).toEqual(new Set(Object.keys(file.messages ?? {})));
  });

  test('has every stage that it names, and names every stage', async () => {
    expect(new Set(allNodes(await definition).flatMap(({ stage }) => stage ?? []))).toEqual(new Set(file.stages));
  });

  test('names activities for four eyes that are there', async () => {
    const nodes = allNodes(await definition);
    const ids = new Set(nodes.map(({ id }) => id));
    for (const node of nodes)
      if (node.kind === 'activity' && Array.isArray(node.work?.fourEyes)) for (const id of node.work.fourEyes as string[]) expect(ids.has(id), `${node.id}: ${id}`).toBe(true);
  });

  test('gives every task to a team in which somebody may do it, and two where it needs other eyes', async () => {
    for (const { id, team, work } of allNodes(await definition).flatMap((node) => (node.kind === 'activity' && node.work ? [node] : []))) {
      // Skills relax after a while; licences and roles never do.
      const able = bank.staff.filter((person) =>
        person.team === (team ?? file.team) && person.role !== 'aiColleague' &&
        (work?.licence === undefined || person.licences.includes(work.licence)) &&
        (work?.roles === undefined || work.roles.includes(person.role)));
      expect(able.length, id).toBeGreaterThan(work?.fourEyes === undefined ? 0 : 1);
    }
  });

  test('waits for nobody without a way out in time', async () => {
    const process = await definition;
    expect([process, ...Object.values(process.called)].flatMap(withoutWayOut)).toEqual([]);
  });

  test('can be started by staff and by a channel', () => {
    const starts = startsOf(process);
    expect(starts.some(({ triggers }) => triggers.length === 0)).toBe(true);
    expect(starts.some(({ triggers }) => triggers.some(({ on }) => on === 'message'))).toBe(true);
  });
});

const hasTimer = (node: NodeDefinition | undefined): boolean => node?.kind === 'event' && node.triggers.some(({ on }) => on === 'timer');

/** Elements that may wait for a message, a signal or a condition for ever: no timer in them, beside them, at them or at what they lie in. */
function withoutWayOut(scope: ScopeDefinition): string[] {
  const at = (host: string) => scope.nodes.some((node) => node.kind === 'event' && node.attachedTo === host && node.isInterrupting && hasTimer(node));
  return scope.nodes.flatMap((node): string[] => {
    if (node.kind === 'gateway') {
      const behind = scope.flows.filter(({ from }) => from === node.id).map(({ to }) => scope.nodes.find(({ id }) => id === to));
      return node.gateway !== 'event' || behind.some(hasTimer) ? [] : [node.id];
    }
    const isBehindGateway = scope.flows.some(({ from, to }) => to === node.id && scope.nodes.some((one) => one.id === from && one.kind === 'gateway' && one.gateway === 'event'));
    if (node.kind === 'event') return node.place === 'catch' && node.triggers.length > 0 && !hasTimer(node) && !isBehindGateway && !node.triggers.some(({ on }) => on === 'link') ? [node.id] : [];
    if (at(node.id)) return [];
    if (node.scope) return withoutWayOut(node.scope);
    return node.activity === 'receive' && !isBehindGateway ? [node.id] : [];
  });
}
