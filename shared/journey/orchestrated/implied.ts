import type { Case } from '../../model/case.ts';
import type { Data, ProcessDelta, ProcessState } from '../engine/process-state.ts';
import type { CompiledProcess } from '../engine/tables.ts';
import type { Journey } from './journey.ts';

interface OfCase extends Pick<Case, 'id' | 'customer'> {
  readonly amountMinor?: number | undefined;
}

const constants = new WeakMap<CompiledProcess, Data>();

/** First values of variables that are the same in every case; found out once for each model. */
function constantsOf(process: CompiledProcess): Data {
  const known = constants.get(process);
  if (known !== undefined) return known;
  const found = Object.fromEntries(process.root.data.flatMap(({ definition, isConstant, constant }) => (isConstant ? [[definition.name, constant]] : [])));
  constants.set(process, found);
  return found;
}

/** Variables as the model and the case themselves say them: a row need not keep those that still have these values. */
function impliedBy({ process, file }: Journey, { id, customer, amountMinor }: OfCase): Data {
  const given = { ...constantsOf(process), case: id, customer: customer ?? id };
  return file.amount === undefined || amountMinor === undefined ? given : { ...given, [file.amount.variable]: amountMinor };
}

const rootOf = ({ scopes }: Pick<ProcessState, 'scopes'>): string => String(scopes[0]?.id ?? 0);

/** What every process knows of its case. Systems are asked about somebody: the customer, or the case while nobody is identified. */
export const givenBy = ({ id, customer }: OfCase): Data => ({ case: id, customer: customer ?? id });

/** The process with more variables. */
export function withData(process: ProcessState, more: Data): ProcessState {
  if (Object.keys(more).length === 0) return process;
  const root = rootOf(process);
  return { ...process, data: { ...process.data, [root]: { ...process.data[root], ...more } } };
}

/** The process of a case with all its variables, also those that its row leaves out. */
export function wholeProcess(journey: Journey, row: Case): ProcessState | undefined {
  const { process } = row;
  if (process === undefined || process.ended !== undefined) return process;
  return withData(process, { ...impliedBy(journey, row), ...process.data[rootOf(process)] });
}

/** Names of variables that a step sets to what is implied anyway. `row` is the case as it will be. */
export function impliedNames(journey: Journey, row: OfCase, { set }: ProcessDelta, after: ProcessState): string[] {
  if (set === undefined) return [];
  const implied = impliedBy(journey, row);
  const root = Number(rootOf(after));
  return set.flatMap(([scope, name, value]) => (scope === root && Object.hasOwn(implied, name) && isSame(implied[name], value) ? [name] : []));
}

const isSame = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The process without variables that its row need not keep. */
export function withoutImplied(process: ProcessState, names: readonly string[]): ProcessState {
  const root = rootOf(process);
  const data = process.data[root];
  if (data === undefined) return process;
  const kept = Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
  return { ...process, data: { ...process.data, [root]: kept } };
}

/** What a case would lose where it goes on in another version: variables that its row leaves out and that the new version does not say alike. */
export function lostIn(from: Journey, to: Journey, row: Case): Data {
  const stored = row.process?.data[rootOf(row.process)] ?? {};
  const next = impliedBy(to, row);
  const lost = Object.entries(impliedBy(from, row)).filter(([name, value]) => !Object.hasOwn(stored, name) && !isSame(next[name], value));
  return Object.fromEntries(lost);
}
