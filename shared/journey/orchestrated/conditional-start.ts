import { isRefusal } from '../../model/refusal.ts';
import { caseIdOf } from '../../work/case-id.ts';
import type { Signal } from '../../work/commands/signal.ts';
import { decideSignal } from '../../work/commands/signal.ts';
import type { Context, Decided, Decision, Footprint, World } from '../../work/world.ts';
import { isNeeds } from '../../work/world.ts';
import type { Data } from '../engine/process-state.ts';
import { startBy, startsOf } from '../engine/start.ts';
import { keyOfOnce } from './journey-file.ts';
import type { Journey } from './journey.ts';
import { openFor } from './open-case.ts';

/** What a report is called without `customer.`, as conditions name it. */
const eventOf = (type: string): string => type.slice(type.indexOf('.') + 1);

/** Whether facts may open a case of a journey. */
export const isConditional = ({ process }: Journey): boolean => startsOf(process).some(({ triggers }) => triggers.some(({ on }) => on === 'conditional'));

/**
 * Notes what was reported of a customer, and opens a case of each journey whose conditional start it makes true: of what is reported by one
 * of the journey's sources, over its data with `event` and `customer`. While a case of the journey is open for the customer, the condition
 * counts as still true and opens no other.
 */
export function decideReported(world: World, signal: Signal, ctx: Context): Decision {
  const noted = decideSignal(world, signal, ctx);
  if (isRefusal(noted) || isNeeds(noted)) return noted;
  const [heard] = noted.entries;
  // Of what was said, what the log keeps: ids, codes and numbers.
  const data = heard?.kind === 'signal:heard' ? (heard.body as { data: Data }).data : {};
  let whole: Decided = noted;
  for (const journey of ctx.settings.journeys?.conditional ?? []) {
    const start = journey.file.sources.includes(signal.source) ? startFor(journey, { ...data, event: eventOf(signal.type), customer: signal.customer }, ctx.now) : undefined;
    const opened = start === undefined ? undefined : openOnce(world, journey, start, signal, data, ctx);
    if (opened === undefined || isRefusal(opened)) continue;
    if (isNeeds(opened)) return opened;
    whole = { ...whole, entries: [...whole.entries, ...opened.entries], effects: [...(whole.effects ?? []), ...(opened.effects ?? [])], values: [...(whole.values ?? []), ...(opened.values ?? [])] };
  }
  return whole;
}

type Start = ReturnType<typeof startBy>;

/** The start event of a journey that these facts make true. One that cannot be told is not true. */
const startFor = ({ process }: Journey, facts: Data, now: number): Start => startBy(process, (trigger) => trigger.on === 'conditional' && trigger.condition.run(facts, now) === true);

function openOnce(world: World, journey: Journey, start: NonNullable<Start>, { source, event, customer, at }: Signal, data: Data, ctx: Context): Decision | undefined {
  const { file } = journey;
  const others = world.openCasesOf(customer);
  const once = keyOfOnce(file, data);
  const key = once ?? event;
  const id = once === undefined ? ctx.newId('k') : caseIdOf(file.journey, once);
  const needs: Footprint = { customers: [customer], openCasesOf: [customer], signalsOf: [customer], ...(once === undefined ? {} : { cases: [id] }) };
  if (others === undefined || (once !== undefined && world.case(id) === undefined)) return { needs };
  if (others.some((one) => one.journey === file.journey) || (once !== undefined && world.case(id) !== null)) return undefined;
  return openFor(journey, world, { id, party: { source, key }, customer, stimulus: { type: 'start', ...start, payload: data }, at }, ctx);
}
