import type { SystemScript } from './system.ts';

/** Orders and activates cards; disputes end by the amount. */
export const cardsSystem: SystemScript = {
  name: 'cards',
  idempotent: 'key',
  answers: {
    '/cards': ({ draw }) => ({ body: { card: `card-${String(Math.floor(draw() * 1e9))}` } }),
    '/activations': () => ({ body: { state: 'active' } }),
    '/blocks': () => ({ body: { state: 'blocked' } }),
    '/statuses': ({ draw }) => {
      const isActive = draw() < 0.6;
      return { body: { state: isActive ? 'active' : 'inactive', uses: isActive ? Math.floor(draw('uses') * 5) : 0 } };
    },
    '/disputes': ({ draw }) => {
      const luck = draw();
      return { body: { dispute: `d-${String(Math.floor(draw('id') * 1e9))}`, result: luck < 0.6 ? 'accepted' : luck < 0.85 ? 'evidenceNeeded' : 'refused' } };
    },
  },
};
