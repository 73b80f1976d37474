// Started by tests as a process of its own: a gateway on a database of its own, driven by JSON lines on standard input.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from '../../shared/contract/commands.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { done } from '../../shared/work/world.ts';
import { openLoop } from '../loop.ts';
import { openDatabase } from '../store/db.ts';
import { openTestGateway } from './gateway.ts';

const [serverUrl = '', template = ''] = process.argv.slice(2);
const name = `baton_test_${randomBytes(6).toString('hex')}`;
const admin = openDatabase(serverUrl, { max: 1, applicationName: 'baton-test-admin' });
await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
const address = new URL(serverUrl);
address.pathname = `/${name}`;
const keysFolder = mkdtempSync(path.join(os.tmpdir(), 'baton-keys-'));
const loop = openLoop({ url: address.href, keysFolder, report: (error) => console.error(error) });
if (isRefusal(loop)) throw new Error(loop.code);
const clerk = (id: string): EntryDraft => ({
  kind: 'person:added', subject: `person:${id}`,
  body: {
    person: {
      id, role: 'branchEmployee', team: 'north', branch: 'north', skills: {}, languages: [], licences: [], capacity: 10, availability: 'available',
      availabilitySince: 0, version: 1,
    },
  },
});
const onCase = { subject: 'case:k-1', case: 'k-1' };
const entries: EntryDraft[] = [
  { kind: 'team:added', subject: 'team:north', body: { team: { id: 'north', branch: 'north', calendar: 'standard', routing: 'pull', version: 1 } } },
  clerk('ana'), clerk('ben'),
  {
    kind: 'case:opened', ...onCase,
    body: { journey: 'test', journeyVersion: 1, party: { source: 'test', key: 'k-1' }, team: 'north', branch: 'north', stage: 'Application', armed: true },
  },
  ...['t-1', 't-2'].map((task): EntryDraft => ({ kind: 'task:made', ...onCase, task, body: { activity: 'review', team: 'north' } })),
];
await loop.desk.submit({
  id: 's:seed', lane: 'event', sender: 'system', actor: 'system', action: 'seed', bodyHash: Buffer.alloc(16), decide: () => done(...entries),
  footprint: { cases: ['k-1'], people: ['ana', 'ben'], teams: ['north'] },
});
let gateway = await openTestGateway(loop, address.href);
const port = Number(new URL(gateway.url).port);
console.log(JSON.stringify({ url: gateway.url }));

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as { say?: [string, Command]; pause?: boolean; resume?: boolean };
  if (message.say) console.log(JSON.stringify(await loop.command(message.say[1], { person: message.say[0], device: 'other' })));
  else if (message.pause === true) {
    await gateway.stop();
    console.log('{}');
  } else if (message.resume === true) {
    gateway = await openTestGateway(loop, address.href, {}, port);
    console.log('{}');
  }
}
await gateway.stop();
await loop.stop();
await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
await admin.close();
rmSync(keysFolder, { recursive: true, force: true });
