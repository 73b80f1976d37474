import { useTexts } from '../../desk.ts';

export function WallScreen() {
  const { say } = useTexts();
  return <main aria-label={say('command.go.team')} />;
}
