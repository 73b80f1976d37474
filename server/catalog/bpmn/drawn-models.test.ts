import { describe, expect, it } from 'vitest';
import { compileProcess } from '../../../shared/journey/engine/compile-process.ts';
import { drive } from '../../../shared/journey/engine/testing/drive.ts';
import { Player } from '../../../shared/journey/engine/testing/player.ts';
import type { NodeDefinition, ScopeDefinition } from '../../../shared/journey/process.ts';
import { brokenFiles } from '../../testing/bpmn-corpus/broken.ts';
import { drawingOf } from '../../testing/bpmn-corpus/drawing.ts';
import type { Drawing, Scope } from '../../testing/bpmn-corpus/drawing.ts';
import { exported } from '../../testing/bpmn-corpus/export.ts';
import { creditModels } from '../../testing/bpmn-corpus/models-credit.ts';
import { dispatchModels } from '../../testing/bpmn-corpus/models-dispatch.ts';
import { otherModels } from '../../testing/bpmn-corpus/models-other.ts';
import { recourseModels } from '../../testing/bpmn-corpus/models-recourse.ts';
import type { Tool, ToolName } from '../../testing/bpmn-corpus/tools.ts';
import { tools } from '../../testing/bpmn-corpus/tools.ts';
import type { BpmnReading } from '../../../shared/journey/bpmn/read-definitions.ts';
import { readBpmn } from './read-bpmn.ts';

const models = [...creditModels, ...dispatchModels, ...recourseModels, ...otherModels];

/** What the person called the shapes and arrows to which the tool gave ids. */
function namesOf({ pools }: Drawing, tool: Tool): Map<string, string> {
  const names = new Map<string, string>();
  const walk = ({ shapes, arrows }: Scope): void => {
    for (const { kind, id, inner } of shapes) {
      names.set(tool.id(kind, id), id);
      if (inner) walk(inner);
    }
    for (const { from, to } of arrows) names.set(tool.id('flow', `${from}>${to}`), `${from}>${to}`);
  };
  for (const [index, pool] of pools.entries()) {
    walk(pool);
    names.set(tool.id('process', `process${String(index)}`), `process${String(index)}`);
  }
  return names;
}

const outcome = (reading: BpmnReading): string => (reading.ok ? (reading.executable ? 'executable' : 'draft') : 'refused');

/** What came of a model without the ids that tools give: kinds of nodes by scope, and how many flows. */
const shapeOf = ({ nodes, flows }: ScopeDefinition): unknown => ({ nodes: nodes.map(kindOf), flows: flows.length });
const kindOf = (node: NodeDefinition): unknown => {
  if (node.kind === 'gateway') return node.gateway;
  if (node.kind === 'event') return [node.place, ...node.triggers.map(({ on }) => on)];
  return node.scope ? [node.activity, shapeOf(node.scope)] : node.activity;
};

describe('models drawn by many hands', () => {
  it.each(models)('$title', async ({ drawing, tool, want, defects = [] }) => {
    const drawn = drawingOf(drawing);
    const names = namesOf(drawn, tools[tool]);
    const reading = await readBpmn(exported(drawn, tools[tool]));
    expect([outcome(reading), reading.defects.map(({ code, element }) => `${code} ${names.get(element) ?? element}`)]).toEqual([want, defects]);
    if (reading.ok && reading.executable) for (const process of reading.processes) expect(compileProcess(process)).toMatchObject({ ok: true });
    if (reading.ok) expect(reading.processes).toHaveLength(want === 'draft' && reading.processes.length === 0 ? 0 : drawn.pools.filter(({ isClosed }) => !isClosed).length);
  });

  it('reads the same process from the file of every tool', async () => {
    for (const { title, drawing } of models) {
      const drawn = drawingOf(drawing);
      const shapes = new Map<string, ToolName>();
      for (const tool of Object.keys(tools) as ToolName[]) {
        const reading = await readBpmn(exported(drawn, tools[tool]));
        // Only Camunda's tools keep what would run code.
        if (reading.ok) shapes.set(JSON.stringify(reading.processes.map(shapeOf)).replaceAll('"service"', '"task"').replaceAll('"script"', '"task"').replaceAll('"businessRule"', '"task"'), tool);
      }
      expect(shapes.size, title).toBeLessThanOrEqual(1);
    }
  });

  it('has each outcome more than once, from every tool', () => {
    const tally = Object.groupBy(models, ({ want }) => want);
    expect(Object.values(tally).map((some) => some.length >= 6)).toEqual([true, true, true]);
    expect(new Set(models.map(({ tool }) => tool)).size).toBe(Object.keys(tools).length);
    expect(models.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a model that is executable', () => {
  const data = { score: 800, approved: true, result: 1, limit: 10, amount: 5, weight: 10, wert: 5, valeur: 2000, there: false, recoursePossible: true, agreed: false, risk: 'high', customer: { id: 'k-1' } };
  const runnable = models.filter(({ want }) => want === 'executable');

  it.each(runnable)('$title comes to an end, whatever happens first', async ({ drawing, tool }) => {
    const reading = await readBpmn(exported(drawingOf(drawing), tools[tool]));
    for (const process of reading.ok ? reading.processes : []) {
      for (const choices of [[0], [1, 0], [2, 0, 1], [3, 1, 2, 0]]) {
        const player = new Player(process);
        const first = process.nodes.find((node) => (node.kind === 'event' && node.place === 'start' && node.triggers.length > 0) || (node.kind !== 'event' && node.instantiates));
        player.give({ type: 'start', data, ...(first && { at: first.id }) });
        drive(player, choices, 200);
        expect([process.name, player.state?.ended?.how, player.state?.tokens]).toEqual([process.name, expect.stringMatching(/completed|terminated|error/), []]);
      }
    }
  });
});

describe('files that went wrong', () => {
  it.each(brokenFiles)('$title', async ({ xml, defects }) => {
    const reading = await readBpmn(xml);
    expect([reading.ok, reading.defects.map(({ severity, code, element }) => `${severity} ${code} ${element}`)]).toEqual([false, defects]);
  });

  it('may end anywhere', async () => {
    const whole = exported(drawingOf(creditModels[2]?.drawing ?? ''), tools.camunda8);
    for (let end = 0; end < whole.length - 2; end += 97) expect((await readBpmn(whole.slice(0, end))).ok, whole.slice(end - 20, end)).toBe(false);
  });
});
