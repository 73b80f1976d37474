import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { DecisionAsked, DecisionShown } from '../../../../shared/contract/rest-decision.ts';
import type { Channel } from '../../../../shared/model/case.ts';
import { customerOfStream } from '../../../../shared/work/effects/effect-stream.ts';
import { meetsCustomers } from '../../../../shared/policy/may-see.ts';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';
import { callRow } from '../../../store/call.ts';
import type { Decided } from '../../../store/decisions.ts';
import { isDecided } from '../../../store/decisions.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { caseRows, stepsOf } from './case-facts.ts';
import type { NextItem } from './next-items.ts';
import { nextItems } from './next-items.ts';
import { nextState } from './next-state.ts';

interface Question {
  /** Everything in the rows that a decision may follow from: another one is another decision. */
  readonly version: string;
  readonly asked: DecisionAsked;
}

/** What is to be decided for a case, or for a customer without one, now; nothing where it is over, belongs to nobody yet, or there is no connection. */
function questionOf(desk: Desk, id: string): Question | undefined {
  const alone = customerOfStream(id);
  if (alone !== undefined) return questionAlone(desk, alone);
  const { row, tasks } = caseRows(desk, id);
  if (row?.customer === undefined || row.status !== 'open' || desk.link.getState().state.is !== 'live') return undefined;
  const { customer } = row;
  const call = callRow(desk);
  const isOnCall = call?.state === 'onCall' && call.customer === customer;
  const { about } = nextState(desk).getState();
  const seen = [row.version, rowAnywhere(desk.rows.getState(), 'customer', customer)?.version, ...tasks.map(({ version }) => version), isOnCall, about];
  return {
    version: seen.join(' '),
    asked: { customer, case: id, channel: channelOf(desk, isOnCall), placement: isOnCall ? 'call-card' : 'desk', ...(about === undefined || !isOnCall ? {} : { about }) },
  };
}

/** Somebody of whom no case is open: what is best for them is asked for all the same. */
function questionAlone(desk: Desk, customer: string): Question | undefined {
  const row = rowAnywhere(desk.rows.getState(), 'customer', customer);
  if (row === undefined || desk.link.getState().state.is !== 'live') return undefined;
  const call = callRow(desk);
  const isOnCall = call?.state === 'onCall' && call.customer === customer;
  const { about } = nextState(desk).getState();
  return {
    version: [row.version, isOnCall, about].join(' '),
    asked: { customer, channel: channelOf(desk, isOnCall), placement: isOnCall ? 'call-card' : 'desk', ...(about === undefined || !isOnCall ? {} : { about }) },
  };
}

/** The way in which this person meets the customer. */
function channelOf({ person }: Desk, isOnCall: boolean): Channel {
  if (isOnCall || person.role === 'callCentreAgent') return 'phone';
  return person.role === 'branchEmployee' || meetsCustomers(person.role) ? 'branch' : 'system';
}

/** All that could stand on the card of a case, or of a customer without one, now, in order. */
export interface Next {
  readonly items: readonly NextItem[];
  /** Whether the decision is of what the rows say now. */
  readonly isCurrent: boolean;
  readonly decision?: DecisionShown;
}

const decidedOf = (desk: Desk, id: string): Decided | undefined => desk.data.decisions.store.getState()[id];

/** Undefined until the rows of the case and its sheet are there; `id` is a case's, or `streamOfCustomer`. */
export function nextOf(desk: Desk, id: string): Next | undefined {
  const steps = stepsOf(desk, id);
  if (!steps) return undefined;
  const decided = decidedOf(desk, id);
  const question = questionOf(desk, id);
  const decision = decided?.value;
  const { taken } = nextState(desk).getState();
  return { items: nextItems(steps, decision && { ...decision, shown: decision.shown.filter(({ action }) => !taken.includes(action)) }), isCurrent: isDecided(decided, question?.version), ...(decision === undefined ? {} : { decision }) };
}

/** Decides for a case as long as it is looked at, and again whenever something of it is new. */
export function useDecision(id: string): void {
  const desk = useDesk();
  const { decisions } = desk.data;
  useStore(desk.link);
  useStore(nextState(desk), ({ about }) => about);
  const version = useStore(desk.rows, () => questionOf(desk, id)?.version);
  useEffect(() => {
    const question = version === undefined ? undefined : questionOf(desk, id);
    if (question) decisions.ask(id, question.version, question.asked);
  }, [desk, decisions, id, version]);
}
