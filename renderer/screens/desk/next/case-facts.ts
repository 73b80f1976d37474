import { useEffect } from 'react';
import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import type { CasePut, TaskPut } from '../../../../shared/contract/rows.ts';
import type { Person } from '../../../../shared/model/person.ts';
import { can } from '../../../../shared/policy/can.ts';
import { meetsCustomers } from '../../../../shared/policy/may-see.ts';
import type { NextStep } from '../../../../shared/work/do-next.ts';
import { doNext } from '../../../../shared/work/do-next.ts';
import { customerOfStream } from '../../../../shared/work/effects/effect-stream.ts';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';
import type { Fetched } from '../../../store/fetched.ts';
import { useFetched } from '../../../store/fetched.ts';
import { rowAnywhere, rowIn, rowsOfKind, useRow } from '../../../store/select.ts';

/** A case and its open tasks as this screen knows them. */
export function caseRows({ rows }: Desk, id: string): { row: CasePut | undefined; tasks: readonly TaskPut[] } {
  const slice = rows.getState();
  return { row: rowIn(slice, `case:${id}`, 'case', id), tasks: rowsOfKind(slice.scopes[`case:${id}`], 'task') };
}

/** What rights ask of the signed-in person. */
export const asActor = ({ person }: Desk): Person => person as unknown as Person;

/** What could be done next in the case; undefined until its rows and its sheet are there. */
export function stepsOf(desk: Desk, id: string): readonly NextStep[] | undefined {
  const alone = customerOfStream(id);
  if (alone !== undefined) return rowAnywhere(desk.rows.getState(), 'customer', alone) && [{ do: 'nothing' }];
  const { row, tasks } = caseRows(desk, id);
  const sheet = desk.data.sheets.store.getState()[id];
  if (!row || (sheet?.value === undefined && sheet?.refusal === undefined)) return undefined;
  const actor = asActor(desk);
  const standing = sheet.value?.position?.standing ?? [];
  const ends = standing.flatMap(({ dueAt }) => dueAt ?? []);
  return doNext({
    case: row, tasks, me: desk.person.id,
    mayClaim: can(actor, 'task:claim', { team: row.team, branch: row.branch }) === undefined,
    mayIdentify: can(actor, 'case:identify', { team: row.team, branch: row.branch }) === undefined,
    mustVerify: meetsCustomers(actor.role) && can(actor, 'customer:verify', {}) === undefined,
    isVerified: sheet.value?.customer?.isVerified ?? false,
    needed: (sheet.value?.evidence ?? []).filter(({ state }) => state !== 'have').map(({ kind }) => kind),
    dueAt: ends.length === 0 ? undefined : Math.min(...ends),
  });
}

/** Watches a case and asks for its sheet whenever what it was made of has changed. */
export function useCase(id: string | undefined): Fetched<CaseSheet> {
  const { connection, rows, data } = useDesk();
  useEffect(() => (id === undefined ? undefined : connection.watch(`case:${id}`)), [connection, id]);
  const row = useRow(rows, 'case', id);
  const customer = useRow(rows, 'customer', row?.customer);
  const sheet = useFetched(data.sheets, row === undefined ? undefined : id, `${String(row?.version ?? 0)}/${String(customer?.version ?? 0)}`);
  return row === undefined ? { isLoading: true } : sheet;
}
