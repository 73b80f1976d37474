import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { idField } from './fields.ts';

/** The telephone system, as far as it is told something; what it reports comes by `POST /v1/calls`. Answers once the voice is at the other extension. */
export const telephony: Connector = {
  ...connectorDefaults,
  name: 'telephony',
  idempotent: 'key',
  operations: {
    transfer: { path: '/transfers', request: z.object({ call: idField, from: idField, to: idField }), answer: z.object({ state: z.enum(['moved']) }) },
  },
};
