import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { ConnectorDefinition, MappingDefinition, ProcessDefinition } from '../../shared/journey/process.ts';
import { readBpmn } from '../catalog/bpmn/read-bpmn.ts';
import { catalogFolder } from '../catalog/catalog.ts';
import { connectors } from './all.ts';

interface Calling {
  readonly id: string;
  readonly connector: ConnectorDefinition;
  readonly inputs: readonly MappingDefinition[];
}

/** Whatever stands in a process and calls a system, at any depth. */
function* callsIn(part: unknown): Generator<Calling> {
  if (typeof part !== 'object' || part === null) return;
  const { connector } = part as { connector?: unknown };
  if (typeof connector === 'object' && connector !== null && 'operation' in connector && 'inputs' in part) yield part as Calling;
  for (const child of Object.values(part)) yield* callsIn(child);
}

/** Why a call would be refused by what it names, or by the fields that it gives. */
function faultsOf({ connector: { connector, operation, backups = [] }, inputs }: Calling): string[] {
  const given = new Set(inputs.map(({ to }) => to.split('.')[0] ?? ''));
  return [connector, ...backups].flatMap((name) => {
    const found = connectors.get(name)?.operations[operation];
    if (!found) return [`${name} does not know ${operation}`];
    const { properties = {}, required = [] } = z.toJSONSchema(found.request) as { properties?: object; required?: string[] };
    return [
      ...required.filter((field) => !given.has(field)).map((field) => `${name} ${operation} needs ${field}`),
      ...[...given].filter((field) => !Object.hasOwn(properties, field)).map((field) => `${name} ${operation} does not know ${field}`),
    ];
  });
}

const folders = (await readdir(catalogFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const models = (await Promise.all(folders.map(async (folder) => (await readdir(path.join(catalogFolder, folder))).filter((name) => name.endsWith('.bpmn')).map((name) => path.join(folder, name))))).flat().sort();
const known = new Map<string, ProcessDefinition>();

describe('what shipped journeys ask of systems', () => {
  it.each(models)('in %s is what their connectors take', async (model) => {
    const reading = await readBpmn(await readFile(path.join(catalogFolder, model), 'utf8'), (id) => known.get(id));
    if (!reading.ok) throw new Error(`${model} cannot be read`);
    for (const process of reading.processes) known.set(process.id, process);
    const calls = [...callsIn(reading.processes)];
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.map((call) => [call.id, faultsOf(call)]).filter(([, faults]) => (faults?.length ?? 0) > 0)).toEqual([]);
  });

  it('finds calls that would be refused', () => {
    const wrong = (connector: ConnectorDefinition, ...to: string[]): string[] => faultsOf({ id: 'x', connector, inputs: to.map((one) => ({ from: '1', to: one })) });
    expect(wrong({ connector: 'kyc', operation: 'fly' })).toEqual(['kyc does not know fly']);
    expect(wrong({ connector: 'kyc', operation: 'identify' }, 'name', 'colour')).toEqual(['kyc identify needs customer', 'kyc identify does not know colour']);
    expect(wrong({ connector: 'payments-one', operation: 'quote', backups: ['aml'] }, 'amountMinor', 'currency')).toEqual(['aml does not know quote']);
  });
});
