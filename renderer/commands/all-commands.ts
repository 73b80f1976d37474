import { frameCommands } from '../screens/frame/frame-commands.ts';
import type { DeskCommand } from './command.ts';

/** Every command of the workspace. */
export const allCommands: readonly DeskCommand[] = [...frameCommands];
