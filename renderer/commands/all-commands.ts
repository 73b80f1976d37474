import { queueCommands } from '../screens/desk/queue/queue-commands.ts';
import { frameCommands } from '../screens/frame/frame-commands.ts';
import { leadCommands } from '../screens/team/lead-commands.ts';
import type { DeskCommand } from './command.ts';

/** Every command of the workspace. */
export const allCommands: readonly DeskCommand[] = [...frameCommands, ...queueCommands, ...leadCommands];
