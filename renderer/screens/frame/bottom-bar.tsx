import { useStore } from 'zustand';
import type { DeskCommand } from '../../commands/command.ts';
import { useDesk, useUi } from '../../desk.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import { DraftState } from './draft-state.tsx';
import styles from './bottom-bar.module.css';

/** The most useful keys of the moment, at most so many. */
const shownKeys = 3;
const byPlace = ['call:answer', 'handOff:open', 'task:park', 'task:claim', 'task:next', 'plan:commit', 'frame:keys'] as const;

/** What is a draft, the keys of the moment, and how fresh everything is. */
export function BottomBar() {
  const desk = useDesk();
  useUi((ui) => ui);
  const { say } = desk.texts;
  const commands = (): readonly DeskCommand[] => byPlace.flatMap((id) => desk.commands.find(id) ?? []).filter((command) => command.when(desk) && command.blocked?.(desk) === undefined).slice(0, shownKeys);
  useStore(desk.rows, () => commands().map(({ id }) => id).join(' '));
  const shown = commands();
  return (
    <footer className={styles.bar}>
      <DraftState />
      <span className={styles.keys} aria-hidden="true">
        {shown.map(({ id, title, keys }) => <span key={id}><KeyCap of={keys?.[0] ?? ''} /> {say(title)}</span>)}
      </span>
      <ConnectionChip />
    </footer>
  );
}
