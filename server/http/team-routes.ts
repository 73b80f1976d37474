import type { PlanAsked, ViewWritten } from '../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../shared/contract/rest-team.ts';
import { readAnalytics } from '../queries/analytics.ts';
import { readDigest } from '../queries/digest.ts';
import { readPersonDay } from '../queries/person-day.ts';
import { previewPlan } from '../queries/plan-preview.ts';
import { readReceivers } from '../queries/receivers.ts';
import { getSettings } from '../queries/settings.ts';
import { listSources } from '../queries/sources.ts';
import { listDemoStaff, listDirectory, readPeople } from '../queries/staffing.ts';
import { readTrail } from '../queries/trail.ts';
import { listViews, saveView } from '../queries/views.ts';
import { deleteView } from '../store/tables/saved-views.ts';
import { readSourceKeys } from '../store/tables/source-keys.ts';
import { putSettings } from '../store/tables/staff-settings.ts';
import type { ReadAs } from './reading.ts';
import { found, isLocalCall, listed, notFound, readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';

/** The people of the product's three days: first on the page where one signs in. */
const known = ['ana', 'ben', 'chloe', 'dev', 'dana', 'elif', 'farid'];

/** Routes about people, plans and numbers. */
export function bindTeamRoutes(route: Bind, parts: RouteParts): void {
  const { db, door, clock, directory, calendars } = parts;
  const reading = readAs(directory);

  route(teamRoutes.listDemoStaff, async ({ request }) => {
    // The key of its source is there exactly where the demo bank is.
    const isDemo = isLocalCall(request) && (await readSourceKeys(db)).some(({ source }) => source === 'demo');
    return isDemo ? { send: await listDemoStaff(db, await readPeople(db), known) } : notFound;
  });
  route(teamRoutes.getDirectory, (call) => reading(call, async () => ({ send: await listDirectory(db, (await directory.read()).people) })));
  route(teamRoutes.listReceivers, (call) => reading(call, async (reader) => found(await readReceivers(db, reader, call.params['id'] ?? '', await readPeople(db), clock.now()))));
  route(teamRoutes.previewPlan, (call) => reading(call, async (_reader, person) => listed(await previewPlan(db, person, call.body as PlanAsked, await readPeople(db), clock.now()))));
  route(teamRoutes.getDigest, (call) => reading(call, async (_reader, person) => {
    const since = call.query['since'];
    const { teams } = await directory.read();
    return listed(await readDigest({ db, calendars, people: await readPeople(db), teams, now: clock.now() }, person, since === undefined ? undefined : Number(since)));
  }));
  route(teamRoutes.getAnalytics, (call) => reading(call, async (_reader, person) => {
    const { team = '', from, to } = call.query;
    return listed(await readAnalytics(db, person, (await directory.read()).teams, calendars, { team, from: Number(from), to: Number(to) }, clock.now()));
  }));
  route(teamRoutes.getPersonDay, (call) => reading(call, async (_reader, person) =>
    listed(await readPersonDay(db, person, call.params['id'] ?? '', await readPeople(db), (await directory.read()).teams, clock.now()))));
  route(teamRoutes.getTrail, (call) => reading(call, async (_reader, person) => {
    const { of, since } = call.query;
    return { send: await readTrail(db, person.id, of === 'done' ? 'done' : 'aboutMe', since === undefined ? undefined : Number(since), clock.now()) };
  }));
  route(teamRoutes.listSources, (call) => reading(call, async () => ({ send: await listSources(db, await door.health()) })));
  route(teamRoutes.listCalendars, (call) => reading(call, async () => ({ send: { rows: [...calendars.values()].map(({ definition }) => definition) } })));
  bindScreenRoutes(route, parts, reading);
}

/** What a person keeps of how they want to see things; no entries. */
function bindScreenRoutes(route: Bind, { db, keys, directory }: RouteParts, reading: ReadAs): void {
  route(teamRoutes.listViews, (call) => reading(call, async (reader, person) => ({ send: { rows: await listViews(db, keys, person, reader.own, (await directory.read()).people) } })));
  route(teamRoutes.putView, (call) => reading(call, async (_reader, person) => listed(await saveView(db, keys, person, call.params['id'] ?? '', call.body as ViewWritten))));
  route(teamRoutes.deleteView, (call) => reading(call, async (_reader, person) => ((await deleteView(db, call.params['id'] ?? '', person.id)) ? { send: { ok: true } } : notFound)));
  route(teamRoutes.getSettings, (call) => reading(call, async (_reader, person) => ({ send: await getSettings(db, person.id) })));
  route(teamRoutes.putSettings, (call) => reading(call, async (_reader, person) => {
    await putSettings(db, person.id, JSON.stringify(call.body));
    return { send: call.body };
  }));
}
