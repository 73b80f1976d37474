import { Button } from '../../../../components/button.tsx';
import { useDesk } from '../../../../desk.ts';
import type { DeskTexts } from '../../../../store/texts.ts';
import { openDialog } from '../../../../store/ui.ts';
import type { CasePut } from '../../../../../shared/contract/rows.ts';
import { missingConsent } from '../../../../../shared/policy/consent.ts';
import { consentWords } from '../../dialogs/consent-words.ts';

export type CaseException = NonNullable<CasePut['exceptions']>[number];

/** What went wrong, in words: of a rule what it misses. */
export function failureText(texts: DeskTexts, { code, gate, reference, connector = '', element = '' }: CaseException): string {
  const { say } = texts;
  const missing = missingConsent(gate);
  if (missing) return say('missingConsent.refused', { what: consentWords(say, missing.channel, missing.purpose) });
  return texts.refusal({ code, params: { reference, connector: say(`connector.${connector}`, { defaultValue: connector }), element } });
}

/** Leads to where the consent can be given for want of which something was held back. */
export function ConsentButton({ id, customer, exception, isSmall = false }: { id: string; customer: string; exception: CaseException; isSmall?: boolean }) {
  const { ui, texts } = useDesk();
  const missing = missingConsent(exception.gate);
  if (!missing) return null;
  const about = { case: id, customer, effect: exception.effect ?? '', channel: missing.channel, purpose: missing.purpose };
  return <Button isSmall={isSmall} onPress={() => openDialog(ui, 'consent', about)}>{texts.say('missingConsent.open')}</Button>;
}
