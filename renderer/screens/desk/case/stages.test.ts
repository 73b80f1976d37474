import { expect, test } from 'vitest';
import { stagesOf } from './stages.ts';

const info = { stages: ['Identity', 'Income', 'Decision', 'Sign'] };
const row = { stage: 'Income', status: 'open' } as const;
const states = (...given: Parameters<typeof stagesOf>): string => stagesOf(...given).map(({ name, state }) => `${name}:${state}`).join(' ');

test('a journey that only reports stands where its last report said', () => {
  expect(states(info, { ...row, waitsFor: { whom: 'customer' } }, undefined)).toBe('Identity:done Income:waiting Decision:ahead Sign:ahead');
  expect(states(info, { ...row, waitsFor: { whom: 'us' } }, undefined)).toBe('Identity:done Income:current Decision:ahead Sign:ahead');
  expect(states(info, { ...row, exceptions: [{}] }, undefined)).toBe('Identity:done Income:failed Decision:ahead Sign:ahead');
  expect(states(info, { ...row, status: 'closed' }, undefined)).toBe('Identity:done Income:done Decision:done Sign:done');
});

test('a stage that the catalog does not know is shown by itself', () => {
  expect(states(info, { ...row, stage: 'Backlog' }, undefined)).toBe('Backlog:current');
  expect(states(undefined, row, undefined)).toBe('Income:current');
});

test('a process says itself which stages are over, and is never nowhere', () => {
  const stages = [{ name: 'Identity', state: 'done' }, { name: 'Income', state: 'waiting' }, { name: 'Decision', state: 'current' }, { name: 'Sign', state: 'ahead' }] as const;
  const standing = [{ element: 'a', since: 0, waits: 'customer' as const }];
  expect(states(info, row, { stages: [...stages], standing, optional: [] })).toBe('Identity:done Income:waiting Decision:current Sign:ahead');
  const nowhere = stages.map((stage) => ({ ...stage, state: 'ahead' as const }));
  expect(states(info, row, { stages: nowhere, standing, optional: [] })).toBe('Identity:ahead Income:current Decision:ahead Sign:ahead');
});
