import { useTexts } from '../../desk.ts';

export function CustomersScreen() {
  const { say } = useTexts();
  return <main aria-label={say('command.go.customers')} />;
}
