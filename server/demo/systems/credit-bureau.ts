import type { SystemScript } from './system.ts';

const bands = ['A', 'B', 'C', 'D', 'E'] as const;

/** The same customer's case gets the same report. */
export const bureauSystem: SystemScript = {
  name: 'bureau',
  idempotent: 'key',
  answers: {
    '/reports': ({ draw }) => {
      const score = 250 + Math.floor(draw() * 700);
      const band = bands[Math.min(4, Math.floor((949 - score) / 140))] ?? 'E';
      return { body: { score, band, debtMinor: Math.floor(draw('debt') * 2_000_000), currency: 'EUR', defaults: score < 400 ? 1 + Math.floor(draw('defaults') * 3) : 0 } };
    },
  },
};
