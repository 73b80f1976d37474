import { expect, test } from 'vitest';
import type { Journeys } from '../journey/orchestrated/journey.ts';
import type { Case } from '../model/case.ts';
import { mayServe } from './may-serve.ts';

const loan = (part: Partial<Case> = {}): { case: Case } => ({ case: { journey: 'loan', journeyVersion: 1, party: { source: 'mobile', key: 'a' }, customer: 'cu-1', ...part } as Case });
const journeys = { find: (journey: string) => (journey === 'loan' ? { file: { sources: ['mobile', 'web'] } } : undefined) } as unknown as Journeys;

test.each([
  ['the channel that it came from', { source: 'mobile' }, loan(), true],
  ['the same for whom it has in front of it', { source: 'mobile', customer: 'cu-1' }, loan(), true],
  ['the same for somebody else', { source: 'mobile', customer: 'cu-2' }, loan(), false],
  ['another channel of the journey for its customer', { source: 'web', customer: 'cu-1' }, loan(), true],
  ['another channel of the journey for nobody', { source: 'web' }, loan(), false],
  ['its channel where staff opened it and it names the customer', { source: 'mobile', customer: 'cu-1' }, loan({ party: { source: 'staff', key: 'k' } }), true],
  ['its channel where staff opened it and it names nobody', { source: 'mobile' }, loan({ party: { source: 'staff', key: 'k' } }), false],
  ['a channel that the journey does not hear', { source: 'atm', customer: 'cu-1' }, loan({ party: { source: 'atm', key: 'a' } }), false],
  ['the source of an observed journey', { source: 'log', reports: 'requests' }, loan({ journey: 'requests', party: { source: 'log', key: 'a' } }), true],
  ['the source of another observed journey', { source: 'log', reports: 'other' }, loan({ journey: 'requests', party: { source: 'log', key: 'a' } }), false],
  ['a source of an observed journey in one that a process drives', { source: 'log', reports: 'loan' }, loan({ party: { source: 'log', key: 'a' } }), false],
  ['somebody unknown in a case of nobody', { source: 'mobile', customer: 'cu-1' }, { case: (({ customer: _, ...rest }) => rest as Case)(loan().case) }, false],
] as const)('a case is told to %s: %j', (_, serving, state, may) => expect(mayServe(serving, state, journeys)).toBe(may));
