import type { SystemScript } from './system.ts';

/** Nine of ten are known, some must be looked at, few are not who they say. */
export const kycSystem: SystemScript = {
  name: 'kyc',
  idempotent: 'key',
  answers: {
    '/identifications': ({ draw }) => {
      const luck = draw();
      const score = Math.floor(draw('score') * 300) + (luck < 0.9 ? 700 : 300);
      return { body: { result: luck < 0.9 ? 'verified' : luck < 0.98 ? 'review' : 'rejected', score, name: 'A. Example' } };
    },
  },
};
