import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IConfiguration } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

const config = createRequire(import.meta.url)('./dependency-cruiser.cjs') as IConfiguration;

const files: Record<string, string[]> = {
  'shared/ids.ts': [],
  'shared/reaches-out.ts': ['../server/store/db.ts'],
  'shared/testing/suite.ts': ['../ids.ts'],
  'shared/uses-a-suite.ts': ['./testing/suite.ts'],
  'shared/ids.test.ts': ['./testing/suite.ts'],
  'renderer/app.ts': ['../shared/ids.ts', '../server/app.ts'],
  'electron/window.ts': ['../renderer/app.ts'],
  'server/store/db.ts': ['../../shared/ids.ts'],
  'server/store/table.ts': ['../log/append.ts'],
  'server/log/append.ts': ['../store/db.ts'],
  'server/log/verify-main.ts': ['./append.ts', '../queries/cases.ts'],
  'server/log/seal.ts': ['../desk/batch.ts'],
  'server/desk/batch.ts': ['../log/append.ts', '../store/db.ts'],
  'server/desk/batch.db.test.ts': ['../testing/harness.ts', '../http/routes.ts'],
  'server/desk/answers.ts': ['../sync/gateway.ts'],
  'server/queries/cases.ts': ['../store/db.ts'],
  'server/queries/decides.ts': ['../desk/batch.ts'],
  'server/sync/gateway.ts': ['../desk/batch.ts', '../queries/cases.ts'],
  'server/http/routes.ts': ['../desk/batch.ts', '../queries/cases.ts'],
  'server/http/calls-out.ts': ['../connectors/mail.ts'],
  'server/effects/send.ts': ['../connectors/mail.ts', '../desk/batch.ts'],
  'server/connectors/mail.ts': ['../../shared/ids.ts'],
  'server/testing/harness.ts': ['../app.ts', '../main.ts'],
  'server/timers/fakes.ts': ['../testing/harness.ts'],
  'server/timers/wires.ts': ['../app.ts'],
  'server/app.ts': ['./http/routes.ts', './sync/gateway.ts'],
  'server/main.ts': ['./app.ts'],
  'server/one.ts': ['./two.ts'],
  'server/two.ts': ['./one.ts'],
  'server/lost.ts': ['./nowhere.ts'],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baton-boundaries-'));
  for (const [name, imports] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `${imports.map((each) => `import '${each}';`).join('\n')}\nexport {};\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an import that runs the wrong way is named with its rule, and no other is', async () => {
  const { output } = await cruise(['shared', 'server', 'renderer', 'electron'], {
    ...config.options,
    ruleSet: config,
    validate: true,
    baseDir: folder,
  });
  const found = (output as ICruiseResult).summary.violations.map((each) => `${each.from} → ${each.to}: ${each.rule.name}`);
  expect(found.sort()).toEqual([
    'electron/window.ts → renderer/app.ts: electron-imports-electron-shared-only',
    'renderer/app.ts → server/app.ts: renderer-imports-renderer-shared-only',
    'server/desk/answers.ts → server/sync/gateway.ts: server-desk-one-way',
    'server/http/calls-out.ts → server/connectors/mail.ts: server-http-one-way',
    'server/log/seal.ts → server/desk/batch.ts: server-log-one-way',
    'server/lost.ts → ./nowhere.ts: found',
    'server/one.ts → server/two.ts: no-circles',
    'server/queries/decides.ts → server/desk/batch.ts: server-queries-one-way',
    'server/store/table.ts → server/log/append.ts: server-store-one-way',
    'server/testing/harness.ts → server/main.ts: no-import-of-main',
    'server/timers/fakes.ts → server/testing/harness.ts: server-tools-stay-outside',
    'server/timers/wires.ts → server/app.ts: app-is-wired-once',
    'shared/reaches-out.ts → server/store/db.ts: shared-imports-shared-only',
    'shared/uses-a-suite.ts → shared/testing/suite.ts: server-tools-stay-outside',
  ]);
});
