import { caseTabs } from '../../../../shared/model/help.ts';
import { useDesk } from '../../../desk.ts';
import { useRow } from '../../../store/select.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { Choices } from '../dialogs/form-parts.tsx';
import { useKept } from '../dialogs/kept.ts';
import { TextDialog } from '../dialogs/text-dialog.tsx';
import { useCase } from '../next/case-facts.ts';
import { useWords } from '../next/words.ts';
import { HelperLine, useHelpers } from './may-help.tsx';

/** `H`: asks the team, or one who may help now, to come to where one stands. Names of that place go with it and no values. */
export function HelpDialog({ about }: DialogProps) {
  const { act } = useDesk();
  const { say } = useWords();
  const { case: caseId = '', task, field } = about;
  const tab = caseTabs.find((one) => one === about['tab']);
  useCase(caseId);
  const helpers = useHelpers(task);
  const kept = useKept(`helpTo ${caseId}`, () => ({ to: '' }));
  const { to } = kept.value;
  const place = { ...(task === undefined ? {} : { task }), ...(tab === undefined ? {} : { tab }), ...(field === undefined ? {} : { field }), ...(to === '' ? {} : { to }) };
  const send = async (reason: string) => {
    const answer = await act('help:ask', { case: caseId, reason, ...place });
    if (answer.ok) kept.forget();
    return answer;
  };
  return (
    <TextDialog name="help" about={caseId} send={send}>
      {helpers !== undefined && (
        <Choices
          label={say('help.from')} value={to} onChange={(one) => kept.set({ to: one })} isStacked
          options={[{ id: '', text: say('help.team') }, ...helpers.map((helper) => ({ id: helper.person, text: <HelperLine helper={helper} /> }))]}
        />
      )}
    </TextDialog>
  );
}

/** What one tells whoever asked for help; it stands in the case. */
export function HelpAnswerDialog({ about }: DialogProps) {
  return <Tell about={about} name="helpAnswer" />;
}

/** A word for whoever asked alone. */
export function WhisperDialog({ about }: DialogProps) {
  return <Tell about={about} name="whisper" />;
}

function Tell({ about, name }: DialogProps & { name: 'helpAnswer' | 'whisper' }) {
  const { act, rows } = useDesk();
  const words = useWords();
  const { case: caseId = '', help = '' } = about;
  const asked = useRow(rows, 'case', caseId)?.helps?.find(({ id }) => id === help);
  const send = (text: string) => act('help:answer', { case: caseId, help, text, ...(name === 'whisper' ? { isWhisper: true } : {}) });
  return <TextDialog name={name} about={help} params={{ name: words.name(asked?.by ?? '') }} send={send} />;
}
