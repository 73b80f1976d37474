import type { DeskCommand } from '../../commands/command.ts';
import { unreadNotices } from '../../store/notices.ts';
import { openDialog } from '../../store/ui.ts';

export const noticesCommands: readonly DeskCommand[] = [
  { id: 'notices:open', title: 'noticesCommand.open', place: 'everywhere', when: (desk) => unreadNotices(desk).length > 0, run: ({ ui }) => openDialog(ui, 'notices') },
];
