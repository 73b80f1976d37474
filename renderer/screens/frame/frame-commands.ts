import type { DeskCommand } from '../../commands/command.ts';
import { closeCase, closeDialog, goBack } from '../../store/ui.ts';
import type { ScreenName, Ui } from '../../store/ui.ts';
import type { Desk } from '../../desk.ts';

const always = (): boolean => true;
export const isLead = ({ person }: Desk): boolean => ['teamLead', 'secondLine', 'auditor', 'administrator'].includes(person.role);
const go = (screen: ScreenName, key: string, when: DeskCommand['when'] = always): DeskCommand => ({
  id: `go:${screen}`, title: `command.go.${screen}`, place: 'everywhere', keys: [`g ${key}`], when, run: ({ ui }) => ui.setState({ screen }),
});
const setting = (id: string, change: Partial<Ui>): DeskCommand => ({
  id, title: `command.${id.replace(':', '.')}`, place: 'everywhere', when: ({ ui }) => Object.entries(change).some(([name, value]) => ui.getState()[name as keyof Ui] !== value), run: ({ ui }) => ui.setState(change),
});

/** One step back, and never a text lost: menu, dialog, case. */
function back({ ui }: Desk): void {
  const { isPaletteOpen, isHelpOpen, dialog, opened } = ui.getState();
  const focused = document.activeElement;
  if (isPaletteOpen || isHelpOpen) ui.setState({ isPaletteOpen: false, isHelpOpen: false });
  else if (dialog !== undefined) closeDialog(ui);
  else if (focused instanceof HTMLElement && focused.matches('input,textarea,select')) focused.blur();
  else if (opened !== undefined) closeCase(ui);
}

const panes = ['queue', 'case', 'next'] as const;
function toPane(step: 1 | -1): (desk: Desk) => void {
  return ({ ui }) => {
    const found = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
    const at = found.findIndex((pane) => pane.contains(document.activeElement));
    const next = found[(at + step + found.length) % found.length];
    const isNarrow = found.length === 1;
    if (isNarrow) ui.setState((state) => ({ pane: panes[(panes.indexOf(state.pane) + step + panes.length) % panes.length] ?? 'queue' }));
    else next?.focus();
  };
}

export const frameCommands: readonly DeskCommand[] = [
  { id: 'frame:palette', title: 'command.frame.palette', place: 'everywhere', keys: ['$mod+k'], when: always, run: ({ ui }) => ui.setState({ isPaletteOpen: true }), isKeyOnly: true },
  { id: 'frame:keys', title: 'command.frame.keys', place: 'everywhere', keys: ['?', 'Shift+?'], when: always, run: ({ ui }) => ui.setState({ isHelpOpen: true }) },
  { id: 'frame:back', title: 'command.frame.back', place: 'everywhere', keys: ['Escape'], when: always, run: back, isKeyOnly: true },
  { id: 'frame:nextPane', title: 'command.frame.nextPane', place: 'everywhere', keys: ['F6'], when: always, run: toPane(1), isKeyOnly: true },
  { id: 'frame:lastPane', title: 'command.frame.lastPane', place: 'everywhere', keys: ['Shift+F6'], when: always, run: toPane(-1), isKeyOnly: true },
  { id: 'frame:cover', title: 'command.frame.cover', place: 'everywhere', keys: ['F9'], when: always, run: ({ ui }) => ui.setState(({ isCovered }) => ({ isCovered: !isCovered })) },
  { id: 'frame:undo', title: 'command.frame.undo', place: 'everywhere', keys: ['$mod+z'], when: ({ ui }) => ui.getState().toast?.undo !== undefined, run: ({ ui }) => ui.getState().toast?.undo?.() },
  { id: 'case:before', title: 'command.case.before', place: 'everywhere', keys: ['b'], when: ({ ui }) => ui.getState().trail.length > 0, run: ({ ui }) => void goBack(ui) },
  go('desk', 'd'),
  go('customers', 'c'),
  go('team', 't', isLead),
  go('wall', 'w', isLead),
  setting('theme:light', { theme: 'light' }),
  setting('theme:dark', { theme: 'dark' }),
  setting('theme:contrast', { theme: 'contrast' }),
  setting('density:compact', { density: 'compact' }),
  setting('density:standard', { density: 'standard' }),
  setting('density:roomy', { density: 'roomy' }),
  { id: 'session:end', title: 'command.session.end', place: 'everywhere', when: always, run: (desk) => desk.signOut() },
];
