import { useStore } from 'zustand';
import { useDesk } from '../desk.ts';
import { Button } from './button.tsx';
import type { ButtonProps } from './button.tsx';

/** The button of a command: its text, its key, and why it cannot be done. Nothing where it makes no sense. */
export function CommandButton({ id, kind, text }: { id: string; kind?: ButtonProps['kind']; text?: string }) {
  const desk = useDesk();
  const command = desk.commands.find(id);
  // Whether it can be done depends on what is shown and on the rows.
  useStore(desk.ui);
  useStore(desk.rows);
  if (!command?.when(desk)) return null;
  const key = command.keys?.[0];
  return (
    <Button {...(kind === undefined ? {} : { kind })} onPress={() => void desk.commands.run(desk, id)} shortcut={key} blocked={command.blocked?.(desk)}>
      {text ?? desk.texts.say(command.title)}
    </Button>
  );
}
