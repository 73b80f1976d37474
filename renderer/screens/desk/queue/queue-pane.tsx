import { useTexts } from '../../../desk.ts';

export function QueuePane() {
  const { say } = useTexts();
  return <section data-pane="queue" tabIndex={-1} aria-label={say('pane.queue')} />;
}
