import { useTexts } from '../../../desk.ts';

export function NextPane() {
  const { say } = useTexts();
  return <section data-pane="next" tabIndex={-1} aria-label={say('pane.next')} />;
}
