import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CallCard } from '../../shared/contract/rest-case.ts';
import type { CallPut } from '../../shared/contract/rows.ts';
import type { Desk } from '../desk.ts';
import type { Fetched } from './fetched.ts';
import { useFetched } from './fetched.ts';
import { rowIn, useRows } from './select.ts';

/** The call at one's own extension; nobody else's is ever here. */
export const callRow = ({ rows, person }: Pick<Desk, 'rows' | 'person'>): CallPut | undefined => rowIn(rows.getState(), 'me', 'call', person.id);

export const useCallRow = (desk: Desk): CallPut | undefined => useStore(desk.rows, () => callRow(desk));

/** The card of the call; it is forgotten with the call, so that nothing of one customer is left when the next one rings. */
export function useCallCard(desk: Desk, call: CallPut): Fetched<CallCard> {
  const { calls } = desk.data;
  useEffect(() => () => calls.forget(call.call), [calls, call.call]);
  const customer = call.customer ?? (call.candidates.length === 1 ? call.candidates[0] : undefined);
  const scope = customer === undefined ? undefined : `customer:${customer}`;
  useEffect(() => (scope === undefined ? undefined : desk.connection.watch(scope)), [desk, scope]);
  // A promise that is kept, or a step that is done, during the call is told anew.
  const told = useRows(desk.rows, scope, 'case').map(({ id, version }) => `${id} ${String(version)}`).join();
  return useFetched(calls, call.call, `${String(call.version)} ${told}`);
}
