import type { ComponentType } from 'react';
import type { DialogProps } from '../../dialog-props.ts';
import { AnswerDialog, AskDialog, AskForDialog, DeclineDialog, PromiseWithdrawDialog, TakeOverDialog } from './answer-dialogs.tsx';
import { CallBackDialog } from './call-back-dialog.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { DayDialog } from './day-dialog.tsx';
import { HandOffDialog } from './hand-off-dialog.tsx';
import { HelpAnswerDialog, HelpDialog, WhisperDialog } from '../help/help-dialogs.tsx';
import { IdentifyDialog } from './identify-dialog.tsx';
import { ParkDialog } from './park-dialog.tsx';
import { PromiseDialog } from './promise-dialog.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { VerifyDialog } from './verify-dialog.tsx';
import { WhoDialog } from './who-dialog.tsx';
import { WhyDialog } from './why-dialog.tsx';

/** Dialogs of work in cases, by name; each says in its file what it is about. */
export const workDialogs: Readonly<Record<string, ComponentType<DialogProps>>> = {
  verify: VerifyDialog, identify: IdentifyDialog, reveal: RevealDialog, who: WhoDialog,
  handOff: HandOffDialog, ask: AskDialog, askFor: AskForDialog, answerAsked: AnswerDialog, decline: DeclineDialog, takeOver: TakeOverDialog,
  park: ParkDialog, promise: PromiseDialog, promiseKept: CallBackDialog, promiseWithdraw: PromiseWithdrawDialog, contact: ContactDialog, consent: ConsentDialog, help: HelpDialog, helpAnswer: HelpAnswerDialog, whisper: WhisperDialog,
  why: WhyDialog, day: DayDialog,
};
