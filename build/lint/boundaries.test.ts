import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root, overrideConfigFile: path.join(root, 'build/eslint.config.js') });

/** The messages for `code`, were it the content of the file `at`. */
async function complaints(at: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, at) });
  return (result?.messages ?? []).map((each) => `${each.ruleId}: ${each.message}`);
}

const forbidden: [at: string, code: string, door: RegExp][] = [
  ['renderer/app.tsx', `import 'node:fs';`, /sync\/desktop\.ts/],
  ['renderer/app.tsx', `import 'fs';`, /sync\/desktop\.ts/],
  ['renderer/app.tsx', `import 'electron';`, /sync\/desktop\.ts/],
  ['renderer/screens/inbox/inbox-screen.tsx', `import '../../../server/desk/inbox.ts';`, /shared\/ only/],
  ['renderer/app.tsx', `import '../electron/ipc.ts';`, /shared\/ only/],
  ['renderer/app.tsx', `import 'zod';`, /zod\/mini/],
  ['renderer/app.tsx', `import 'kysely';`, /renderer\/sync/],
  ['renderer/screens/inbox/columns.tsx', `import 'socket.io-client';`, /renderer\/sync\/connection\.ts/],
  ['renderer/screens/inbox/columns.tsx', `import 'ag-grid-community';`, /components\/data-grid/],
  ['renderer/app.tsx', `export const now = Date.now();`, /Clock/],
  ['shared/work/claim.ts', `import 'node:crypto';`, /plain TypeScript/],
  ['shared/work/claim.ts', `import 'canonicalize';`, /plain TypeScript/],
  ['shared/work/claim.ts', `import 'zod';`, /zod\/mini/],
  ['shared/work/claim.ts', `import '../../server/clock.ts';`, /imports nobody/],
  ['shared/work/claim.test.ts', `import '../../server/clock.ts';`, /imports nobody/],
  ['shared/work/claim.ts', `export const now = Date.now();`, /pure/],
  ['shared/work/claim.ts', `export const now = new Date();`, /pure/],
  ['shared/work/claim.ts', `export const dice = Math.random();`, /pure/],
  ['shared/work/claim.ts', `export const hour = (at: Date) => at.getHours();`, /time zone/],
  ['shared/work/claim.ts', `export const who = process.argv;`, /plain TypeScript/],
  ['server/desk/batch.ts', `import '../../renderer/app.tsx';`, /shared\/ only/],
  ['server/desk/batch.ts', `import 'react';`, /library of the desktop/],
  ['server/desk/batch.ts', `import { io } from 'socket.io-client'; io();`, /renderer\/sync\/connection\.ts/],
  ['server/desk/batch.ts', `import { sql } from 'kysely'; export const x = sql;`, /server\/store/],
  ['server/desk/batch.ts', `export const all = 'select * from task';`, /store\/tables/],
  ['server/desk/batch.ts', `export const x = process.env.PORT;`, /server\/config\.ts/],
  ['server/desk/batch.ts', `export const { env } = process;`, /server\/config\.ts/],
  ['server/desk/batch.ts', `export const now = Date.now();`, /server\/clock\.ts/],
  ['server/store/tables/task.ts', `export const now = new Date();`, /server\/clock\.ts/],
  ['server/demo/simulator.ts', `export const now = Date.now();`, /server\/clock\.ts/],
  ['server/main.ts', `export const now = Date.now();`, /server\/clock\.ts/],
  ['electron/window.ts', `import { ipcMain } from 'electron'; export const x = ipcMain;`, /electron\/ipc\.ts/],
  ['electron/window.ts', `import '../server/app.ts';`, /shared\/ only/],
  ['shared/work/claim.ts', `export function f(x: 'a') { switch (x) { case 'a': return 1; } }`, /default/i],
];

test.each(forbidden)('%s may not say %s', async (at, code, door) => {
  expect(await complaints(at, code)).toEqual([expect.stringMatching(door)]);
});

const allowed: [at: string, code: string][] = [
  ['renderer/sync/connection.ts', `import 'socket.io-client';`],
  ['renderer/components/data-grid/data-grid.tsx', `import 'ag-grid-react';`],
  ['renderer/app.tsx', `import '../shared/ids.ts';`],
  ['shared/ids.ts', `import 'uuid'; import 'zod/mini'; import './assert.ts';`],
  ['shared/ids.test.ts', `import 'vitest'; import 'fast-check'; export const now = Date.now();`],
  ['server/store/tables/task.ts', `import { sql } from 'kysely'; export const all = sql\`select * from task\`;`],
  ['server/desk/batch.ts', `import type { Kysely } from 'kysely'; export type Db = Kysely<unknown>;`],
  ['server/desk/batch.db.test.ts', `export const all = 'select * from task'; export const now = Date.now();`],
  ['server/bench/queue.ts', `import 'socket.io-client'; import 'pg'; export const now = Date.now();`],
  ['server/testing/harness.ts', `import 'socket.io-client'; export const x = process.env.PATH;`],
  ['server/demo/simulator.ts', `import 'socket.io-client';`],
  ['server/config.ts', `export const x = process.env.PORT;`],
  ['server/log/verify-main.ts', `export const x = process.env.PORT;`],
  ['server/clock.ts', `export const now = () => Date.now();`],
  ['electron/ipc.ts', `import { ipcMain } from 'electron'; export const x = ipcMain;`],
];

test.each(allowed)('%s may say %s', async (at, code) => {
  expect(await complaints(at, code)).toEqual([]);
});
