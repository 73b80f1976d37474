import { hash } from 'node:crypto';
import type { Command, CommandOf, CommandType } from '../../shared/contract/commands.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { AnsweredDecision } from '../../shared/work/commands/decision.ts';
import { decideAnswer } from '../../shared/work/commands/decision.ts';
import { decideNext } from '../../shared/work/commands/next-task.ts';
import type { CommandRule } from '../../shared/work/commands/rule.ts';
import type { JudgedReminders } from '../../shared/work/commands/reminder.ts';
import { decideReminders } from '../../shared/work/commands/reminder.ts';
import { commandRules } from '../../shared/work/commands/rules.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Input } from './input.ts';

/** Who sends a command, as the gateway knows them. */
export interface Session {
  readonly person: string;
  readonly device: string;
  readonly onBehalfOf?: string;
}

/** What is looked up for a command before it becomes an input. */
export interface LookedUp {
  /** Candidates of `task:next`, best first. */
  readonly ranked?: readonly string[];
  /** The decision that `decision:answer` names; undefined where there is none. */
  readonly answered?: AnsweredDecision | undefined;
  /** What contact policy says about the tasks of `reminder:send`. */
  readonly judged?: JudgedReminders | undefined;
}

/** Makes the input of a command whose schema has passed. */
export function commandInput(command: Command, session: Session, { ranked = [], answered, judged }: LookedUp = {}): Input {
  const frame = {
    id: `c:${command.commandId}`,
    lane: 'people' as const,
    sender: session.person,
    actor: session.person,
    device: session.device,
    ...(session.onBehalfOf === undefined ? {} : { onBehalfOf: session.onBehalfOf }),
    action: command.type,
    bodyHash: hash('sha256', canonicalJson(command), 'buffer').subarray(0, 16),
  };
  if (command.type === 'task:next')
    return {
      ...frame,
      footprint: { tasks: [...ranked, ...(command.skip ? [command.skip.task] : [])] },
      decide: (world, ctx) => decideNext(world, command.team, ranked, command.skip, ctx),
    };
  if (command.type === 'decision:answer')
    return {
      ...frame,
      footprint: answered === undefined ? {} : { customers: [answered.customer] },
      decide: (world, ctx) => (answered === undefined ? refuse('not_found', { receipt: command.receipt }) : decideAnswer(world, answered, ctx)),
    };
  if (command.type === 'reminder:send')
    return {
      ...frame,
      footprint: { tasks: command.items.map(({ task }) => task), customers: judged?.customers ?? [] },
      decide: (world, ctx) => (judged === undefined ? refuse('unavailable') : decideReminders(world, command, judged, ctx)),
    };
  // The table is typed per command; the union needs one cast to call it.
  const rule = commandRules[command.type] as unknown as CommandRule<CommandType>;
  const whole = command as CommandOf<CommandType>;
  return {
    ...frame,
    footprint: rule.footprint(whole, session.person),
    decide: (world, ctx) => rule.decide(world, whole, ctx),
  };
}
