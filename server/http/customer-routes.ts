import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { Reveal, Verify } from '../../shared/contract/rest-case.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { customerFields } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import { can } from '../../shared/policy/can.ts';
import type { Looking } from '../../shared/policy/may-see.ts';
import { maySee } from '../../shared/policy/may-see.ts';
import { attemptsLeft, lockedUntil } from '../../shared/work/commands/verify.ts';
import { defaultSpans } from '../../shared/work/world.ts';
import type { Labels } from '../queries/label.ts';
import { isAnswered, questionsFor } from '../queries/question.ts';
import { readCustomer, readSeenCase } from '../queries/seen-case.ts';
import { caseSheet } from '../queries/sheet-case.ts';
import { customerSheet } from '../queries/sheet-customer.ts';
import type { Outcome } from './bind.ts';
import type { Refused } from './problem.ts';
import { notFound, readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';

/** Sheets, and what opens them: verification and reveals. */
export function bindCustomerRoutes(route: Bind, parts: RouteParts & { readonly labels: Labels }): void {
  const { db, keys, clock, journeys, directory, customerReads, door } = parts;
  const reading = readAs(directory);

  /** Where values leave, the read is committed first. */
  const noted = async (looking: Looking, person: Person, customer: Customer | undefined): Promise<Refused | undefined> => {
    const isRevealed = (customer?.revealed ?? []).some((one) => one.by === person.id && one.until > looking.now);
    return customer && (isRevealed || maySee(looking)) ? customerReads.record(person, customer.id) : undefined;
  };

  route(caseRoutes.getCaseSheet, (call) =>
    reading(call, async (reader, person, people) => {
      const refused = can(person, 'customer:read', {});
      if (refused) return refused;
      const seen = await readSeenCase(db, reader, call.params['id'] ?? '', person, clock.now(), people);
      if (!seen) return notFound;
      const { state, customer, looking } = seen;
      return (await noted(looking, person, customer)) ?? { send: await caseSheet({ ...parts, journeys }, state, customer, looking) };
    }),
  );
  route(caseRoutes.getCustomerSheet, (call) =>
    reading(call, async (_reader, person) => {
      const refused = can(person, 'customer:read', {});
      if (refused) return refused;
      const customer = await readCustomer(db, call.params['id'] ?? '');
      if (!customer) return notFound;
      const looking: Looking = { person, customer, holdsTask: false, now: clock.now() };
      return (await noted(looking, person, customer)) ?? { send: { at: looking.now, customer: await customerSheet(parts, customer, looking) } };
    }),
  );
  route(caseRoutes.listQuestions, (call) =>
    reading(call, async (_reader, person) => {
      const refused = can(person, 'customer:verify', {});
      if (refused) return refused;
      const customer = await readCustomer(db, call.params['id'] ?? '');
      if (!customer || customer.erasedAt !== undefined) return notFound;
      const now = clock.now();
      const locked = lockedUntil(customer, now, defaultSpans.failuresMs);
      return {
        send: {
          questions: locked === undefined ? await questionsFor(db, keys, customer.id, now) : [],
          attemptsLeft: attemptsLeft(customer, now, defaultSpans.failuresMs),
          ...(locked === undefined ? {} : { lockedUntil: locked }),
        },
      };
    }),
  );
  route(caseRoutes.verifyCustomer, (call) =>
    reading(call, async (_reader, person) => {
      const { commandId, method, answers = {}, case: of } = call.body as Verify;
      const customer = call.params['id'] ?? '';
      const isRight = method !== 'questions' || (await isAnswered(db, keys, customer, answers, clock.now()));
      const answer = await door.order({ do: 'verify', commandId, person: person.id, customer, method, isRight, ...(of === undefined ? {} : { case: of }) });
      if (!answer.ok) return answer;
      const until = untilOf(answer);
      return until === undefined ? { ok: false, code: 'verification_failed' } : { send: { verifiedUntil: until } };
    }),
  );
  route(caseRoutes.revealField, (call) =>
    reading(call, async (reader, person) => {
      const { commandId, field, reason, case: of } = call.body as Reveal;
      const customer = call.params['id'] ?? '';
      const isOfCustomer = customerFields.some((one) => one === field);
      // A variable is one of a case of this customer that the person may see, or it is nothing.
      const state = isOfCustomer || of === undefined ? undefined : (await readSeenCase(db, reader, of, person, clock.now()))?.state;
      if (!isOfCustomer && state?.case.customer !== customer) return notFound;
      const place = isOfCustomer || of === undefined ? {} : { case: of };
      const answer = await door.order({ do: 'reveal', commandId, person: person.id, customer, field, reason, ...place });
      if (!answer.ok) return answer;
      const read = await customerReads.record(person, customer);
      return read ?? revealed({ customer, field, state }, person, untilOf(answer) ?? 0);
    }),
  );

  /** The value as the sheet shows it now; a repeated question after the minute finds it masked. */
  const revealed = async ({ customer, field, state }: { customer: string; field: string; state: CaseState | undefined }, person: Person, until: number): Promise<Outcome> => {
    const row = await readCustomer(db, customer);
    if (!row) return notFound;
    const looking: Looking = { person, customer: row, ...(state ? { case: state.case.id } : {}), holdsTask: false, now: clock.now() };
    const shown = state ? (await caseSheet({ ...parts, journeys }, state, row, looking)).values[field] : (await customerSheet(parts, row, looking)).fields[field];
    return shown ? { send: { value: shown.value, until } } : notFound;
  };
}

const untilOf = (answer: Answer): number | undefined => {
  const until = answer.ok ? answer.result?.['until'] : undefined;
  return typeof until === 'number' ? until : undefined;
};
