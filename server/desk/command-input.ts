import { hash } from 'node:crypto';
import type { Command, CommandOf, CommandType } from '../../shared/contract/commands.ts';
import { decideNext } from '../../shared/work/commands/next-task.ts';
import type { CommandRule } from '../../shared/work/commands/rule.ts';
import { commandRules } from '../../shared/work/commands/rules.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Input } from './input.ts';

/** Who sends a command, as the gateway knows them. */
export interface Session {
  readonly person: string;
  readonly device: string;
  readonly onBehalfOf?: string;
}

/** Makes the input of a command whose schema has passed. `ranked` are the candidates of `task:next`, best first. */
export function commandInput(command: Command, session: Session, ranked: readonly string[] = []): Input {
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
  // The table is typed per command; the union needs one cast to call it.
  const rule = commandRules[command.type] as unknown as CommandRule<CommandType>;
  const whole = command as CommandOf<CommandType>;
  return {
    ...frame,
    footprint: rule.footprint(whole, session.person),
    decide: (world, ctx) => rule.decide(world, whole, ctx),
  };
}
