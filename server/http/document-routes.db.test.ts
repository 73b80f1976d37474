import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MASK } from '../../shared/policy/may-see.ts';
import type { CaseSheet } from '../../shared/contract/rest-case.ts';
import type { Received, TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { caseWith, person, team } from '../testing/loop.ts';

let app: TestApp;
const clock = new FixedClock();
const tokens = new Map<string, string>();
const pdf = (bytes: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes - 9)]);

beforeAll(async () => {
  app = await openTestApp({ clock }, { readTime: () => Promise.resolve(clock.now()) });
  await app.loop.enter(team('north'), team('south'), person('ana'), person('sid', { team: 'south', branch: 'south' }), person('gwen', { role: 'auditor' }));
  await app.loop.enter({ kind: 'customer:added', subject: 'customer:cu-1', customer: 'cu-1', body: { customer: { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] } });
  await app.loop.enter(...caseWith('k-1', ['t-1']), ...caseWith('k-2', []));
  await app.loop.enter({ kind: 'case:identified', subject: 'case:k-1', case: 'k-1', customer: 'cu-1', body: { customer: 'cu-1', evidence: 'idSeen' } }, { kind: 'case:closed', subject: 'case:k-2', case: 'k-2', body: { outcome: 'done' } });
  for (const who of ['ana', 'sid', 'gwen']) tokens.set(who, await app.session(who));
});
afterAll(() => app.end());

const as = (who: string): Record<string, string> => ({ authorization: `Bearer ${tokens.get(who) ?? ''}` });
const upload = (who: string, body: Buffer, { case: id = 'k-1', type = 'application/octet-stream' } = {}): Promise<Received> =>
  app.send({ method: 'POST', path: `/v1/cases/${id}/documents?kind=payslip`, headers: { ...as(who), 'content-type': type }, body });
const ticketFor = (who: string, document: string): Promise<Received> => app.send({ method: 'POST', path: `/v1/documents/${document}/ticket`, headers: as(who) });
const verify = (who: string): Promise<Received> =>
  app.send({ method: 'POST', path: '/v1/customers/cu-1/verify', headers: { ...as(who), 'content-type': 'application/json' }, body: JSON.stringify({ commandId: `v-${who}-${String(clock.now())}`, method: 'idSeen' }) });
const download = (document: string, ticket: string): Promise<Response> => fetch(`${app.address}/v1/documents/${document}?ticket=${ticket}`);
const count = async (table: string): Promise<number> => Number((await app.loop.db.query<{ n: number }>({ text: `select count(*)::integer as n from ${table}` })).rows[0]?.n);

it('a document comes back byte for byte for one ticket, as a file to be saved, and lies sealed in the store', async () => {
  const content = pdf(700_001);
  const { status, json } = await upload('ana', content, { type: 'image/png' });
  expect([status, json]).toEqual([200, { document: expect.stringMatching(/^d-/) as unknown, type: 'application/pdf', bytes: 700_001 }]);
  const { document } = json as { document: string };
  expect((await ticketFor('ana', document)).json).toMatchObject({ status: 403, code: 'not_verified' });
  await verify('ana');
  const { ticket } = (await ticketFor('ana', document)).json as { ticket: string };
  const answer = await download(document, ticket);
  expect([answer.status, answer.headers.get('content-disposition'), answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
    200, `attachment; filename="${document}.pdf"`, 'application/pdf', 'nosniff',
  ]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  expect((await download(document, ticket)).status).toBe(404);
  const { rows } = await app.loop.db.query<{ sealed: Buffer }>({ text: 'select sealed from document_chunks order by n' });
  expect(rows.map(({ sealed }) => sealed.length > 262_144 || sealed.length > 100_000)).toEqual([true, true, true]);
  expect(rows.some(({ sealed }) => sealed.includes('%PDF-') || sealed.includes(content.subarray(300_000, 300_016)))).toBe(false);
  const sheet = (await app.send({ method: 'GET', path: '/v1/cases/k-1/sheet', headers: as('ana') })).json as CaseSheet;
  expect(sheet.documents).toEqual([{ document, kind: 'payslip', type: 'application/pdf', bytes: 700_001, at: clock.now(), by: 'ana' }]);
  expect(await app.loop.say('ana', { type: 'evidence:add', case: 'k-1', kind: 'payslip', document })).toMatchObject({ ok: true });
  expect(sheet.customer?.label).toBe(MASK);
});

it('a ticket is good for its own document, for half a minute', async () => {
  const made = [await upload('ana', pdf(100)), await upload('ana', pdf(200))].map(({ json }) => (json as { document: string }).document);
  await verify('ana');
  const ticketOf = async (document = ''): Promise<string> => ((await ticketFor('ana', document)).json as { ticket: string }).ticket;
  expect((await download(made[0] ?? '', await ticketOf(made[1]))).status).toBe(404);
  const late = await ticketOf(made[0]);
  clock.advance(30_000);
  expect((await download(made[0] ?? '', late)).status).toBe(404);
  expect((await download(made[0] ?? '', 'made-up')).status).toBe(404);
});

it('what is no PDF, PNG or JPEG by its content, is empty or too large is refused, and nothing of it stays', async () => {
  const before = [await count('documents'), await count('document_chunks')];
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(50)]);
  for (const bad of [Buffer.from('<script>alert(1)</script>'), Buffer.from('MZ\x90'), Buffer.from('PK\x03\x04'), png.subarray(1), Buffer.alloc(0)])
    expect((await upload('ana', bad, { type: 'application/pdf' })).status).toBe(415);
  expect((await upload('ana', pdf(20_971_521))).status).toBe(413);
  const endless = await fetch(`${app.address}/v1/cases/k-1/documents`, {
    method: 'POST', headers: { ...as('ana'), 'content-type': 'application/pdf' }, duplex: 'half',
    body: new ReadableStream({ start(to) { for (let n = 0; n < 41; n += 1) to.enqueue(pdf(524_288)); to.close(); } }),
  } as RequestInit);
  expect(endless.status).toBe(413);
  expect([await count('documents'), await count('document_chunks')]).toEqual(before);
  expect((await upload('ana', png)).json).toMatchObject({ type: 'image/png' });
});

it('is for those who may see the case and add to it', async () => {
  const { document } = (await upload('ana', pdf(60))).json as { document: string };
  const body = pdf(60);
  expect((await app.send({ method: 'POST', path: '/v1/cases/k-1/documents', headers: { 'content-type': 'application/pdf' }, body })).status).toBe(401);
  expect((await upload('sid', body)).status).toBe(404);
  expect((await upload('gwen', body)).status).toBe(403);
  expect((await upload('ana', body, { case: 'k-2' })).json).toMatchObject({ code: 'case_closed' });
  expect((await upload('ana', body, { type: 'text/plain' })).status).toBe(415);
  expect((await ticketFor('sid', document)).status).toBe(404);
  expect((await ticketFor('gwen', document)).json).toMatchObject({ code: 'not_verified' });
  expect((await app.send({ method: 'POST', path: '/v1/search', headers: { ...as('ana'), 'content-type': 'image/png' }, body })).status).toBe(415);
});

it('an upload that something stopped is taken away with the next one', async () => {
  await app.loop.db.query({ text: `insert into documents (id, case_id, holder, type, bytes, chunks, begun_at) values ('d-left', 'k-1', 'cu-1', 'image/png', 0, 0, $1)`, values: [clock.now()] });
  await app.loop.db.query({ text: `insert into document_chunks values ('d-left', 0, 'x')` });
  const { document } = (await upload('ana', pdf(80))).json as { document: string };
  await app.loop.db.query({ text: 'update documents set added_at = null where id = $1', values: [document] });
  clock.advance(3_600_001);
  await upload('ana', pdf(80));
  const { rows } = await app.loop.db.query<{ id: string; isAdded: boolean }>({ text: `select id, added_at is not null as "isAdded" from documents where id in ('d-left', $1)`, values: [document] });
  expect(rows).toEqual([{ id: document, isAdded: true }]);
  expect(await count(`document_chunks where document = 'd-left'`)).toBe(0);
});
