import { expect, it } from 'vitest';
import { errorOf, errorText, gatherTo } from './desk-thread-messages.ts';

it('says in one message what is said in one turn', async () => {
  const posted: string[] = [];
  const say = gatherTo<number>({ postMessage: (text: string) => void posted.push(text) });
  say(1);
  say(2);
  await new Promise((resolve) => setImmediate(resolve));
  say(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(posted).toEqual(['[1,2]', '[3]']);
});

it('carries an error over with its code and where it was thrown', () => {
  const error = Object.assign(new TypeError('a text'), { code: '40001' });
  const { name, message, stack, code } = errorOf(JSON.parse(JSON.stringify(errorText(error))) as ReturnType<typeof errorText>) as typeof error;
  expect({ name, message, stack, code }).toEqual({ name: 'TypeError', message: 'a text', stack: error.stack, code: '40001' });
});
