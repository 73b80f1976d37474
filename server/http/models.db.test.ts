import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogFolder } from '../catalog/catalog.ts';
import type { TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { person, team } from '../testing/loop.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await openTestApp();
  await app.loop.enter(team('north'), person('ana'));
  token = await app.session('ana');
});
afterAll(() => app.end());

const model = readFileSync(path.join(catalogFolder, 'consumer-loan', 'consumer-loan.bpmn'), 'utf8');

async function check(body: string | Buffer, type = 'application/bpmn+xml'): Promise<{ status: number; body: Record<string, unknown> }> {
  const { status, json } = await app.send({ method: 'POST', path: '/v1/models/check', headers: { 'content-type': type, authorization: `Bearer ${token}` }, body });
  return { status, body: json as Record<string, unknown> };
}

describe('a model that is uploaded', () => {
  it('is told to be executable where nothing is wrong with it', async () => {
    expect(await check(model)).toEqual({ status: 200, body: { isExecutable: true, processes: [{ id: 'consumer-loan', name: expect.any(String) }], defects: [] } });
  });

  it('is a draft with every warning, and is refused with every error, each with its element', async () => {
    const draft = await check(model.replaceAll(/<(?:\w+:)?conditionExpression[^]*?<\/(?:\w+:)?conditionExpression>/g, ''));
    expect(draft).toMatchObject({ status: 200, body: { isExecutable: false } });
    const refused = await check(model.replace('</bpmn:process>', '<bpmn:scriptTask id="evil" scriptFormat="javascript"><bpmn:script>process.exit()</bpmn:script></bpmn:scriptTask></bpmn:process>'));
    expect(refused).toMatchObject({ status: 422, body: { code: 'model_refused' } });
    expect(JSON.stringify(refused.body)).toContain('evil');
  });

  it('is refused at once where it is no model, too large or no text', async () => {
    expect(await check('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toMatchObject({ status: 422, body: { code: 'model_refused' } });
    expect((await check(Buffer.from([0xff, 0xfe, 0x3c, 0x00]))).status).toBe(400);
    expect((await check('x'.repeat(2_200_000))).status).toBe(413);
    expect((await check(model, 'text/xml')).status).toBe(415);
  });
});
