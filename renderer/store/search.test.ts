import { expect, test } from 'vitest';
import { splitDate } from './search.ts';

test.each([
  ['oka', { text: 'oka' }],
  ['oka 1988-04-17', { text: 'oka', birthDate: '1988-04-17' }],
  ['1988-04-17 oka', { text: 'oka', birthDate: '1988-04-17' }],
  ['oka 17.4.1988', { text: 'oka', birthDate: '1988-04-17' }],
  ['oka 7/12/1961 ', { text: 'oka', birthDate: '1961-12-07' }],
  ['+31 6 1234 5678', { text: '+31 6 1234 5678' }],
])('%s is a text and perhaps a birth date', (typed, expected) => {
  expect(splitDate(typed)).toEqual(expected);
});
