import { expect, test } from 'vitest';
import { topicOf } from './topics.ts';

const words = { 'card-lost': 'lost stolen missing' };

test('a word of a topic names it as soon as it is written, wherever it stands', () => {
  expect(['lost', 'her card was stol', 'she lost it', 'los', 'the last payment', ''].map((text) => topicOf(text, words))).toEqual(['card-lost', 'card-lost', 'card-lost', undefined, undefined, undefined]);
});
