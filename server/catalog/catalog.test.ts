import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { NodeDefinition, ScopeDefinition } from '../../shared/journey/process.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { readBpmn } from './bpmn/read-bpmn.ts';
import { catalogFolder } from './catalog.ts';
import { loadDecisions } from './decisions.ts';
import { shippedJourneys } from './testing/shipped.ts';

/** A row of `<decision>.cases.json`: what the decision says and by which rules of its own table, or why it fails. */
interface Case {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly says?: unknown;
  readonly rules?: readonly string[];
  readonly fails?: string;
}

const decisions = await loadDecisions();
if (isRefusal(decisions)) throw new Error(JSON.stringify(decisions));
const files = readdirSync(catalogFolder, { recursive: true, encoding: 'utf8' });
const named = (ending: string) => files.filter((file) => file.endsWith(ending)).map((file) => path.basename(file, ending)).sort();

function nodesOf(scope: ScopeDefinition): NodeDefinition[] {
  return scope.nodes.flatMap((node) => [node, ...(node.kind === 'activity' && node.scope ? nodesOf(node.scope) : [])]);
}

describe('decisions of the catalog', () => {
  it('each have cases, and a file is named for the decision in it', () => {
    expect(named('.cases.json')).toEqual(named('.dmn'));
    for (const name of named('.dmn')) expect(decisions.names).toContain(name);
  });

  it('are there for every task that asks one', async () => {
    for (const { file } of (await shippedJourneys()).all) {
      const reading = await readBpmn(readFileSync(path.join(catalogFolder, file.journey, file.model), 'utf8'));
      const processes = reading.ok ? reading.processes : [];
      const asked = processes.flatMap(nodesOf).flatMap((node) => (node.kind === 'activity' && node.decision !== undefined ? [node.decision] : []));
      for (const decision of asked) expect(decisions.names).toContain(decision);
    }
  });

  describe.each(files.filter((file) => file.endsWith('.cases.json')))('%s', (file) => {
    const name = path.basename(file, '.cases.json');
    const cases = JSON.parse(readFileSync(path.join(catalogFolder, file), 'utf8')) as readonly Case[];

    it.each(cases.map((one, row) => [row + 1, one] as const))('row %i', (_, { inputs, says, rules, fails }) => {
      const made = decisions.make(name, inputs, 0);
      if (fails !== undefined) expect(made).toMatchObject({ ok: false, code: fails });
      else expect(made).toMatchObject({ ok: true, value: says, hits: [{ decision: name, rules }] });
    });

    it('every rule has a case', () => {
      const model = readFileSync(path.join(catalogFolder, file.replace('.cases.json', '.dmn')), 'utf8');
      const all = [...model.matchAll(/<rule id="([^"]+)"/g)].map(([, id]) => must(id, 'rules have ids'));
      expect(new Set(cases.flatMap(({ rules = [] }) => rules))).toEqual(new Set(all));
    });
  });
});
