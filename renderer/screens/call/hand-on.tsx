import { useEffect } from 'react';
import type { EntryPut } from '../../../shared/contract/rows.ts';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useRows } from '../../store/select.ts';
import { useCase } from '../desk/next/case-facts.ts';
import { StillYours } from '../desk/next/given-by.tsx';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';

const cameBack = new Set(['declined', 'expired', 'notMoved', 'receiverGone']);

/** The last offer of mine in the case that has come back, and nothing was offered after it. */
function returned(entries: readonly EntryPut[], me: string, since: number): EntryPut | undefined {
  const last = entries.filter(({ kind }) => kind === 'handOff:offered' || kind === 'handOff:ended' || kind === 'handOff:accepted').toSorted((a, b) => b.seq - a.seq)[0];
  if (last?.kind !== 'handOff:ended' || last.recordedAt < since || !cameBack.has(String(last.body['how']))) return undefined;
  const offered = entries.find(({ kind, body }) => kind === 'handOff:offered' && (body['handOff'] as { id?: unknown } | undefined)?.id === last.body['handOff']);
  return (offered?.body['handOff'] as { from?: unknown } | undefined)?.from === me ? last : undefined;
}

/** The call on its way to a colleague: still mine until the voice has moved; and what came back, with why. */
export function HandOn({ caseId, since }: { caseId: string; since: number }) {
  const { rows, person, data } = useDesk();
  const { say, name } = useWords();
  const { value: sheet } = useCase(caseId);
  const tasks = useRows(rows, `case:${caseId}`, 'task');
  const back = returned(useRows(rows, `case:${caseId}`, 'entry'), person.id, since);
  const seq = back?.seq;
  // Why it came back is a text of the sheet, which a change of its task alone does not ask for again.
  useEffect(() => {
    if (seq !== undefined) data.sheets.refresh(caseId);
  }, [data, caseId, seq]);
  const reason = back === undefined ? undefined : sheet?.texts[String(back.body['reasonValue'])];
  return (
    <>
      <StillYours tasks={tasks} />
      <p className={back === undefined ? undefined : styles.back} role="status">
        {back !== undefined && <><Mark is="soon" /><span>{say(`handOn.${String(back.body['how'])}`, { name: name(back.actor) })}{typeof reason === 'string' ? ` “${reason}”` : ''} {say('handOn.yours')}</span></>}
      </p>
    </>
  );
}
