import type { SystemScript } from './system.ts';

/** Few are on a list; some only have the name of somebody who is. Large transfers are looked at. */
export const amlSystem: SystemScript = {
  name: 'aml',
  idempotent: 'query',
  answers: {
    '/screenings': ({ draw }) => {
      const luck = draw();
      return { body: luck < 0.93 ? { result: 'clear', hits: 0 } : { result: luck < 0.99 ? 'review' : 'hit', hits: 1 + Math.floor(draw('hits') * 3) } };
    },
    '/transfers': ({ body, draw }) => {
      const score = Math.min(1000, Math.floor(draw() * 600) + (Number(body['amountMinor']) >= 1_000_000 ? 300 : 0));
      return { body: { result: score < 500 ? 'clear' : score < 850 ? 'review' : 'stop', score } };
    },
  },
};
