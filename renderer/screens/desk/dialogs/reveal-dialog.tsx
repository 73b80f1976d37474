import { v7 as uuid } from 'uuid';
import { caseRoutes } from '../../../../shared/contract/rest-case.ts';
import { useDesk } from '../../../desk.ts';
import { showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { sayCode, useWords } from '../next/words.ts';
import { TextDialog } from './text-dialog.tsx';

/** `R`: one masked value for a minute, for a reason that is kept with the customer. */
export function RevealDialog({ about }: DialogProps) {
  const { customer = '', field = '', case: caseId, label } = about;
  const { api, ui, data, texts } = useDesk();
  const { say } = useWords();
  return (
    <TextDialog
      name="reveal" about={`${customer} ${field}`} params={{ field: label ?? sayCode(say, 'customers.field', field) }}
      send={async (reason) => {
        const answer = await api.ask(caseRoutes.revealField, { id: customer, body: { commandId: `c-${uuid()}`, field, reason, ...(caseId === undefined ? {} : { case: caseId }) } });
        if (!answer.ok) showToast(ui, { text: texts.refusal(answer), isError: true });
        else if (caseId !== undefined) data.sheets.refresh(caseId);
        data.customers.refresh(customer);
        return answer;
      }}
    />
  );
}
