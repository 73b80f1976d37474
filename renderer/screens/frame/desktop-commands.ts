import type { DeskCommand } from '../../commands/command.ts';
import type { Desk } from '../../desk.ts';
import { rowAnywhere } from '../../store/select.ts';
import { showToast } from '../../store/ui.ts';
import { isLead } from './frame-commands.ts';

const isOnDesktop = ({ desktop }: Desk): boolean => desktop.isThere;

/** Whom the screen shows, if anybody. */
function shownCustomer({ ui, rows }: Desk): string | undefined {
  const { screen, opened, customer } = ui.getState();
  if (screen === 'customers') return customer;
  return screen === 'desk' && opened !== undefined ? rowAnywhere(rows.getState(), 'case', opened.case)?.customer : undefined;
}

/** Paper leaves the bank's rules behind: that a customer is printed is in the log before it is. */
async function print(desk: Desk): Promise<void> {
  const { desktop, ui, texts, act } = desk;
  const customer = shownCustomer(desk);
  if (customer !== undefined && !(await act('customer:read', { customer, purpose: 'print' })).ok) return;
  const printed = await desktop.ask('print', {});
  if (printed?.outcome === 'cancelled') return;
  showToast(ui, printed ? { text: texts.say('desktopCommand.printed'), isError: false } : { text: texts.say('desktopCommand.notPrinted'), isError: true });
}

/** What only the desktop can do; in a browser none of it is shown. */
export const desktopCommands: readonly DeskCommand[] = [
  { id: 'window:wall', title: 'desktopCommand.wall', place: 'everywhere', when: (desk) => isOnDesktop(desk) && isLead(desk), run: ({ desktop }) => void desktop.ask('openWall', {}) },
  { id: 'page:print', title: 'desktopCommand.print', place: 'everywhere', when: isOnDesktop, run: (desk) => void print(desk) },
];
