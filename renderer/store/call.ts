import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CallCard } from '../../shared/contract/rest-case.ts';
import type { CallPut } from '../../shared/contract/rows.ts';
import type { Desk } from '../desk.ts';
import type { Fetched } from './fetched.ts';
import { useFetched } from './fetched.ts';
import { rowIn } from './select.ts';

/** The call at one's own extension; nobody else's is ever here. */
export const callRow = ({ rows, person }: Pick<Desk, 'rows' | 'person'>): CallPut | undefined => rowIn(rows.getState(), 'me', 'call', person.id);

export const useCallRow = (desk: Desk): CallPut | undefined => useStore(desk.rows, () => callRow(desk));

/** The card of the call; it is forgotten with the call, so that nothing of one customer is left when the next one rings. */
export function useCallCard(desk: Desk, call: CallPut): Fetched<CallCard> {
  const { calls } = desk.data;
  useEffect(() => () => calls.forget(call.call), [calls, call.call]);
  return useFetched(calls, call.call, call.version);
}
