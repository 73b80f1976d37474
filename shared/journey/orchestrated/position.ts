import * as z from 'zod/mini';
import type { CaseState } from '../../model/case.ts';
import { isOpen } from '../../model/task.ts';
import type { Position } from '../engine/read-state.ts';
import { adHocChoices, dueTimers, positionOf } from '../engine/read-state.ts';
import type { Token } from '../engine/process-state.ts';
import type { Journey } from './journey.ts';

const at = z.int();

/** Where a case stands, as people read it: its stages, what it waits for and since when, and what may be added. */
export const casePositionSchema = z.object({
  /** In the journey's order. `waiting`: nothing in it is for staff to do now. */
  stages: z.array(z.object({ name: z.string(), state: z.enum(['done', 'current', 'waiting', 'ahead']) })),
  standing: z.array(z.object({
    /** Of the BPMN model. */
    element: z.string(),
    name: z.exactOptional(z.string()),
    stage: z.exactOptional(z.string()),
    since: at,
    waits: z.enum(['staff', 'system', 'customer', 'thirdParty', 'time', 'others', 'incident']),
    /** The open task, where it waits for staff. */
    task: z.exactOptional(z.string()),
    /** Messages that would move it. */
    messages: z.exactOptional(z.array(z.string())),
    /** When time moves it, the nearest. */
    dueAt: z.exactOptional(at),
  })),
  /** Tasks that staff may add: `journey:addTask` with these two. */
  optional: z.array(z.object({ token: z.int(), activity: z.string(), name: z.exactOptional(z.string()) })),
});
export type CasePosition = z.infer<typeof casePositionSchema>;
type Standing = CasePosition['standing'][number];

/** The position of an open case of an orchestrated journey; undefined where no process drives it. */
export function casePosition(journey: Journey, state: CaseState): CasePosition | undefined {
  const { process } = state.case;
  if (process === undefined) return undefined;
  const timers = dueTimers(process);
  const tokens = new Map(process.tokens.map((token) => [token.id, token]));
  const standing = positionOf(journey.process, process)
    .filter(({ waits }) => waits !== 'inside')
    .map((position): Standing => {
      const token = tokens.get(position.token);
      const messages = messagesOf(token);
      const due = timers.filter(({ holder }) => holder === position.token).map((timer) => timer.due);
      const task = state.tasks.find((one) => one.token === position.token && isOpen(one));
      const { element, since, name, stage } = position;
      return {
        element, since, waits: whom(journey, position, messages, due.length > 0),
        ...(name === undefined ? {} : { name }),
        ...(stage === undefined ? {} : { stage }),
        ...(task === undefined ? {} : { task: task.id }),
        ...(messages.length === 0 ? {} : { messages }),
        ...(due.length === 0 ? {} : { dueAt: Math.min(...due) }),
      };
    });
  return { stages: stagesOf(journey.file.stages, standing), standing, optional: [...adHocChoices(journey.process, process)] };
}

const messagesOf = (token: Token | undefined): string[] => (token?.on ?? []).flatMap((one) => (one.on === 'message' ? [one.name] : []));

function whom({ file }: Journey, { waits }: Position, messages: readonly string[], isTimed: boolean): Standing['waits'] {
  switch (waits) {
    case 'work':
    case 'adHoc':
      return 'staff';
    case 'system':
      return 'system';
    case 'incident':
      return 'incident';
    case 'join':
    case 'inside':
      return 'others';
    default: {
      const sender = messages.map((name) => file.messages?.[name]?.from).find((one) => one !== undefined);
      return sender ?? (isTimed ? 'time' : 'others');
    }
  }
}

function stagesOf(stages: readonly string[], standing: readonly Standing[]): CasePosition['stages'] {
  const last = Math.max(-1, ...standing.map(({ stage }) => stages.indexOf(stage ?? '')));
  return stages.map((name, index) => {
    const here = standing.filter(({ stage }) => stage === name);
    if (here.length === 0) return { name, state: index < last ? 'done' : 'ahead' };
    return { name, state: here.some(({ waits }) => waits === 'staff' || waits === 'incident') ? 'current' : 'waiting' };
  });
}
