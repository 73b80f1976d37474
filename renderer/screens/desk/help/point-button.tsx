import { useStore } from 'zustand';
import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { useWords } from '../next/words.ts';
import { helpingWith } from './help-commands.ts';

/** Beside each field while one helps with the case: points at it for whoever asked, until another is pointed at or it is pressed again. */
export function PointButton({ caseId, field, label }: { caseId: string; field: string; label: string }) {
  const desk = useDesk();
  const { say } = useWords();
  const isHelping = useStore(desk.rows, () => helpingWith(desk, caseId) !== undefined);
  const isPointed = useStore(desk.presence, (all) => all[caseId]?.some((one) => one.person === desk.person.id && one.state === 'pointing' && one.field === field) === true);
  if (!isHelping) return null;
  const point = (): void => desk.connection.present(isPointed ? { case: caseId, state: 'viewing' } : { case: caseId, state: 'pointing', field });
  return <Button isSmall kind="plain" label={say(isPointed ? 'pointing.stopLabel' : 'pointing.label', { field: label })} onPress={point}>{say(isPointed ? 'pointing.stop' : 'pointing.here')}</Button>;
}
