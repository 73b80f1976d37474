import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analytics, Calendars, DemoStaff, Digest, DirectoryRows, PersonDay, PlanPreview, Receivers, Trail } from '../../shared/contract/rest-team.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { listSources } from '../queries/sources.ts';
import { setSwitch } from '../store/tables/connector-switches.ts';
import { putNames } from '../store/tables/directory.ts';
import { beginVisit } from '../store/tables/staff-settings.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { caseWith, person, team } from '../testing/loop.ts';

let app: TestApp;
const tokens = new Map<string, string>();
const call = async (method: string, path: string, who?: string, body?: unknown): Promise<Received> => {
  if (who !== undefined && !tokens.has(who)) tokens.set(who, await app.session(who));
  return app.send({
    method, path,
    headers: { ...(who === undefined ? {} : { authorization: `Bearer ${tokens.get(who) ?? ''}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};
const get = (path: string, who?: string): Promise<Received> => call('GET', path, who);
const preview = async (body: unknown, who = 'chloe'): Promise<PlanPreview> => (await call('POST', '/v1/plans/preview', who, body)).json as PlanPreview;
const task = (id: string, caseId: string, body: Partial<EntryDraft<'task:made'>['body']> = {}): EntryDraft =>
  ({ kind: 'task:made', subject: `case:${caseId}`, case: caseId, task: id, body: { activity: 'review', team: 'calls', ...body } });
const inHours = (hours: number): number => app.loop.clock.now() + hours * 3_600_000;

beforeAll(async () => {
  app = await openTestApp();
  const agent = { role: 'callCentreAgent', team: 'calls' } as const;
  await app.loop.enter(
    team('calls'), team('south'),
    person('ben', agent), person('dana', { ...agent, licences: ['advice'] }), person('dev', { ...agent, licences: ['approval'] }), person('ill', { ...agent, availability: 'off' }),
    person('chloe', { role: 'teamLead', team: 'calls', licences: ['approval'] }), person('luuk', { role: 'teamLead', team: 'south' }), person('elif', { role: 'backOffice', team: 'south', licences: ['approval'] }),
    person('sid', { team: 'south', branch: 'south' }), person('gwen', { role: 'auditor', team: 'south', capacity: 0 }), person('otto', { role: 'aiColleague', team: 'calls', capacity: 40 }), person('log:1', { role: 'observed', team: 'calls' }),
    ...caseWith('k-1', [], { team: 'calls' }), task('t-plain', 'k-1'), task('t-advice', 'k-1', { needs: { weight: 2, licence: 'advice' } }),
    ...caseWith('k-2', [], { team: 'calls' }), task('t-made', 'k-2', { activity: 'prepare' }), task('t-approve', 'k-2', { activity: 'sign', fourEyes: true, needs: { weight: 1, licence: 'approval' } }),
    ...caseWith('k-3', [], { team: 'calls' }), task('t-spare', 'k-3'),
  );
  await putNames(app.loop.db, [{ person: 'ben', name: 'Ben Hoekstra', initials: 'BH' }]);
  // Dev prepares what is to be approved; Ben holds the rest.
  const made = await app.loop.say('dev', { type: 'task:claim', task: 't-made', version: 1 });
  expect(await app.loop.say('dev', { type: 'task:release', task: 't-made', fence: (made as Answer & { result: { fence: number } }).result.fence, because: 'later' })).toMatchObject({ ok: true });
  for (const id of ['t-plain', 't-spare']) expect(await app.loop.say('ben', { type: 'task:claim', task: id, version: 1 })).toMatchObject({ ok: true });
  await app.loop.say('chloe', { type: 'task:reassign', items: [{ task: 't-approve', version: 1 }], toPerson: 'elif', because: 'test' });
  await app.loop.say('chloe', { type: 'promise:make', case: 'k-1', text: 'we call back', channel: 'phone', dueAt: inHours(1) });
}, 60_000);
afterAll(() => app.end());

describe('the sign-in screen', () => {
  it('offers the people of the demo bank on this machine, and nobody where there is no demo bank', async () => {
    expect((await get('/v1/demo-staff')).status).toBe(404);
    await putSourceKey(app.loop.db, { source: 'demo', keyHash: hashSourceKey('x'), journey: 'demo-desk' });
    const { rows } = (await get('/v1/demo-staff')).json as DemoStaff;
    expect(rows.slice(0, 5).map(({ id }) => id)).toEqual(['ben', 'chloe', 'dev', 'dana', 'elif']);
    expect(rows[0]).toEqual({ id: 'ben', name: 'Ben Hoekstra', initials: 'BH', role: 'callCentreAgent', team: 'calls', availability: 'available' });
    expect(rows.some(({ id }) => id === 'log:1')).toBe(false);
    expect((await app.send({ method: 'GET', path: '/v1/demo-staff', headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(404);
  });

  it('is followed by the names of everybody for whoever has signed in', async () => {
    const { rows } = (await get('/v1/directory', 'sid')).json as DirectoryRows;
    expect(rows.find(({ person: id }) => id === 'ben')).toEqual({ person: 'ben', name: 'Ben Hoekstra', initials: 'BH', role: 'callCentreAgent', team: 'calls' });
    expect(rows).toHaveLength(10);
  });
});

describe('business hours', () => {
  it('are told to whoever has signed in, as the bank wrote them', async () => {
    expect((await get('/v1/calendars')).status).toBe(401);
    const { rows } = (await get('/v1/calendars', 'chloe')).json as Calendars;
    expect(rows.find(({ id }) => id === 'standard')).toMatchObject({ zone: 'Europe/Amsterdam', week: { mon: [['09:00', '12:30'], ['13:30', '17:00']] } });
  });
});

describe('receivers of a hand-off', () => {
  it('are told with what routing finds of each, the eligible first, without the owner and AI colleagues', async () => {
    const { people, teams } = (await get('/v1/tasks/t-plain/receivers', 'ben')).json as Receivers;
    const factors = people.map(({ person: id, factor }) => [id, factor ?? 'eligible']);
    expect(factors).toEqual([['chloe', 'eligible'], ['dana', 'eligible'], ['dev', 'eligible'], ['luuk', 'eligible'], ['sid', 'eligible'], ['elif', 'eligible'], ['ill', 'absent']]);
    expect(people.find(({ person: id }) => id === 'elif')).toMatchObject({ load: 1, capacity: 10, availability: 'available' });
    expect(teams).toEqual([{ team: 'calls', waiting: 2 }, { team: 'south', waiting: 0 }]);
  });

  it('may not have prepared what they would approve, nor lack the licence', async () => {
    const { people } = (await get('/v1/tasks/t-approve/receivers', 'chloe')).json as Receivers;
    const factorOf = (id: string): string | undefined => people.find((one) => one.person === id)?.factor;
    expect(['chloe', 'dev', 'dana', 'ill'].map(factorOf)).toEqual([undefined, 'separation', 'licence', 'licence']);
  });

  it('are nobody’s business who may not see the task', async () => {
    expect((await get('/v1/tasks/t-plain/receivers', 'sid')).status).toBe(404);
    expect((await get('/v1/tasks/t-none/receivers', 'chloe')).status).toBe(404);
  });

  it('are told how fast they usually answer, from three answers on', async () => {
    for (let n = 0; n < 3; n += 1) {
      const { fence } = (await get('/v1/tasks/t-plain', 'ben')).json as { fence: number };
      const offered = await app.loop.say('ben', { type: 'handOff:offer', task: 't-plain', fence, toPerson: 'dana', because: 'expertise', situation: 's', done: 'd', promised: 'p', next: 'n' });
      const { handOff } = (offered as Answer & { result: { handOff: string } }).result;
      expect(await app.loop.say('dana', { type: 'handOff:decline', task: 't-plain', handOff, reason: 'busy' })).toMatchObject({ ok: true });
    }
    const { people } = (await get('/v1/tasks/t-plain/receivers', 'ben')).json as Receivers;
    expect(people.filter(({ usuallyAnswersMs }) => usuallyAnswersMs !== undefined).map(({ person: id }) => id)).toEqual(['dana']);
  });
});

describe('a plan', () => {
  it('is for leads only', async () => {
    expect((await call('POST', '/v1/plans/preview', 'ben', { tasks: ['t-plain'] })).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await call('POST', '/v1/plans/preview', 'chloe', { absent: { person: 'nobody', until: inHours(1), because: 'ill' } })).status).toBe(404);
  });

  it('shows where the work of somebody absent goes, and changes nothing', async () => {
    const made = await preview({ absent: { person: 'ben', until: inHours(48), because: 'ill' } });
    expect(made.moves.map(({ task: id, from, to }) => [id, from, to])).toEqual([['t-plain', 'ben', 'dana'], ['t-spare', 'ben', 'dev']]);
    expect(made).toMatchObject({ promises: 1, approvals: 0, load: { ben: { before: 2, after: 0 }, dana: { before: 0, after: 1 }, dev: { before: 0, after: 1 } } });
    // The promise is due in an hour, Ben is back in forty-eight.
    expect(Math.round(made.savesMs / 3_600_000)).toBe(47);
    expect((await get('/v1/tasks/t-plain', 'chloe')).json).toMatchObject({ owner: 'ben' });
  });

  it('is committed as one command on what was shown: what has changed since stays where it is and says so (NC1, NC2)', async () => {
    const { moves } = await preview({ absent: { person: 'ben', until: inHours(48), because: 'ill' } });
    const spare = moves.find(({ task: id }) => id === 't-spare');
    const { fence } = (await get('/v1/tasks/t-spare', 'ben')).json as { fence: number };
    await app.loop.say('ben', { type: 'task:park', task: 't-spare', fence, until: inHours(3) });
    const items = moves.map(({ task: id, version, to }) => ({ task: id, version, toPerson: to ?? '' }));
    const answer = await app.loop.say('chloe', { type: 'task:reassign', commandId: 'plan-1', items, because: 'absent' });
    expect(answer).toMatchObject({ ok: true, result: { items: [{ task: 't-plain', ok: true }, { task: 't-spare', ok: false, code: 'stale' }] } });
    expect((await get('/v1/tasks/t-spare', 'chloe')).json).toMatchObject({ owner: 'ben' });
    expect(spare?.version).toBe(2);
  });

  it('is undone only where nobody has touched the task since (NC7), and each task has an accountable owner throughout (NC3)', async () => {
    const { moves } = await preview({ tasks: ['t-spare', 't-made'], to: 'dana' });
    expect(moves.map(({ to, from }) => [from, to])).toEqual([['ben', 'dana'], [undefined, 'dana']]);
    const items = moves.map(({ task: id, version, to }) => ({ task: id, version, toPerson: to ?? '' }));
    expect(await app.loop.say('chloe', { type: 'task:reassign', commandId: 'plan-2', items, because: 'load' })).toMatchObject({ ok: true });
    const { fence } = (await get('/v1/tasks/t-made', 'dana')).json as { fence: number };
    await app.loop.say('dana', { type: 'task:park', task: 't-made', fence, until: inHours(2) });
    const undone = await app.loop.say('chloe', { type: 'plan:undo', plan: 'plan-2', tasks: ['t-spare', 't-made'] });
    expect(undone).toMatchObject({ ok: true, result: { items: [{ task: 't-spare', ok: true }, { task: 't-made', ok: false, code: 'touched_since' }] } });
    const owners = await Promise.all(['t-spare', 't-made', 't-plain'].map(async (id) => ((await get(`/v1/tasks/${id}`, 'chloe')).json as { owner?: string }).owner));
    expect(owners).toEqual(['ben', 'dana', 'dana']);
    // A follow-up keeps its date through the plan and its undoing.
    expect((await get('/v1/tasks/t-spare', 'ben')).json).toMatchObject({ status: 'parked', parkedUntil: expect.any(Number) as number });
  });

  it('cannot move what nobody else may do, says because of whom, and proposes the others (NC4)', async () => {
    const elifs = await preview({ absent: { person: 'elif', until: inHours(48), because: 'ill' } });
    expect(elifs.moves).toMatchObject([{ task: 't-approve', from: 'elif', cannot: 'separation', detail: { person: 'dev' }, alternatives: ['chloe'] }]);
    expect(elifs.approvals).toBe(1);
    const picked = await preview({ absent: { person: 'elif', until: inHours(48), because: 'ill' }, picks: { 't-approve': 'chloe' } });
    expect(picked.moves).toMatchObject([{ task: 't-approve', to: 'chloe', because: 'picked' }]);
    const wrong = await preview({ absent: { person: 'elif', until: inHours(48), because: 'ill' }, picks: { 't-approve': 'dev' } });
    expect(wrong.moves[0]).toMatchObject({ cannot: 'separation' });
    const { version } = (await get('/v1/tasks/t-approve', 'chloe')).json as { version: number };
    const forced = await app.loop.say('chloe', { type: 'task:reassign', items: [{ task: 't-approve', version, toPerson: 'dev' }, { task: 't-plain', version: 99, toPerson: 'ill' }], because: 'absent' });
    expect(forced).toMatchObject({ ok: true, result: { items: [{ ok: false, code: 'four_eyes' }, { ok: false }] } });
  });
});

describe('saved views', () => {
  const view = { name: 'Stalled, mine', isShared: false, query: { owner: 'me', stalled: true, text: 'okafor' } };
  it('are one’s own until they are shared with the team, and changed and deleted by their author only', async () => {
    expect((await call('PUT', '/v1/views/view-1', 'ben', view)).json).toEqual({ id: 'view-1', author: 'ben', team: 'calls', ...view });
    expect((await get('/v1/views', 'dana')).json).toEqual({ rows: [] });
    await call('PUT', '/v1/views/view-1', 'ben', { ...view, isShared: true, name: 'Stalled' });
    const shared = { rows: [{ id: 'view-1', author: 'ben', team: 'calls', ...view, isShared: true, name: 'Stalled' }] };
    expect((await get('/v1/views', 'dana')).json).toEqual(shared);
    expect((await get('/v1/views', 'sid')).json).toEqual({ rows: [] });
    expect((await call('PUT', '/v1/views/view-1', 'dana', view)).status).toBe(404);
    expect((await call('DELETE', '/v1/views/view-1', 'dana')).status).toBe(404);
    expect((await get('/v1/views', 'ben')).json).toEqual(shared);
    expect((await call('DELETE', '/v1/views/view-1', 'ben')).json).toEqual({ ok: true });
    expect((await get('/v1/views', 'ben')).json).toEqual({ rows: [] });
  });

  it('keep their texts sealed', async () => {
    await call('PUT', '/v1/views/view-2', 'ben', view);
    const { rows: [row] } = await app.loop.db.query<{ all: string }>({ text: `select encode(name, 'escape') || query as all from saved_views where id = 'view-2'` });
    expect(row?.all).toContain('stalled');
    expect(row?.all).not.toMatch(/okafor|mine/i);
  });

  it('are a hundred at most', async () => {
    for (let n = 0; n < 99; n += 1) await call('PUT', `/v1/views/many-${String(n)}`, 'ben', view);
    expect((await call('PUT', '/v1/views/one-more', 'ben', view)).json).toMatchObject({ status: 409, code: 'views_full', params: { limit: 100 } });
    expect((await call('PUT', '/v1/views/many-1', 'ben', view)).status).toBe(200);
  });
});

describe('settings', () => {
  it('roam with the person and are nobody else’s', async () => {
    const usual = { density: 'standard', theme: 'system', language: 'system' };
    const own = { density: 'compact', theme: 'dark', language: 'de', keys: { 'task.next': 'j' } };
    expect((await get('/v1/settings', 'dana')).json).toEqual(usual);
    expect((await call('PUT', '/v1/settings', 'dana', own)).json).toEqual(own);
    expect((await get('/v1/settings', 'dana')).json).toEqual(own);
    expect((await get('/v1/settings', 'ben')).json).toEqual(usual);
    expect((await call('PUT', '/v1/settings', 'dana', { ...own, theme: 'pink' })).status).toBe(422);
  });
});

describe('the digest', () => {
  const digest = async (who: string, query = ''): Promise<Digest> => (await get(`/v1/digest${query}`, who)).json as Digest;
  const codes = ({ lines }: Digest): string[] => lines.map(({ code }) => code);

  it('is for leads, of their own teams', async () => {
    expect((await get('/v1/digest', 'ben')).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await digest('luuk', '?since=0')).lines).toEqual([]);
  });

  it('tells what happened since a time: declines, what breaks soon, who went', async () => {
    await app.loop.say('chloe', { type: 'person:setAbsence', person: 'dev', until: inHours(8), because: 'ill' });
    const told = await digest('chloe', '?since=1');
    expect(codes(told)).toEqual(['promise_breaks_soon', 'person_absent', 'declined']);
    expect(told.lines).toMatchObject([{ count: 1, cases: ['k-1'] }, { params: { person: 'dev' }, count: 0 }, { count: 3, cases: ['k-1'] }]);
    // 31 days are the most.
    expect(told.now - told.since).toBe(31 * 86_400_000);
    expect(codes(await digest('chloe', `?since=${String(app.loop.clock.now())}`))).toEqual(['promise_breaks_soon']);
    await app.loop.say('chloe', { type: 'person:return', person: 'dev' });
  });

  it('begins where one was here last, once one has been away for half an hour', async () => {
    const away = app.loop.clock.now() - 3 * 3_600_000;
    await app.loop.db.query({ text: `update staff_settings set here_until = $1 where person = 'luuk'`, values: [away] });
    // A new server knows of no session.
    await beginVisit(app.loop.db, 'luuk', app.loop.clock.now(), undefined, 1_800_000);
    expect((await digest('luuk')).since).toBe(away);
    await app.session('luuk');
    expect((await digest('luuk')).since).toBe(away);
  });
});

describe('the systems outside', () => {
  it('are off where a person has switched them off, whatever they last answered', async () => {
    const health = [{ connector: 'kyc', state: 'up', answeredAt: 5 }, { connector: 'cards', state: 'down', since: 7 }] as const;
    await setSwitch(app.loop.db, { connector: 'kyc', isOff: true, because: 'test', by: 'hidde', at: 9 });
    expect(await listSources(app.loop.db, health)).toEqual({ rows: [{ connector: 'cards', state: 'down', since: 7 }, { connector: 'kyc', state: 'off', since: 9, answeredAt: 5 }] });
    expect((await get('/v1/sources', 'ben')).json).toEqual({ rows: [] });
  });
});

describe('the end of the day', () => {
  it('lists what is still one’s own: tasks with their clocks, promises, drafts', async () => {
    await app.loop.say('chloe', { type: 'clock:start', case: 'k-3', name: 'answer', kind: 'regulatory', goalMs: 3_600_000, deadlineMs: 7_200_000 });
    const { fence } = (await get('/v1/tasks/t-spare', 'ben')).json as { fence: number };
    await app.loop.say('ben', { type: 'draft:save', case: 'k-3', task: 't-spare', fence, field: 'reply', text: 'Dear', version: 0 });
    await app.loop.say('ben', { type: 'promise:make', case: 'k-3', text: 'we write', channel: 'email', dueAt: inHours(30) });
    const day = (await get('/v1/people/ben/day', 'ben')).json as PersonDay;
    expect(day.tasks).toMatchObject([{ task: 't-spare', fence, case: 'k-3', status: 'parked', clocks: [{ name: 'answer', kind: 'regulatory', isPaused: false }] }]);
    expect(day.promises).toMatchObject([{ case: 'k-3', channel: 'email', state: 'open' }]);
    expect(day.drafts).toMatchObject([{ case: 'k-3', field: 'reply' }]);
    expect(JSON.stringify(day)).not.toMatch(/Dear|we write/);
  });

  it('is one’s own and one’s lead’s, and nobody else’s (NC9)', async () => {
    expect((await get('/v1/people/ben/day', 'chloe')).status).toBe(200);
    for (const who of ['dana', 'elif', 'luuk', 'sid']) expect((await get('/v1/people/ben/day', who)).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await get('/v1/people/nobody/day', 'chloe')).status).toBe(404);
  });
});

describe('the numbers of a team', () => {
  const numbers = (who: string, team = 'calls', from = inHours(-2), to = inHours(1)): Promise<Received> => get(`/v1/analytics?team=${team}&from=${String(from)}&to=${String(to)}`, who);

  it('are for who leads it and for auditors, and of no person (NC9)', async () => {
    for (const who of ['ben', 'luuk', 'elif']) expect((await numbers(who)).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await numbers('gwen')).status).toBe(200);
    const { text } = await numbers('chloe');
    for (const who of ['ben', 'dana', 'dev', 'chloe']) expect(text).not.toContain(`"${who}"`);
  });

  it('refuse a span that is empty or longer than 92 days', async () => {
    for (const [from, to] of [[inHours(0), inHours(-1)], [inHours(1), inHours(2)], [inHours(-24 * 93), inHours(0)]]) expect((await numbers('chloe', 'calls', from, to)).json).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('count what was made, handed and declined by day, each with its cases', async () => {
    const told = (await numbers('chloe')).json as Analytics;
    const sum = (of: keyof Analytics['handOffs'][number]): number => told.handOffs.reduce((total, row) => total + Number(row[of]), 0);
    expect([sum('offered'), sum('accepted'), sum('declined'), sum('returned')]).toEqual([3, 0, 3, 0]);
    expect(told.throughput.reduce((total, { made }) => total + made, 0)).toBe(5);
    expect([...new Set(told.throughput.flatMap(({ cases }) => cases))].sort()).toEqual(['k-1', 'k-2', 'k-3']);
  });

  it('tell how long stages took and what stood still why', async () => {
    await app.loop.enter({ kind: 'case:stalled', subject: 'case:k-2', case: 'k-2', body: { tasks: [{ task: 't-made', cause: 'customer' }] } });
    await app.loop.enter({ kind: 'case:moved', subject: 'case:k-2', case: 'k-2', body: { stage: 'Decision' } });
    await app.loop.enter({ kind: 'case:stalled', subject: 'case:k-3', case: 'k-3', body: { tasks: [{ task: 't-spare', cause: 'third_party' }] } });
    await expect.poll(async () => ((await numbers('chloe')).json as Analytics).waiting.map(({ cause }) => cause).sort()).toEqual(['customer', 'third_party']);
    const told = (await numbers('chloe')).json as Analytics;
    expect(told.timeInStage).toMatchObject([{ journey: 'test', stage: 'Application', count: 1, cases: ['k-2'] }]);
    expect(told.timeInStage.every(({ p50Ms, p90Ms }) => p50Ms >= 0 && p90Ms >= p50Ms)).toBe(true);
    expect(told.waiting.every(({ totalMs, count }) => totalMs > 0 && count === 1)).toBe(true);
  });
});

describe('the trail', () => {
  const trail = async (of: string, who: string): Promise<Trail['rows']> => ((await get(`/v1/trail?of=${of}`, who)).json as Trail).rows;

  it('tells a lead what she did: who, what, why, and who had the work before and after', async () => {
    const moved = (await trail('done', 'chloe')).find(({ kind, task: id }) => kind === 'task:reassigned' && id === 't-approve');
    expect(moved).toMatchObject({ by: 'chloe', because: 'test', case: 'k-2', change: { what: 'owner', before: 'queue', after: 'elif' } });
    const again = (await preview({ tasks: ['t-spare'], to: 'dana' })).moves[0];
    await app.loop.say('chloe', { type: 'task:reassign', items: [{ task: 't-spare', version: again?.version ?? 0 }], toPerson: 'dana', because: 'by_lead' });
    expect((await trail('done', 'chloe'))[0]).toMatchObject({ kind: 'task:reassigned', task: 't-spare', change: { what: 'owner', before: 'ben', after: 'dana' } });
  });

  it('tells a person who changed their capacity and status, and why; nothing that they did themselves', async () => {
    expect(await app.loop.say('chloe', { type: 'person:change', person: 'dana', capacity: 12, because: 'workload' })).toMatchObject({ ok: true });
    expect(await app.loop.say('chloe', { type: 'person:setAvailability', person: 'dana', availability: 'busy', because: 'coverage' })).toMatchObject({ ok: true });
    await app.loop.say('dana', { type: 'person:setAvailability', person: 'dana', availability: 'available', because: 'chosen' });
    expect((await trail('aboutMe', 'dana')).map(({ by, because, change }) => ({ by, because, change }))).toEqual([
      { by: 'chloe', because: 'coverage', change: { what: 'availability', after: 'busy' } },
      { by: 'chloe', because: 'workload', change: { what: 'capacity', after: 12 } },
    ]);
    expect((await trail('done', 'dana')).some(({ by }) => by !== 'dana')).toBe(false);
    expect((await get('/v1/trail?of=all', 'dana')).status).toBe(422);
  });
});
