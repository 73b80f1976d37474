import type { DeskCommand } from '../../commands/command.ts';
import type { Desk } from '../../desk.ts';
import { showToast } from '../../store/ui.ts';
import { isLead } from './frame-commands.ts';

const isOnDesktop = ({ desktop }: Desk): boolean => desktop.isThere;

async function print({ desktop, ui, texts }: Desk): Promise<void> {
  const printed = await desktop.ask('print', {});
  if (printed?.outcome === 'cancelled') return;
  showToast(ui, printed ? { text: texts.say('desktopCommand.printed'), isError: false } : { text: texts.say('desktopCommand.notPrinted'), isError: true });
}

/** What only the desktop can do; in a browser none of it is shown. */
export const desktopCommands: readonly DeskCommand[] = [
  { id: 'window:wall', title: 'desktopCommand.wall', place: 'everywhere', when: (desk) => isOnDesktop(desk) && isLead(desk), run: ({ desktop }) => void desktop.ask('openWall', {}) },
  { id: 'page:print', title: 'desktopCommand.print', place: 'everywhere', when: isOnDesktop, run: (desk) => void print(desk) },
];
