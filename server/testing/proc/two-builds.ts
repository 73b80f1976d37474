import { cpSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { must } from '../../../shared/assert.ts';
import { repository } from './child-process.ts';

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} no longer has: ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/**
 * Makes the next release in a folder: a copy of this one in which a claim carries one more optional field, which its entry keeps, a migration
 * adds a column, and the writer's number is higher. Gives the number of that migration.
 */
export function makeNextBuild(folder: string): number {
  for (const side of ['server', 'shared']) cpSync(path.join(repository, side), path.join(folder, side), { recursive: true });
  cpSync(path.join(repository, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  change(path.join(folder, 'shared/contract/entries.ts'), "'task:claimed': z.object({ by: z.nullable(id),", "'task:claimed': z.object({ by: z.nullable(id), mood: z.exactOptional(z.string()),");
  change(path.join(folder, 'shared/work/commands/own-task.ts'), "'task:claimed', { by: actor.id,", "'task:claimed', { by: actor.id, mood: 'keen',");
  change(path.join(folder, 'server/desk/writer-version.ts'), 'WRITER_VERSION = 1', 'WRITER_VERSION = 2');
  const last = must(readMigrationNames().at(-1), 'there are migrations');
  const number = Number(last.slice(0, 4)) + 1;
  writeFileSync(
    path.join(folder, 'server/store/migrations', `${String(number).padStart(4, '0')}-mood.ts`),
    `import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table tasks add column mood text').execute(db);
}
`,
  );
  return number;
}

function readMigrationNames(): string[] {
  return readdirSync(path.join(repository, 'server/store/migrations')).filter((name) => /^\d{4}-.*\.ts$/.test(name)).sort();
}
