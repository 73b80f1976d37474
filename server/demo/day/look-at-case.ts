import { must } from '../../../shared/assert.ts';
import { adHocChoices, positionOf } from '../../../shared/journey/engine/read-state.ts';
import type { Subscription } from '../../../shared/journey/engine/process-state.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import type { Case } from '../../../shared/model/case.ts';
import type { Task } from '../../../shared/model/task.ts';
import { hourMs, minuteMs } from './day-plan.ts';
import type { Values } from './fields.ts';
import { luckOf } from './luck.ts';
import type { Said } from './outside-step.ts';
import { saidAt } from './outside-step.ts';
import { handlingOf } from './staff-step.ts';

/** What is going to happen to a case because of where it stands; `step` names it, `afterMs` counts from now. */
export type Planned = { readonly step: string; readonly afterMs: number } & (
  | { readonly do: 'say'; readonly said: Said; readonly correlation?: string }
  | { readonly do: 'work'; readonly task: string; readonly version: number; readonly team: string; readonly licence?: string; readonly takesMs: number; readonly data: Values }
  | { readonly do: 'addTask'; readonly token: number; readonly activity: string }
  | { readonly do: 'retry'; readonly effect: string }
);

/** What has been thought of already, for one case. */
export interface Seen {
  readonly things: Set<string>;
  /** How often the case has come to an element. */
  readonly visits: Map<string, number>;
}

export const nothingSeen = (): Seen => ({ things: new Set(), visits: new Map() });

/** A failure of a system that is tried again once it is back, by whoever runs it. */
const passing = new Set(['connector_down', 'connector_wrong_answer', 'connector_off']);
/** Somebody stops in the middle, or says what nobody asked for. */
const unaskedShare = 0.04;

/** What is new since the last look, as what will come of it: a function of seed, case and step. Changes `seen`. */
export function lookAtCase(seed: number, journey: Journey, row: Case, tasks: readonly Task[], seen: Seen): Planned[] {
  const key = `${row.journey}/${row.party.key}`;
  const { file } = journey;
  const planned: Planned[] = [];
  const isNew = (thing: string): boolean => !seen.things.has(thing) && seen.things.add(thing).has(thing);
  const stepOf = (element: string): string => {
    const visit = (seen.visits.get(element) ?? 0) + 1;
    seen.visits.set(element, visit);
    return `${element}/${String(visit)}`;
  };

  const work = [...tasks].filter((task) => task.status === 'open' && task.holder?.by === 'queue').sort((a, b) => (a.token ?? 0) - (b.token ?? 0));
  for (const task of work) {
    if (!isNew(`task ${task.id}`)) continue;
    const step = stepOf(`work/${task.activity}`);
    const { afterMs, takesMs, data } = handlingOf(file, task.form, luckOf(seed, key, step));
    planned.push({ do: 'work', step, afterMs, takesMs, data, task: task.id, version: task.version, team: task.team, ...(task.needs?.licence === undefined ? {} : { licence: task.needs.licence }) });
  }

  for (const raised of row.exceptions ?? []) {
    if (raised.effect === undefined || !passing.has(raised.code) || !isNew(`exception ${raised.reference}`)) continue;
    const step = stepOf(`retry/${raised.connector ?? ''}/${raised.operation ?? ''}`);
    planned.push({ do: 'retry', step, afterMs: luckOf(seed, key, step).between('after', 15, 45) * minuteMs, effect: raised.effect });
  }

  const { process } = row;
  if (process === undefined) return planned;
  const listen = (thing: string, element: string, on: readonly Subscription[] | undefined, isAsked: boolean): void => {
    const messages = (on ?? []).filter((one) => one.on === 'message');
    if (messages.length === 0 || !isNew(thing)) return;
    const step = stepOf(`${isAsked ? 'asked' : 'unasked'}/${element}`);
    const luck = luckOf(seed, key, step);
    if (!isAsked && !luck.chance('unasked', unaskedShare)) return;
    const said = saidAt(file, [...new Set(messages.map(({ name }) => name))], luck, row.lastChannel ?? 'mobile');
    if (said === undefined) return;
    const correlation = must(messages.find(({ name }) => name === said.message), 'it is one of those').key;
    planned.push({ do: 'say', step, afterMs: isAsked ? said.afterMs : Math.min(said.afterMs, hourMs), said, ...(correlation === undefined ? {} : { correlation }) });
  };
  const waits = new Map(positionOf(journey.process, process).map((position) => [position.token, position.waits]));
  for (const { id, at, on } of process.tokens) listen(`token ${String(id)}`, at, on, waits.get(id) === 'event');
  for (const { id, of, on } of process.scopes) listen(`scope ${String(id)}`, of, on, false);

  for (const { token, activity } of adHocChoices(journey.process, process)) {
    if (!isNew(`adHoc ${String(token)} ${activity}`)) continue;
    const step = stepOf(`adHoc/${activity}`);
    const luck = luckOf(seed, key, step);
    if (luck.chance('added', 0.3)) planned.push({ do: 'addTask', step, afterMs: luck.between('after', 3, 30) * minuteMs, token, activity });
  }
  return planned;
}
