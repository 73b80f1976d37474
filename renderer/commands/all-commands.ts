import { callCommands } from '../screens/call/call-commands.ts';
import { caseCommands } from '../screens/desk/case/case-commands.ts';
import { workCommands } from '../screens/desk/dialogs/work-commands.ts';
import { helpCommands } from '../screens/desk/help/help-commands.ts';
import { nextCommands } from '../screens/desk/next/next-commands.ts';
import { offerCommands } from '../screens/desk/next/offer-commands.ts';
import { queueCommands } from '../screens/desk/queue/queue-commands.ts';
import { desktopCommands } from '../screens/frame/desktop-commands.ts';
import { frameCommands } from '../screens/frame/frame-commands.ts';
import { learningCommands } from '../screens/learning/learning-commands.ts';
import { noticesCommands } from '../screens/notices/notices-commands.ts';
import { leadCommands } from '../screens/team/lead-commands.ts';
import type { DeskCommand } from './command.ts';

/** Every command of the workspace. */
export const allCommands: readonly DeskCommand[] = [...frameCommands, ...desktopCommands, ...queueCommands, ...caseCommands, ...leadCommands, ...workCommands, ...helpCommands, ...nextCommands, ...offerCommands, ...callCommands, ...noticesCommands, ...learningCommands];
