import { rights } from '../../../shared/policy/can.ts';
import type { DeskCommand } from '../../commands/command.ts';
import { openDialog } from '../../store/ui.ts';

export const learningCommands: readonly DeskCommand[] = [
  { id: 'learning:open', title: 'learning.open', place: 'everywhere', when: ({ person }) => rights[person.role]['alarm:look'] !== undefined, run: ({ ui }) => openDialog(ui, 'learning') },
];
