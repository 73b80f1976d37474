import type { Queryable } from '../queryable.ts';

/** The name of a member of staff: for colleagues' screens only, never in the log. */
export interface DirectoryName {
  readonly person: string;
  readonly name: string;
  readonly initials: string;
}

/** Writes names; a person's newest one stands. */
export async function putNames(db: Queryable, names: readonly DirectoryName[]): Promise<void> {
  await db.query({
    name: 'directory-put',
    text: `insert into directory (person, name, initials)
      select r->>0, r->>1, r->>2 from jsonb_array_elements($1::jsonb) as r order by 1
      on conflict (person) do update set name = excluded.name, initials = excluded.initials
      where (directory.name, directory.initials) is distinct from (excluded.name, excluded.initials)`,
    values: [JSON.stringify(names.map(({ person, name, initials }) => [person, name, initials]))],
  });
}

/** The names of these persons, or of everybody; who is in no directory is left out. */
export async function readNames(db: Queryable, persons?: readonly string[]): Promise<Map<string, DirectoryName>> {
  const { rows } = await db.query<DirectoryName & Record<string, unknown>>({
    name: 'directory-read',
    text: 'select person, name, initials from directory where $1::text[] is null or person = any($1::text[])',
    values: [persons ?? null],
  });
  return new Map(rows.map((row) => [row.person, row]));
}
