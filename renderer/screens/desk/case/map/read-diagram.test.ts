import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { outlineOf, readDiagram, wrapped } from './read-diagram.ts';

const root = path.resolve(import.meta.dirname, '../../../../..');
const models = globSync('server/catalog/*/*.bpmn', { cwd: root });

test.each(models)('%s has a drawing in which every line ends at a shape', async (file) => {
  const diagram = await readDiagram(readFileSync(path.join(root, file), 'utf8'));
  const ids = new Set(diagram?.shapes.map(({ id }) => id));
  expect(ids.size).toBeGreaterThan(10);
  expect(diagram?.edges.flatMap(({ from, to }) => [from, to]).filter((id) => id !== undefined && !ids.has(id))).toEqual([]);
});

test('the list beside the drawing goes through a loan as the customer does', async () => {
  const diagram = await readDiagram(readFileSync(path.join(root, 'server/catalog/consumer-loan/consumer-loan.bpmn'), 'utf8'));
  const names = diagram ? outlineOf(diagram).map(({ name }) => name) : [];
  const order = ['Application from app or web', 'Identify the customer', 'Collect evidence', 'Documents arrive', 'Ask the bureau', 'Send the offer', 'Sign the contract', 'Disburse'].map((name) => names.findIndex((one) => one.startsWith(name)));
  expect(order.filter((at) => at >= 0)).toEqual(order.filter((at) => at >= 0).toSorted((a, b) => a - b));
  expect(order.slice(0, 4)).not.toContain(-1);
});

test('a long name is broken into lines, and cut where there is no room', () => {
  expect(wrapped('Check the documents of the customer', 14, 3)).toEqual(['Check the', 'documents of', 'the customer']);
  expect(wrapped('Check the documents of the customer', 14, 2)).toEqual(['Check the', 'documents of …']);
});
