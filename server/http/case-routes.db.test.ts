import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseRoutes } from '../../shared/contract/rest-case.ts';
import type { CallCard, CaseSheet, CustomerSheet, SearchResult } from '../../shared/contract/rest-case.ts';
import { must } from '../../shared/assert.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadJourneys } from '../catalog/journeys.ts';
import { demoSeed, makeBank } from '../demo/bank.ts';
import { seededRandom } from '../demo/random.ts';
import { seedDemoBank } from '../demo/seed.ts';
import { demoSourceKey } from '../demo/source-key.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { connectClient } from '../testing/socket-client.ts';

const customers = 40;
const minute = 60_000;
const clock = new FixedClock(Date.UTC(2026, 10, 20, 9));
const bank = makeBank(seededRandom(demoSeed), customers);
const valueOf = (customer: string, field: string): string =>
  must(bank.customers.find(({ id }) => id === customer)?.values.find((value) => value.field === field)?.value, `${customer} has a ${field}`);
const [okafor, namesake, amara] = ['cu-00001', 'cu-00002', 'cu-00003'] as const;

let app: TestApp;
const tokens = new Map<string, string>();
let loan = '';
let command = 0;

const send = async (who: string, method: string, path: string, body?: unknown): Promise<Received> => {
  if (!tokens.has(who)) tokens.set(who, await app.session(who));
  return app.send({
    method, path, headers: { authorization: `Bearer ${tokens.get(who) ?? ''}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};
const get = async <Answer>(who: string, path: string): Promise<Answer> => {
  const { status, json, text } = await send(who, 'GET', path);
  expect([path, status, text.slice(0, 200)]).toEqual([path, 200, text.slice(0, 200)]);
  return json as Answer;
};
const sheetOf = (who: string, id = loan): Promise<CaseSheet> => get<CaseSheet>(who, `/v1/cases/${id}/sheet`);
const verify = (who: string, customer: string, more: object = { method: 'idSeen' }): Promise<Received> =>
  send(who, 'POST', `/v1/customers/${customer}/verify`, { commandId: `v-${String((command += 1))}`, ...more });
const search = async (who: string, text: string, more: object = {}): Promise<SearchResult[]> => {
  const { status, json } = await send(who, 'POST', '/v1/search', { text, purpose: 'counterVisit', ...more });
  expect(status).toBe(200);
  return (json as { rows: SearchResult[] }).rows;
};
const phone = (event: object, key = demoSourceKey(app.loop.keys, 'telephony')): Promise<Received> =>
  app.send({ method: 'POST', path: '/v1/calls', headers: { 'content-type': 'application/json', 'x-baton-key': key }, body: JSON.stringify(event) });
const entries = async (where: string): Promise<Record<string, unknown>[]> =>
  (await app.loop.db.query<{ kind: string; actor: string; body: string }>({ text: `select kind, actor, subject, body from log where ${where} order by seq` })).rows;

/** Every value of the customers of the test, and every text that was typed: none may be in what a stranger is sent. */
const secrets = (): string[] => [
  ...[okafor, amara].flatMap((id) => ['birthDate', 'phone', 'email', 'iban', 'address'].map((field) => valueOf(id, field))),
  'Tobenna', 'Okafor', 'Amara', 'Nwosu', 'his mother is ill', 'we call on Monday', '432100', 'typed by ben',
];
const expectNothingOf = (text: string): void => expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);

beforeAll(async () => {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) throw new Error(journeys.code);
  app = await openTestApp({ clock, journeys, enqueue: () => Promise.resolve() }, { readTime: () => Promise.resolve(clock.now()) });
  await seedDemoBank(app.loop, { customers });
  const event = {
    specversion: '1.0', id: 'e-1', source: 'mobile', subject: 'loan-1', type: 'consumer-loan.loanApplication', time: new Date(clock.now() - minute).toISOString(),
    data: { channel: 'mobile', customer: okafor, amountMinor: 900_000, months: 36, purpose: 'car', incomeMinor: 432_100 },
  };
  const posted = await app.send({
    method: 'POST', path: '/v1/events', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': demoSourceKey(app.loop.keys, 'mobile') }, body: JSON.stringify(event),
  });
  expect([posted.status, posted.json]).toEqual([202, { results: [{ id: 'e-1', ok: true }] }]);
  loan = must((await search('ben', okafor))[0]?.cases[0]?.id, 'the event opened a case');
  await app.loop.say('ben', { type: 'note:add', case: loan, text: 'his mother is ill' });
  await app.loop.say('ben', { type: 'promise:make', case: loan, text: 'we call on Monday', channel: 'phone', dueAt: clock.now() + 30 * minute });
});
afterAll(() => app.end());

describe('the journeys', () => {
  it('come with stages, activities and forms, and the model of those that a process drives', async () => {
    const { rows } = await get<{ rows: { journey: string; kind: string; stages: string[]; activities: object; forms: object }[] }>('ana', '/v1/journeys');
    expect(rows.find(({ journey }) => journey === 'consumer-loan')).toMatchObject({
      version: 1, kind: 'orchestrated', activities: { checkEvidence: { name: 'Check the documents', form: 'evidence' } }, forms: { evidence: { title: 'Documents' } },
    });
    expect(rows.find(({ journey }) => journey === 'demo-desk')).toMatchObject({ kind: 'observed', stages: expect.arrayContaining(['Identity', 'Income']) as unknown });
    expect(rows.flatMap((row) => (caseRoutes.listJourneys.answer.safeParse({ rows: [row] }).success ? [] : row.journey))).toEqual([]);
    expect((await get<{ xml: string }>('ana', '/v1/journeys/consumer-loan/model')).xml).toContain('<bpmn:process');
    expect((await send('ana', 'GET', '/v1/journeys/demo-desk/model')).status).toBe(404);
    expect((await send('ana', 'GET', '/v1/journeys/consumer-loan/model?version=99')).status).toBe(404);
  });
});

describe('a customer whom nobody has verified', () => {
  it('is first letters and dots on every screen, whoever asks', async () => {
    for (const who of ['ana', 'ben', 'chloe', 'elif', 'farid', 'gwen']) {
      const texts = [
        (await send(who, 'GET', `/v1/cases/${loan}/sheet`)).text,
        (await send(who, 'GET', `/v1/customers/${okafor}/sheet`)).text,
        (await send(who, 'GET', `/v1/customers/${okafor}`)).text,
        (await send(who, 'POST', '/v1/labels', { customers: [okafor, amara] })).text,
        (await send(who, 'POST', '/v1/search', { text: 'Okafor', purpose: 'call' })).text,
        (await send(who, 'GET', `/v1/cases/${loan}`)).text,
      ];
      for (const text of texts) expectNothingOf(text);
    }
    const { customer, values, texts, at } = await sheetOf('ben');
    expect(customer).toMatchObject({ id: okafor, label: 'T••• O•••', isVerified: false, fields: { name: { value: 'T••• O•••', isMasked: true }, iban: { value: '•••', isMasked: true } } });
    expect(values['incomeMinor']).toEqual({ value: '•••', isMasked: true, source: 'mobile', asOf: clock.now(), limitDays: 90 });
    expect(Object.values(texts)).toEqual([null, null]);
    expect(at).toBe(clock.now());
  });

  it('is not in any row that is pushed, neither what was said nor what was given to work on', async () => {
    const client = await connectClient(app.address, await app.session('chloe'));
    try {
      for (const scope of [`case:${loan}`, `customer:${okafor}`, 'queue:branch-north']) {
        expect(await client.watch(scope)).toMatchObject({ ok: true });
        const rows = ['task', 'case', 'customer', 'entry', 'draft'].map((kind) => client.rows(scope, kind));
        expect(JSON.stringify(rows)).toContain(loan);
        expectNothingOf(JSON.stringify(rows));
      }
      const steps = Object.values(client.rows(`case:${loan}`, 'entry')).filter(({ kind }) => kind === 'journey:stepped');
      expect(steps.map(({ body }) => Object.keys((body as { delta: object }).delta))).toEqual(steps.map(() => ['done']));
    } finally {
      client.end();
    }
  });

  it('is not shown at all to who may not read customers', async () => {
    for (const path of [`/v1/cases/${loan}/sheet`, `/v1/customers/${okafor}/sheet`, `/v1/customers/${okafor}/questions`, '/v1/calls/mine'])
      expect([path, (await send('nova', 'GET', path)).status, (await send('hidde', 'GET', path)).status]).toEqual([path, 403, 403]);
    for (const who of ['nova', 'hidde', 'gwen']) {
      expect((await verify(who, okafor)).status).toBe(403);
      expect((await send(who, 'POST', `/v1/customers/${okafor}/reveal`, { commandId: `r-${who}`, field: 'phone', reason: 'curious' })).status).toBe(403);
      expect((await send(who, 'POST', '/v1/search', { text: 'Okafor', purpose: 'call' })).status).toBe(who === 'gwen' ? 403 : 403);
    }
    expect((await send('nova', 'POST', '/v1/labels', { customers: [okafor] })).status).toBe(403);
  });
});

describe('labels', () => {
  it('are given for two hundred customers, those that exist, and stay masked for who has verified', async () => {
    expect((await verify('dana', okafor)).status).toBe(200);
    const ids = Array.from({ length: 200 }, (_, index) => `cu-${String(index + 1).padStart(5, '0')}`);
    const { json } = await send('dana', 'POST', '/v1/labels', { customers: ids });
    const { rows } = json as { rows: { id: string; label: string }[] };
    expect(rows).toHaveLength(customers);
    expect(rows.every(({ label }) => /^(?:\p{L}•••)(?: [\p{L}\p{N}]•••){0,3}$/u.test(label))).toBe(true);
  });
});

describe('relations', () => {
  it('say who may act for whom and who may be told, from both sides, with masked names', async () => {
    const acting = bank.customers.filter(({ relations }) => relations.some(({ kind }) => kind !== 'household'));
    expect(acting.length).toBeGreaterThan(0);
    const sheetOfCustomer = async (id: string): Promise<CustomerSheet> => (await get<{ customer: CustomerSheet }>('ben', `/v1/customers/${id}/sheet`)).customer;
    for (const one of bank.customers.filter(({ relations }) => relations.length > 0)) {
      for (const { to, kind, mayKnow, mayAct, label } of (await sheetOfCustomer(one.id)).relations) {
        const other = must(bank.customers.find(({ id }) => id === to), 'a relation is within the bank');
        // By hand: only who owns this customer, or may act for them, may act and be told.
        const isAllowed = other.relations.some((back) => back.to === one.id && back.kind !== 'household');
        expect([one.id, to, kind, mayKnow, mayAct]).toEqual([one.id, to, kind, isAllowed, isAllowed]);
        expect(label).toMatch(/^(?:[\p{L}\p{N}]•••)(?: [\p{L}\p{N}]•••){0,3}$/u);
      }
    }
    const [owner] = acting;
    const to = must(owner?.relations.find(({ kind }) => kind !== 'household')?.to, 'somebody acts for them');
    expect((await sheetOfCustomer(to)).relations.filter((one) => one.to === owner?.id && one.mayAct).map(({ kind }) => kind).length).toBeGreaterThan(0);
  });
});

describe('search', () => {
  it('finds by name, telephone number, IBAN, case and number, and says because of what', async () => {
    expect((await search('ana', 'okafor')).map(({ customer, label, because }) => [customer, label, because])).toEqual(
      expect.arrayContaining([[okafor, 'T••• O•••', 'name'], [namesake, 'T••• O•••', 'name']]) as unknown,
    );
    for (const [text, because] of [[valueOf(okafor, 'phone').replace('+31', '0'), 'phone'], [valueOf(okafor, 'iban').toLowerCase(), 'iban'], [loan, 'case'], [okafor, 'customer']] as const)
      expect((await search('ben', text)).map((row) => [row.customer, row.because])).toEqual([[okafor, because]]);
    expect((await search('ana', 'Ok', { birthDate: valueOf(okafor, 'birthDate') })).map(({ customer }) => customer)).toEqual([okafor]);
    expect((await send('ana', 'POST', '/v1/search', { text: 'Ok', purpose: 'call' })).json).toMatchObject({ code: 'search_too_short' });
  });

  it('is one entry with the ids that were shown, and without the words', async () => {
    await search('ana', 'Nwosu', { purpose: 'complaint' });
    const [entry] = (await entries(`kind = 'customer:searched' and actor = 'ana'`)).slice(-1);
    const body = JSON.parse(String(entry?.['body'])) as { shown: string[] };
    expect(body).toMatchObject({ purpose: 'complaint', kind: 'name' });
    expect(body.shown).toContain(amara);
    expectNothingOf(JSON.stringify(entry));
  });
});

describe('verification', () => {
  it('opens the customer for whoever did it, for half an hour, and the read is in the log', async () => {
    const { status, json } = await verify('ana', amara);
    expect([status, json]).toEqual([200, { verifiedUntil: clock.now() + 30 * minute }]);
    const mine = (await get<{ customer: CustomerSheet }>('ana', `/v1/customers/${amara}/sheet`)).customer;
    expect(mine).toMatchObject({ label: 'Amara Nwosu', isVerified: true, verifiedBy: 'idSeen', fields: { phone: { value: valueOf(amara, 'phone'), isMasked: false } } });
    expect(await entries(`kind = 'customer:read' and customer = '${amara}' and actor = 'ana'`)).not.toEqual([]);
    expectNothingOf((await send('ben', 'GET', `/v1/customers/${amara}/sheet`)).text);
    clock.advance(30 * minute);
    expectNothingOf((await send('ana', 'GET', `/v1/customers/${amara}/sheet`)).text);
  });

  it('shows the form with who gave each value and when, and what colleagues wrote', async () => {
    await verify('ben', okafor, { method: 'app', case: loan });
    const { values, texts, customer, position, evidence } = await sheetOf('ben');
    expect(values['incomeMinor']).toMatchObject({ value: '432100', raw: 432_100, isMasked: false, source: 'mobile' });
    expect(Object.values(texts).sort()).toEqual(['his mother is ill', 'we call on Monday']);
    expect(customer?.openCases.map(({ id }) => id)).toEqual([loan]);
    expect(customer?.contacts[0]).toMatchObject({ channel: 'mobile' });
    expect(position?.stages.length).toBeGreaterThan(3);
    expect(evidence).toEqual(expect.any(Array) as unknown);
    expect(caseRoutes.getCaseSheet.answer.safeParse(await sheetOf('ben')).success).toBe(true);
  });

  it('by questions compares on the server, never shows an answer, and ends after three wrong ones', async () => {
    const path = `/v1/customers/${amara}/questions`;
    const { questions, attemptsLeft } = await get<{ questions: string[]; attemptsLeft: number }>('ben', path);
    expect([questions.length, attemptsLeft]).toEqual([2, 3]);
    const iban = valueOf(amara, 'iban');
    const right: Record<string, string> = {
      birthYear: '1993', birthDay: '29', lastFourOfPhone: valueOf(amara, 'phone').slice(-4), lastFourOfIban: ` ${iban.slice(-4)}`,
      postcode: /, (\d+)/.exec(valueOf(amara, 'address'))?.[1] ?? '', houseNumber: /(\d+),/.exec(valueOf(amara, 'address'))?.[1] ?? '',
    };
    const answers = Object.fromEntries(questions.map((code) => [code, right[code] ?? '']));
    const some = Object.fromEntries(questions.slice(1).map((code) => [code, right[code] ?? '']));
    expect((await verify('ben', amara, { method: 'questions', answers: some })).json).toMatchObject({ status: 403, code: 'verification_failed' });
    expect((await verify('ben', amara, { method: 'questions', answers })).status).toBe(200);
    for (const wrong of [{}, { ...answers, [questions[0] ?? '']: '0' }, { any: 'thing' }]) expect((await verify('dev', amara, { method: 'questions', answers: wrong })).status).toBe(403);
    expect((await verify('dev', amara, { method: 'questions', answers })).json).toMatchObject({ code: 'verification_locked', params: { until: clock.now() + 15 * minute } });
    expect(await get('dev', path)).toEqual({ questions: [], attemptsLeft: 0, lockedUntil: clock.now() + 15 * minute });
    expect((await verify('dev', amara, { method: 'idSeen' })).status).toBe(200);
    expectNothingOf(JSON.stringify(await entries(`customer = '${amara}'`)));
  });

  it('is heard by screens that show the customer, without who has verified', async () => {
    const client = await connectClient(app.address, must(tokens.get('chloe') ?? (await app.session('chloe')), 'a session'));
    try {
      await client.watch(`customer:${namesake}`);
      const version = (): unknown => client.rows(`customer:${namesake}`, 'customer')[namesake]?.['version'];
      const before = version();
      await verify('ana', namesake);
      await client.until(() => version() !== before, 'the customer row changes');
      expect(JSON.stringify(client.rows(`customer:${namesake}`, 'customer'))).not.toContain('verified');
    } finally {
      client.end();
    }
  });
});

describe('a verification', () => {
  const isVerified = async (who: string): Promise<boolean> => (await get<{ customer: CustomerSheet }>(who, `/v1/customers/${namesake}/sheet`)).customer.isVerified;

  it('ends when the customer has left', async () => {
    await verify('elif', namesake);
    expect(await isVerified('elif')).toBe(true);
    expect(await app.loop.say('elif', { type: 'customer:leave', customer: namesake })).toMatchObject({ ok: true });
    expect(await isVerified('elif')).toBe(false);
    // Saying it twice changes nothing.
    expect(await app.loop.say('elif', { type: 'customer:leave', customer: namesake })).toMatchObject({ ok: true });
    expect((await entries(`kind = 'customer:verificationEnded' and customer = '${namesake}'`)).map(({ body }) => JSON.parse(String(body)) as unknown)).toEqual([{ person: 'elif', because: 'left' }]);
  });

  it('ends when the person signs out', async () => {
    await verify('dev', namesake);
    expect(await isVerified('dev')).toBe(true);
    expect((await send('dev', 'DELETE', '/v1/demo-session')).status).toBe(200);
    tokens.delete('dev');
    expect(await isVerified('dev')).toBe(false);
  });
});

describe('help', () => {
  const ask = async (): Promise<string> => {
    const asked = await app.loop.say('ben', { type: 'help:ask', case: loan, tab: 'step', field: 'incomeMinor', reason: 'Is this income right?' });
    return String(asked.ok ? asked.result?.['help'] : asked.code);
  };

  it('shows the case to who has come to help as it shows it to who asked, in the log first, and masks it when it ends', async () => {
    await app.loop.say('ben', { type: 'customer:leave', customer: okafor });
    const help = await ask();
    expectNothingOf((await send('chloe', 'GET', `/v1/cases/${loan}/sheet`)).text);
    await app.loop.say('chloe', { type: 'help:join', case: loan, help });
    // Ben has not verified: what he may not see, nobody sees for him.
    expect((await sheetOf('chloe')).shownFor).toBeUndefined();
    expectNothingOf((await send('chloe', 'GET', `/v1/cases/${loan}/sheet`)).text);
    await verify('ben', okafor);
    const seen = await sheetOf('chloe');
    expect(seen).toMatchObject({ shownFor: { by: 'ben', until: clock.now() + 30 * minute }, customer: { isVerified: false, fields: { iban: { value: valueOf(okafor, 'iban') } } }, values: { incomeMinor: { value: '432100' } } });
    expect(await entries(`kind = 'help:joined'`)).toMatchObject([{ actor: 'chloe' }]);
    expect((await entries(`kind = 'customer:read' and actor = 'chloe' and customer = '${okafor}'`)).length).toBeGreaterThan(0);
    // Neither another of the team nor another page of the customer is opened by it.
    for (const [who, path] of [['dev', `/v1/cases/${loan}/sheet`], ['chloe', `/v1/customers/${okafor}/sheet`]] as const) expectNothingOf((await send(who, 'GET', path)).text);
    await app.loop.say('chloe', { type: 'help:answer', case: loan, help, text: 'take the net one', isWhisper: true });
    await verify('dev', okafor);
    const readers = await Promise.all(['ben', 'chloe', 'dev'].map(async (who) => Object.values((await sheetOf(who)).texts).includes('take the net one')));
    expect(readers).toEqual([true, true, false]);
    await app.loop.say('ben', { type: 'help:close', case: loan, help });
    expectNothingOf((await send('chloe', 'GET', `/v1/cases/${loan}/sheet`)).text);
    for (const who of ['ben', 'dev']) await app.loop.say(who, { type: 'customer:leave', customer: okafor });
  });

  it('ends to be seen with the verification of who asked', async () => {
    const help = await ask();
    await verify('ben', okafor);
    await app.loop.say('chloe', { type: 'help:join', case: loan, help });
    expect((await sheetOf('chloe')).shownFor?.by).toBe('ben');
    await app.loop.say('ben', { type: 'customer:leave', customer: okafor });
    expectNothingOf((await send('chloe', 'GET', `/v1/cases/${loan}/sheet`)).text);
    await app.loop.say('ben', { type: 'help:close', case: loan, help });
  });
});

describe('revealing one value', () => {
  it('shows it for a minute with a reason that is kept apart, and nothing else', async () => {
    const body = { commandId: 'rev-1', field: 'phone', reason: 'the courier asks' };
    const { status, json } = await send('elif', 'POST', `/v1/customers/${namesake}/reveal`, body);
    expect([status, json]).toEqual([200, { value: valueOf(namesake, 'phone'), until: clock.now() + minute }]);
    const { customer } = await get<{ customer: CustomerSheet }>('elif', `/v1/customers/${namesake}/sheet`);
    expect(customer.fields['phone']).toMatchObject({ value: valueOf(namesake, 'phone'), isMasked: false, revealedUntil: clock.now() + minute });
    expect(Object.entries(customer.fields).filter(([, { isMasked }]) => !isMasked).map(([field]) => field)).toEqual(['phone']);
    expect((await get<{ customer: CustomerSheet }>('ana', `/v1/customers/${namesake}/sheet`)).customer.isVerified).toBe(true);
    const [entry] = await entries(`kind = 'customer:revealed' and actor = 'elif'`);
    expect(JSON.stringify(entry)).not.toContain('courier');
    clock.advance(minute);
    const later = await get<{ customer: CustomerSheet }>('elif', `/v1/customers/${namesake}/sheet`);
    expect(later.customer.fields['phone']).toMatchObject({ value: '•••', isMasked: true });
  });

  it('of a variable asks which case it stands in', async () => {
    const of = (more: object): Promise<Received> => send('ana', 'POST', `/v1/customers/${okafor}/reveal`, { commandId: `rv-${String((command += 1))}`, field: 'incomeMinor', reason: 'asked', ...more });
    expect((await of({})).status).toBe(404);
    expect((await of({ case: 'k-none' })).status).toBe(404);
    // Chloe leads no team of loans but may look at every case; it is her own reveal.
    const { status, json } = await send('chloe', 'POST', `/v1/customers/${okafor}/reveal`, { commandId: 'rv-c', field: 'incomeMinor', reason: 'asked', case: loan });
    expect([status, json]).toEqual([200, { value: '432100', until: clock.now() + minute }]);
    const { values } = await sheetOf('chloe');
    expect(Object.entries(values).filter(([, { isMasked }]) => !isMasked).map(([name]) => name)).toEqual(['incomeMinor']);
    expect(values['incomeMinor']?.revealedUntil).toBe(clock.now() + minute);
  });
});

describe('a call', () => {
  const at = (call: string, event: string, number?: string | null): Promise<Received> => phone({ call, event, extension: 'ben', ...(number === undefined ? {} : { number }) });

  it('shows its card to the ringing person alone, masked, within a moment, and takes nothing from them', async () => {
    const [ben, dev] = [await connectClient(app.address, await app.session('ben')), await connectClient(app.address, await app.session('dev'))];
    try {
      for (const client of [ben, dev]) {
        await client.watch('me');
        await client.watch('team:call-centre');
      }
      // What Ben verified before is over.
      clock.advance(30 * minute);
      const startedAt = performance.now();
      expect((await at('c-1', 'ring', valueOf(okafor, 'phone'))).status).toBe(202);
      await ben.until(() => ben.rows('me', 'call')['ben'] !== undefined, 'the call row');
      const { text, json } = await send('ben', 'GET', '/v1/calls/mine');
      expect(performance.now() - startedAt).toBeLessThan(2000);
      const card = json as CallCard;
      expect(caseRoutes.getMyCall.answer.safeParse(card).success).toBe(true);
      expect(card).toMatchObject({
        call: 'c-1', state: 'ringing', how: 'number', customer: okafor,
        candidates: [{ customer: okafor, label: 'T••• O•••', isVerified: false, cases: [{ id: loan, journey: 'consumer-loan', of: 7 }], promises: [{ case: loan, state: 'broken', by: 'ben', text: null }] }],
        sayFirst: { code: 'promiseBroken', params: { case: loan, by: 'ben' } },
      });
      expectNothingOf(text);
      expect(JSON.stringify([...dev.scopes.keys()].map((scope) => dev.rows(scope, 'call')))).toBe('[{},{}]');
      expect(JSON.stringify([...dev.scopes.keys()].map((scope) => dev.rows(scope, 'person')))).not.toContain('c-1');
      expect((await send('dev', 'GET', '/v1/calls/mine')).status).toBe(404);
      expectNothingOf(JSON.stringify(await entries(`subject = 'person:ben'`)));

      await at('c-1', 'answer');
      await ben.until(() => ben.rows('me', 'call')['ben']?.['state'] === 'onCall', 'answered');
      await verify('ben', okafor, { method: 'app' });
      expect((await get<CallCard>('ben', '/v1/calls/mine')).candidates[0]?.promises[0]?.text).toBe('we call on Monday');
      const before = ben.rows('me', 'person')['ben']?.['availability'];
      await at('c-1', 'hangUp');
      await ben.until(() => ben.rows('me', 'call')['ben']?.['state'] === 'wrapUp', 'wrap-up');
      clock.advance(30_000);
      await ben.until(() => ben.rows('me', 'call')['ben'] === undefined, 'wrap-up is over');
      expect(ben.rows('me', 'person')['ben']?.['availability']).toBe(before);
      expect(await entries(`subject = 'person:ben' and kind = 'person:availabilitySet'`)).toEqual([]);
    } finally {
      ben.end();
      dev.end();
    }
  });

  it('of a number that is withheld, unknown or shared says so and opens nobody', async () => {
    const shared = bank.customers.filter(({ values }) => values.some(({ field, value }) => field === 'phone' && bank.customers.filter((other) => other.values.some((one) => one.field === 'phone' && one.value === value)).length > 1));
    const cases: [string, string | null, string, number][] = [['c-2', null, 'withheld', 0], ['c-3', '+3999', 'unknown', 0], ['c-4', 'not a number', 'unknown', 0]];
    const [one] = shared;
    if (one) cases.push(['c-5', valueOf(one.id, 'phone'), 'shared', shared.filter(({ id }) => valueOf(id, 'phone') === valueOf(one.id, 'phone')).length]);
    for (const [call, number, how, candidates] of cases) {
      await at(call, 'ring', number);
      const card = await get<CallCard>('ben', '/v1/calls/mine');
      expect([card.call, card.how, card.candidates.length, card.customer]).toEqual([call, how, candidates, undefined]);
    }
    expect(await app.loop.say('ben', { type: 'call:choose', call: 'c-4', customer: amara })).toMatchObject({ ok: one === undefined });
    const chosen = one === undefined ? 'c-4' : 'c-5';
    await app.loop.say('ben', { type: 'call:choose', call: chosen, customer: amara });
    expect(await get<CallCard>('ben', '/v1/calls/mine')).toMatchObject({ customer: amara });
  });

  it('ends with an outcome and is a contact on the case, once, for its own agent only', async () => {
    await at('c-6', 'ring', valueOf(okafor, 'phone'));
    expect(await app.loop.say('ben', { type: 'call:wrapUp', call: 'c-6', outcome: 'informed' })).toMatchObject({ ok: false, code: 'call_not_over' });
    expect((await at('c-6', 'answer')).status).toBe(202);
    expect((await at('c-6', 'answer')).json).toEqual({ ok: true, duplicate: true });
    await at('c-6', 'hangUp');
    expect(await app.loop.say('dev', { type: 'call:wrapUp', call: 'c-6', outcome: 'informed', case: loan })).toMatchObject({ ok: false, code: 'call_gone' });
    expect(await app.loop.say('ben', { type: 'call:wrapUp', call: 'c-6', outcome: 'informed', case: loan })).toMatchObject({ ok: true });
    expect((await entries(`case_id = '${loan}' and kind = 'contact:made' and actor = 'ben'`)).map(({ body }) => (JSON.parse(String(body)) as { channel: string }).channel)).toEqual(['phone']);
    expect(await app.loop.say('ben', { type: 'call:wrapUp', call: 'c-6', outcome: 'informed', case: loan })).toMatchObject({ ok: false, code: 'call_gone' });
    expect((await send('ben', 'GET', '/v1/calls/mine')).status).toBe(404);
  });

  it('ends the verification with it: the next caller, from a withheld number, sees nobody unmasked', async () => {
    const isVerified = async (): Promise<boolean> => (await get<{ customer: CustomerSheet }>('ben', `/v1/customers/${okafor}/sheet`)).customer.isVerified;
    const isOpenInCall = async (): Promise<boolean | undefined> => (await get<CallCard>('ben', '/v1/calls/mine')).candidates.find(({ customer }) => customer === okafor)?.isVerified;
    await at('c-8', 'ring', valueOf(okafor, 'phone'));
    await at('c-8', 'answer');
    await verify('ben', okafor, { method: 'app' });
    await verify('dev', okafor);
    expect([await isVerified(), await isOpenInCall()]).toEqual([true, true]);
    await at('c-8', 'hangUp');
    expect(await isVerified()).toBe(true);
    await app.loop.say('ben', { type: 'call:wrapUp', call: 'c-8', outcome: 'informed' });
    expect(await isVerified()).toBe(false);
    await at('c-9', 'ring', null);
    await at('c-9', 'answer');
    await app.loop.say('ben', { type: 'call:choose', call: 'c-9', customer: okafor });
    expect([await isVerified(), await isOpenInCall()]).toEqual([false, false]);
    expect((await sheetOf('ben')).customer?.fields['phone']).toMatchObject({ value: '•••', isMasked: true });
    // What a colleague has verified is theirs.
    expect((await get<{ customer: CustomerSheet }>('dev', `/v1/customers/${okafor}/sheet`)).customer.isVerified).toBe(true);
    expect((await entries(`kind = 'customer:verificationEnded' and customer = '${okafor}'`)).map(({ body }) => JSON.parse(String(body)) as unknown)).toContainEqual({ person: 'ben', because: 'call' });

    // Also where nobody ended the wrap-up, and where another customer was chosen in the meantime.
    await verify('ben', okafor, { method: 'app' });
    await app.loop.say('ben', { type: 'call:choose', call: 'c-9', customer: amara });
    expect(await isVerified()).toBe(false);
    await app.loop.say('ben', { type: 'call:choose', call: 'c-9', customer: okafor });
    await verify('ben', okafor, { method: 'app' });
    await at('c-9', 'hangUp');
    clock.advance(30_000);
    await expect.poll(isVerified).toBe(false);
  });

  it('that nobody answers leaves no wrap-up, and one whose end was lost rings out', async () => {
    await at('c-7', 'ring', null);
    await at('c-7', 'hangUp');
    expect((await send('ben', 'GET', '/v1/calls/mine')).status).toBe(404);
    expect((await at('c-7', 'answer')).json).toMatchObject({ code: 'call_gone' });
    await at('c-8', 'ring', null);
    clock.advance(2 * minute);
    await expect.poll(async () => (await send('ben', 'GET', '/v1/calls/mine')).status, { timeout: 5000 }).toBe(404);
  });

  it('is reported by the telephone system alone, at an extension of staff', async () => {
    expect((await phone({ call: 'c-9', event: 'ring', extension: 'ben' }, demoSourceKey(app.loop.keys, 'mobile'))).json).toMatchObject({ code: 'source_refused' });
    expect((await phone({ call: 'c-9', event: 'ring', extension: 'ben' }, 'x'.repeat(40))).status).toBe(401);
    for (const extension of ['nobody', 'nova']) expect((await phone({ call: `c-9-${extension}`, event: 'ring', extension })).status).toBe(404);
    const event = { specversion: '1.0', id: 'x', source: 'telephony', subject: 's', type: 'consumer-loan.loanApplication', time: new Date(clock.now()).toISOString(), data: {} };
    const posted = await app.send({ method: 'POST', path: '/v1/events', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': demoSourceKey(app.loop.keys, 'telephony') }, body: JSON.stringify(event) });
    expect(posted.json).toMatchObject({ code: 'source_refused' });
  });
});
