import type { SystemScript } from './system.ts';

/** Moves a voice wherever it is told. */
export const telephonySystem: SystemScript = {
  name: 'telephony',
  idempotent: 'key',
  answers: { '/transfers': () => ({ body: { state: 'moved' } }) },
};
