import type { Case } from '../../model/case.ts';
import type { Data, ProcessDelta, ProcessState } from '../engine/process-state.ts';
import type { CompiledProcess } from '../engine/tables.ts';
import type { Journey } from './journey.ts';

interface OfCase {
  readonly id: string;
  readonly customer?: string | undefined;
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
const impliedBy = (journey: Journey, row: OfCase): Data => ({ ...constantsOf(journey.process), ...givenBy(row), ...amountOf(journey, row) });

/** The amount of the case under its variable's name. */
function amountOf({ file }: Journey, { amountMinor }: OfCase): Data | undefined {
  return file.amount === undefined || amountMinor === undefined ? undefined : { [file.amount.variable]: amountMinor };
}

/** One of them, without putting all together; undefined for a variable of which nothing is implied. */
function impliedValue({ process, file }: Journey, { id, customer, amountMinor }: OfCase, name: string): unknown {
  if (name === file.amount?.variable && amountMinor !== undefined) return amountMinor;
  if (name === 'case') return id;
  if (name === 'customer') return customer ?? id;
  const constants = constantsOf(process);
  return Object.hasOwn(constants, name) ? constants[name] : undefined;
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
  const root = rootOf(process);
  const stored = process.data[root];
  return { ...process, data: { ...process.data, [root]: { ...stored, ...constantsOf(journey.process), ...givenBy(row), ...amountOf(journey, row), ...stored } } };
}

/** Names of variables that a step sets to what is implied anyway. `row` is the case as it will be. */
export function impliedNames(journey: Journey, row: OfCase, { set }: ProcessDelta, after: ProcessState): string[] {
  if (set === undefined) return [];
  const root = Number(rootOf(after));
  const names: string[] = [];
  for (const [scope, name, value] of set) if (scope === root && value !== undefined && isSame(impliedValue(journey, row, name), value)) names.push(name);
  return names;
}

const isSame = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The process without variables that its row need not keep. */
export function withoutImplied(process: ProcessState, names: readonly string[]): ProcessState {
  const root = rootOf(process);
  const data = process.data[root];
  if (data === undefined) return process;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(data)) if (!names.includes(name)) kept[name] = data[name];
  return { ...process, data: { ...process.data, [root]: kept } };
}

/** What a case would lose where it goes on in another version: variables that its row leaves out and that the new version does not say alike. */
export function lostIn(from: Journey, to: Journey, row: Case): Data {
  const stored = row.process?.data[rootOf(row.process)] ?? {};
  const next = impliedBy(to, row);
  const lost = Object.entries(impliedBy(from, row)).filter(([name, value]) => !Object.hasOwn(stored, name) && !isSame(next[name], value));
  return Object.fromEntries(lost);
}
