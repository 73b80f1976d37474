import type { DecisionAnswered, DecisionAsked } from '../../shared/contract/rest-decision.ts';
import { decisionRoutes } from '../../shared/contract/rest-decision.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { can } from '../../shared/policy/can.ts';
import { makeDecision } from '../decisions/make-decision.ts';
import type { Decisions } from '../decisions/open-decisions.ts';
import { tellDecision } from '../decisions/tell-decision.ts';
import { tellLearning } from '../decisions/tell-learning.ts';
import type { Refused } from './problem.ts';
import { found, notFound, readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';

const sourceRefused: Refused = { ok: false, code: 'source_refused' };

/** Routes of decisions. A channel asks and answers for itself alone: its source has its name. */
export function bindDecisionRoutes(route: Bind, { door, db, directory }: Pick<RouteParts, 'door' | 'db' | 'directory'>, decisions: Decisions): void {
  const reading = readAs(directory);

  route(decisionRoutes.decide, async (call) => {
    const asked = call.body as DecisionAsked;
    if (call.sender.startsWith('source:')) {
      if (call.sender !== `source:${asked.channel}`) return sourceRefused;
      return outcomeOf(await makeDecision(decisions, asked, call.sender));
    }
    return reading(call, async (_reader, person) => can(person, 'decision:ask', {}) ?? outcomeOf(await makeDecision(decisions, asked, person.id, person)));
  });
  route(decisionRoutes.getDecision, (call) =>
    reading(call, async (_reader, person) => can(person, 'customer:read', {}) ?? found(await tellDecision(db, decisions, call.params['id'] ?? ''))));
  route(decisionRoutes.getLearning, (call) =>
    reading(call, async (_reader, person) => can(person, 'alarm:look', {}) ?? { send: await tellLearning(db, decisions) }));
  route(decisionRoutes.answerDecision, async (call) => {
    const { id, ...said } = call.body as DecisionAnswered;
    const answered = await decisions.answeredOf(call.params['id'] ?? '', said);
    if (!answered) return notFound;
    if (answered.channel !== call.sender) return sourceRefused;
    const answer = await door.order({ do: 'answer', id, source: call.sender, answered });
    return answer.ok ? { send: answer } : answer;
  });
}

const outcomeOf = (made: Awaited<ReturnType<typeof makeDecision>>): Refused | { send: unknown } => (isRefusal(made) ? made : { send: made });
