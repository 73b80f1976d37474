import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { PersonPut } from '../../../../shared/contract/rows.ts';
import { can } from '../../../../shared/policy/can.ts';
import type { Desk } from '../../../desk.ts';
import { rowAnywhere, rowIn, rowsOfKind } from '../../../store/select.ts';
import { asActor } from '../next/case-facts.ts';

/** Somebody asks for help with a case: their whole team, or the signed-in person alone. */
export type CallForHelp = NonNullable<PersonPut['helps']>[number] & { readonly by: string; readonly isForMe: boolean };

const found = new WeakMap<object, readonly CallForHelp[]>();

/** Calls for help that nobody here has come to yet, oldest first; the same array as long as the rows are. */
export function callsForHelp({ rows, person }: Pick<Desk, 'rows' | 'person'>): readonly CallForHelp[] {
  const { scopes } = rows.getState();
  const known = found.get(scopes);
  if (known) return known;
  const calls = new Map<string, CallForHelp>();
  for (const one of rowIn(rows.getState(), 'me', 'person', person.id)?.helps ?? []) if (one.by !== undefined) calls.set(one.id, { ...one, by: one.by, isForMe: true });
  for (const [scope, held] of Object.entries(scopes)) {
    if (!scope.startsWith('team:')) continue;
    for (const { id, helps = [] } of rowsOfKind(held, 'person')) if (id !== person.id) for (const one of helps) if (one.by === undefined) calls.set(one.id, { ...one, by: id, isForMe: false });
  }
  const hasCome = ({ id, case: of }: CallForHelp): boolean => rowAnywhere(rows.getState(), 'case', of)?.helps?.find((one) => one.id === id)?.joined?.some(({ by }) => by === person.id) === true;
  const open = [...calls.values()].filter((one) => !hasCome(one)).sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const same = last.get(rows);
  const kept = same?.length === open.length && same.every((one, index) => one.id === open[index]?.id) ? same : open;
  last.set(rows, kept);
  found.set(scopes, kept);
  return kept;
}
const last = new WeakMap<object, readonly CallForHelp[]>();

/** Hears of the own team's calls for help, wherever the person looks. */
export function useCallsForHelp(desk: Desk): readonly CallForHelp[] {
  const { connection, person } = desk;
  const { team } = person;
  const mayHelp = can(asActor(desk), 'help:join', { team, ...(person.branch === undefined ? {} : { branch: person.branch }) }) === undefined;
  useEffect(() => (mayHelp ? connection.watch(`team:${team}`) : undefined), [connection, team, mayHelp]);
  return useStore(desk.rows, () => callsForHelp(desk));
}
