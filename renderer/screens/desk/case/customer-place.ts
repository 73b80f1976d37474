import { useStore } from 'zustand';
import type { PresencePush } from '../../../../shared/contract/changes.ts';
import type { CaseSheet, JourneyInfo } from '../../../../shared/contract/rest-case.ts';
import type { CasePut } from '../../../../shared/contract/rows.ts';
import { useDesk } from '../../../desk.ts';
import { activityName } from '../../../store/journeys.ts';
import type { CaseWords } from './case-words.ts';

/** Where the customer of a case is on a channel of theirs: `key` says which sentence fits. */
export interface CustomerPlace {
  readonly key: '' | 'Stage' | 'Field';
  readonly params: Readonly<Record<string, string>>;
  readonly step?: string;
  readonly field?: string;
}

interface Parts {
  readonly row: Pick<CasePut, 'customerHere'>;
  readonly info: JourneyInfo | undefined;
  readonly sheet: Pick<CaseSheet, 'position'> | undefined;
  /** What the channel tells of where they are. */
  readonly visit: PresencePush['customer'];
}

/** The place in words; undefined where the customer is on no channel. A step or a field that the journey does not have is not said: names come from outside. */
export function customerPlace({ row, info, sheet, visit }: Parts, { say, field: fieldName }: Pick<CaseWords, 'say' | 'field'>): CustomerPlace | undefined {
  const { customerHere } = row;
  if (customerHere === undefined) return undefined;
  const { step, field } = visit ?? {};
  const position = sheet?.position;
  // Of a step that is over they are only there, not on it.
  const stage = position ? position.standing.find(({ element }) => element === step)?.stage : step !== undefined && info?.activities[step] ? activityName(info, step) : undefined;
  const known = field === undefined ? undefined : fieldOf(info, field);
  const channel = say(`valueFrom.on.${customerHere.channel}`);
  if (stage === undefined) return { key: '', params: { channel } };
  if (known === undefined || field === undefined) return { key: 'Stage', params: { channel, stage }, ...(step === undefined ? {} : { step }) };
  return { key: 'Field', params: { channel, stage, field: fieldName(field, known) }, ...(step === undefined ? {} : { step }), field };
}

function fieldOf(info: JourneyInfo | undefined, name: string) {
  const all = [...Object.values(info?.messages ?? {}).map(({ fields }) => fields ?? {}), ...Object.values(info?.forms ?? {}).map(({ fields }) => fields)];
  return all.find((fields) => Object.hasOwn(fields, name))?.[name];
}

/** What the customer's channel tells of where they are in a case. */
export function useVisit(caseId: string): PresencePush['customer'] {
  return useStore(useDesk().visits, (all) => all[caseId]);
}
