import { useStore } from 'zustand';
import { spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';

/** Whether what was typed is safe. */
export function DraftState() {
  const { drafting, clock, texts } = useDesk();
  const { is, at } = useStore(drafting);
  const now = useNow(clock, 1000);
  return <span data-draft={is}>{is === 'none' ? '' : texts.say(`draft.${is}`, { age: spanText(texts.say, now - at) })}</span>;
}
