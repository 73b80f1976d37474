import { useTexts } from '../../../desk.ts';

export function CasePane() {
  const { say } = useTexts();
  return <section data-pane="case" tabIndex={-1} aria-label={say('pane.case')} />;
}
