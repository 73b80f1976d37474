import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { CallEvent } from '../../shared/contract/rest-case.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { can } from '../../shared/policy/can.ts';
import { loadCatalog } from '../catalog/catalog.ts';
import { reportedCall, telephonySource } from '../intake/telephony.ts';
import { callCard, calledCustomers, readCall } from '../queries/call-card.ts';
import { listJourneys, readModel } from '../queries/journey-info.ts';
import { Labels } from '../queries/label.ts';
import { findByText, searchRows } from '../queries/search.ts';
import { verifiedUntil } from '../../shared/policy/may-see.ts';
import { bindCustomerRoutes } from './customer-routes.ts';
import { found, notFound, readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';

/** Routes about cases, customers and calls, as the workspace needs them. */
export function bindCaseRoutes(route: Bind, parts: RouteParts): void {
  const { db, keys, clock, journeys, directory, customerReads, door, newId, takesInputs } = parts;
  const reading = readAs(directory);
  const labels = new Labels(db, keys);
  const catalog = loadCatalog();
  const rows = listJourneys(journeys, isRefusal(catalog) ? new Map() : catalog.mappings);

  route(caseRoutes.listJourneys, (call) => reading(call, async () => ({ send: { rows } })));
  route(caseRoutes.getJourneyModel, (call) => {
    const { version } = call.query;
    return reading(call, async () => found(await readModel(journeys, call.params['id'] ?? '', version === undefined ? undefined : Number(version))));
  });
  route(caseRoutes.readLabels, (call) =>
    reading(call, async (_reader, person) => can(person, 'customer:read', {}) ?? { send: { rows: await labels.read((call.body as { customers: string[] }).customers) } }),
  );
  route(caseRoutes.search, (call) =>
    reading(call, async (reader, person) => {
      const refused = can(person, 'customer:search', {});
      const { text, birthDate, purpose } = call.body as { text: string; birthDate?: string; purpose: string };
      const foundThem = refused ? undefined : await findByText({ db, keys, labels }, reader, text, birthDate);
      if (foundThem && isRefusal(foundThem)) return foundThem;
      const shown = foundThem ? await searchRows({ db, keys, labels }, foundThem) : [];
      // In the log before it leaves, also what a rule refuses.
      const answer = await door.order({
        do: 'search', id: newId('r'), person: person.id, purpose, kind: foundThem?.because ?? 'name', shown: shown.map(({ customer }) => customer),
      });
      return answer.ok ? { send: { rows: shown } } : answer;
    }),
  );
  bindCustomerRoutes(route, { ...parts, labels });

  route(caseRoutes.postCall, async ({ body, sender }) => {
    if (sender !== telephonySource) return { ok: false, code: 'source_refused' };
    if (!takesInputs()) return { ok: false, code: 'clock_off', retryAfterMs: 5000 };
    const answer = await door.order({ do: 'call', source: telephonySource, ...(await reportedCall(db, keys, body as CallEvent)) });
    if (!answer.ok) return answer;
    return { send: { ok: true, ...(answer.duplicate === true ? { duplicate: true } : {}) } };
  });
  route(caseRoutes.getMyCall, (call) =>
    reading(call, async (_reader, person) => {
      const refused = can(person, 'customer:read', {});
      if (refused) return refused;
      const mine = await readCall(db, person.id);
      if (!mine) return notFound;
      const customers = await calledCustomers(db, mine);
      const now = clock.now();
      for (const customer of customers) {
        const read = verifiedUntil({ person, customer, now }) === undefined ? undefined : await customerReads.record(person, customer.id);
        if (read) return read;
      }
      return { send: await callCard({ db, keys, labels, journeys }, mine, customers, person, now) };
    }),
  );
}
