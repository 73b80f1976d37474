import type { Say } from '../../../store/texts.ts';

/** "e-mails with offers": what a customer agrees to. */
export const consentWords = (say: Say, channel: string, purpose: string): string =>
  say('missingConsent.what', { channel: say(`missingConsent.channel.${channel}`), purpose: say(`missingConsent.purpose.${purpose}`, { defaultValue: purpose }) });
