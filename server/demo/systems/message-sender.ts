import type { SystemScript } from './system.ts';

/** Sends whatever it gets, as often as it gets it. */
export const messagesSystem: SystemScript = {
  name: 'messages',
  idempotent: 'none',
  answers: {
    '/messages': ({ draw }) => ({ body: { message: `m-${String(Math.floor(draw('id') * 1e9))}`, state: draw() < 0.97 ? 'accepted' : 'bounced' } }),
  },
};
