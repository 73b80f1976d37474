import { useTexts } from '../../desk.ts';

export function TeamScreen() {
  const { say } = useTexts();
  return <main aria-label={say('command.go.team')} />;
}
