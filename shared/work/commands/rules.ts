import type { CommandType } from '../../contract/commands.ts';
import { callRules } from './call.ts';
import { caseClockRules } from './case-clock.ts';
import { caseWorkRules } from './case-work.ts';
import { consentRules } from './consent.ts';
import { customerRules } from './customer.ts';
import { draftRules } from './draft.ts';
import { decisionSwitchRules } from './decision-switch.ts';
import { effectRules } from './effect.ts';
import { handOffRules } from './hand-off.ts';
import { helpRules } from './help.ts';
import { journeyRules } from './journey.ts';
import { offerRules } from './offer.ts';
import { ownTaskRules } from './own-task.ts';
import { personRules } from './person.ts';
import { reassignRules } from './reassign.ts';
import type { Rules } from './rule.ts';

/** Every command but `task:next`, whose candidates the server ranks first, and `decision:answer`, whose receipt it reads first. */
export const commandRules: Rules<Exclude<CommandType, 'task:next' | 'decision:answer'>> = {
  ...ownTaskRules,
  ...handOffRules,
  ...helpRules,
  ...reassignRules,
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
  ...decisionSwitchRules,
};
