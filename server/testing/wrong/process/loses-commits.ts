// Wrong on purpose: says that a batch is committed where it is rolled back, once in so many (T19).
import { answerInstead } from './rewrite.ts';

const every = 4;
let count = 0;

answerInstead((client, name, send) => {
  if (name === 'log-append') client.hasWritten = true;
  if (name !== 'COMMIT' || client.hasWritten !== true) return undefined;
  client.hasWritten = false;
  count += 1;
  if (count % every !== 0) return undefined;
  return send('ROLLBACK').then((result) => ({ ...result, command: 'COMMIT' }));
});
