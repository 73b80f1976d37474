import { answerOf } from '../../shared/contract/answer.ts';
import type { CaseQuery, CustomerQuery, PersonQuery, QueueQuery, TaskQuery } from '../../shared/contract/rest.ts';
import { routes } from '../../shared/contract/rest.ts';
import type { CloudEvent } from '../../shared/model/event.ts';
import { defaultSpans } from '../../shared/work/world.ts';
import { compileProcess } from '../../shared/journey/engine/compile-process.ts';
import { fromBinaryMode } from '../intake/cloud-events.ts';
import { readBpmn } from '../catalog/bpmn/read-bpmn.ts';
import { getCase, listCases } from '../queries/cases.ts';
import { getCustomer, listCustomers } from '../queries/customers.ts';
import { getPerson, listPeople } from '../queries/people.ts';
import { getQueue, listQueues } from '../queries/queues.ts';
import { getTask, listTasks } from '../queries/tasks.ts';
import { readLedger } from '../store/tables/ledger.ts';
import { readVerifiedBy } from '../store/reads/person-day.ts';
import { readCommandEntries } from '../store/tables/log.ts';
import { beginVisit, endVisit } from '../store/tables/staff-settings.ts';
import { found, isLocalCall, listed, notFound, readAs } from './reading.ts';
import { reportEvents } from './report-events.ts';
import type { Bind, RouteParts } from './route-parts.ts';
import { bindCaseRoutes } from './case-routes.ts';
import { bindChannelRoutes } from './channel-routes.ts';
import { bindDocumentRoutes } from './document-routes.ts';
import { bindTeamRoutes } from './team-routes.ts';

const EVENT = 'application/cloudevents+json';
const maxBatchBytes = 1_048_576;
const maxEventBytes = 65_536;
const maxModelBytes = 2_097_152;
/** Whoever comes back sooner has not been away. */
const visitGapMs = 30 * 60_000;

/** Gives every route of the contract its handler. */
export function bindRoutes(route: Bind, parts: RouteParts): void {
  bindEvents(route, parts);
  bindSessions(route, parts);
  bindReads(route, parts);
  bindModels(route);
  bindCaseRoutes(route, parts);
  bindChannelRoutes(route, parts);
  bindDocumentRoutes(route, parts);
  bindTeamRoutes(route, parts);
}

function bindEvents(route: Bind, { door, takesInputs, presence }: RouteParts): void {
  route(
    routes.postEvents,
    async ({ body, sender }) => {
      if (!takesInputs()) return { ok: false, code: 'clock_off', retryAfterMs: 5000 };
      const results = await reportEvents(door, presence(), sender, Array.isArray(body) ? (body as CloudEvent[]) : [body as CloudEvent]);
      return 'ok' in results ? results : { send: { results } };
    },
    {
      maxBytes: maxBatchBytes,
      maxBytesOf: { [EVENT]: maxEventBytes, 'application/json': maxEventBytes },
      prepare: (mediaType, headers, value) =>
        mediaType === 'application/json' && headers['ce-specversion'] !== undefined
          ? { mediaType: EVENT, value: fromBinaryMode(headers, value) }
          : { mediaType, value },
    },
  );
}

function bindSessions(route: Bind, { db, clock, sessions, directory, door, newId }: RouteParts): void {
  route(routes.openDemoSession, async ({ body, request }) => {
    if (!isLocalCall(request)) return notFound;
    const { person: id } = body as { person: string };
    const { people } = await directory.read();
    const row = people.get(id)?.role === 'observed' ? undefined : await getPerson(db, id, clock.now());
    if (!row) return notFound;
    await beginVisit(db, id, clock.now(), sessions.lastUsed(id), visitGapMs);
    return { send: { ...sessions.open(id), person: row } };
  });
  route(routes.endDemoSession, async ({ token, sender }) => {
    sessions.end(token);
    // Whoever signs in next at this desk, the same person too, has nobody before them.
    const customers = await readVerifiedBy(db, sender, clock.now() - defaultSpans.verifiedMs);
    await Promise.all(customers.map((customer) => door.order({ do: 'leave', id: newId('s'), person: sender, customer })));
    await endVisit(db, sender, clock.now());
    return { send: { ok: true } };
  });
}

function bindModels(route: Bind): void {
  route(
    routes.checkModel,
    async ({ body }) => {
      const reading = await readBpmn(body as string);
      if (!reading.ok) return { ok: false, code: 'model_refused', params: { defects: reading.defects } };
      const compiled = reading.processes.flatMap((process) => {
        const one = compileProcess(process);
        return one.ok ? [] : one.defects;
      });
      const defects = [...reading.defects, ...compiled];
      return { send: { isExecutable: defects.length === 0, processes: reading.processes.map(({ id, name }) => ({ id, name })), defects } };
    },
    { maxBytes: maxModelBytes },
  );
}

function bindReads(route: Bind, { db, keys, clock, journeys, directory, customerReads }: RouteParts): void {
  const asReader = readAs(directory);

  route(routes.listCases, (call) => asReader(call, async (reader) => listed(await listCases(db, reader, call.query as CaseQuery))));
  route(routes.getCase, (call) => asReader(call, async (reader) => found(await getCase(db, reader, call.params['id'] ?? '', journeys))));
  route(routes.listTasks, (call) => asReader(call, async (reader) => listed(await listTasks(db, reader, call.query as TaskQuery))));
  route(routes.getTask, (call) => asReader(call, async (reader) => found(await getTask(db, reader, call.params['id'] ?? ''))));
  route(routes.listPeople, (call) => asReader(call, async () => listed(await listPeople(db, call.query as PersonQuery, clock.now()))));
  route(routes.getPerson, (call) => asReader(call, async () => found(await getPerson(db, call.params['id'] ?? '', clock.now()))));
  route(routes.listQueues, (call) => asReader(call, async () => listed(await listQueues(db, call.query as QueueQuery))));
  route(routes.getQueue, (call) => asReader(call, async () => found(await getQueue(db, call.params['id'] ?? ''))));
  route(routes.listCustomers, (call) => asReader(call, async () => listed(await listCustomers(db, call.query as CustomerQuery))));
  route(routes.getCustomer, (call) =>
    asReader(call, async (_reader, person) => {
      const customer = call.params['id'] ?? '';
      const isThere = (await getCustomer(db, customer)) !== undefined;
      if (!isThere && customerReads.isAllowed(person)) return notFound;
      const refused = await customerReads.record(person, customer);
      return refused ?? found(await getCustomer(db, customer, { keys, person, now: clock.now() }));
    }),
  );
  route(routes.getCommand, async ({ params, sender }) => {
    const input = `c:${params['id'] ?? ''}`;
    // The entries are there as soon as the ledger row is: one transaction writes both.
    const row = (await readLedger(db, [input])).get(input);
    // Another person's command reads like one that never came.
    if (row?.sender !== sender) return notFound;
    return { send: answerOf(await readCommandEntries(db, [input])) };
  });
}

