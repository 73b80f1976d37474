import type { CommandType } from '../../contract/commands.ts';
import { callRules } from './call.ts';
import { caseClockRules } from './case-clock.ts';
import { caseWorkRules } from './case-work.ts';
import { consentRules } from './consent.ts';
import { customerRules } from './customer.ts';
import { draftRules } from './draft.ts';
import { alarmLookRules } from './alarm-look.ts';
import { decisionSwitchRules } from './decision-switch.ts';
import { effectRules } from './effect.ts';
import { extendRules } from './extend.ts';
import { handOffRules } from './hand-off.ts';
import { helpRules } from './help.ts';
import { journeyRules } from './journey.ts';
import { offerRules } from './offer.ts';
import { ownTaskRules } from './own-task.ts';
import { personRules } from './person.ts';
import { reassignRules } from './reassign.ts';
import { reminderRules } from './reminder.ts';
import type { Rules } from './rule.ts';

/** Every command but those for which something is looked up first: `task:next`, `decision:answer` and `reminder:send`. */
export const commandRules: Rules<Exclude<CommandType, 'task:next' | 'decision:answer' | 'reminder:send'>> = {
  ...ownTaskRules,
  ...handOffRules,
  ...helpRules,
  ...reassignRules,
  ...reminderRules,
  ...extendRules,
  ...caseWorkRules,
  ...draftRules,
  ...callRules,
  ...caseClockRules,
  ...personRules,
  ...consentRules,
  ...customerRules,
  ...offerRules,
  ...journeyRules,
  ...effectRules,
  ...alarmLookRules, ...decisionSwitchRules,
};
