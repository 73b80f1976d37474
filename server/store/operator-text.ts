import type { Refusal } from '../../shared/model/refusal.ts';

type Params = NonNullable<Refusal['params']>;

const TEXTS: Readonly<Record<string, (p: Params) => string>> = {
  bad_config: (p) => `${p['variable']} is not valid. Expected: ${p['expected']}.`,
  folder_in_use: (p) =>
    `${p['folder']} is in use by another Baton${p['pid'] === undefined ? '' : ` (process ${p['pid']})`}. Stop that one, or name another folder in BATON_DATA.`,
  folder_unreachable: (p) =>
    `As root, Baton runs its database as the user "postgres", which cannot reach ${p['folder']} because ${p['closed']} is closed to it. Name another folder in BATON_DATA, or run Baton as an ordinary user.`,
  other_major: (p) =>
    `${p['folder']} was made with PostgreSQL ${p['found']}, this release has ${p['wanted']}. Restore a backup that the release before has made.`,
  database_start_failed: (p) => `The database in ${p['folder']} did not start: ${p['reason']}`,
  database_unreachable: (p) => `The database of DATABASE_URL cannot be reached (${p['because']}).`,
  unsafe_database: (p) =>
    `The database may lose confirmed work: ${[p['settings']].flat().join(', ')} must be on. Baton does not start on it.`,
  database_newer: (p) => `The database is at version ${p['database']}, this release knows ${p['code']}. Start the newer release.`,
  port_in_use: (p) => `Port ${p['port']} is taken by another program. Stop that one, or give another number in PORT.`,
  listen_failed: (p) => `The server cannot listen on port ${p['port']} (${p['because']}).`,
  database_busy: (p) => `The migration ${p['migration']} did not get its table's lock within a minute. Start again when long reads have ended.`,
  master_key_missing: (p) => `${p['file']} is missing. Put it back or give its content in ${p['variable']}; without it no key can be opened.`,
  wrong_master_key: () =>
    'The keys were wrapped with another master key. Give the one of the installation that wrote them in BATON_MASTER_KEY (it is in its master.key).',
  nothing_to_back_up: () => 'The database has no log yet, so there is nothing to back up.',
  backup_damaged: (p) => `${p['file']} cannot be restored: ${p['reason']}. Nothing was changed.`,
  backup_newer: () => 'The backup is of a newer release. Restore it with that one.',
  backup_other_schema: (p) =>
    `The database is already at version ${p['database']}, the backup is of ${p['backup']}. Restore into a database that was never used.`,
  not_empty: (p) => `The database is not empty (${p['table']}). Restore into a database that was never used.`,
};

/** What a refusal of the store means and what to do, for whoever runs a command; the code itself where there is no text. */
export function operatorText(refusal: Refusal): string {
  return TEXTS[refusal.code]?.(refusal.params ?? {}) ?? `${refusal.code} ${JSON.stringify(refusal.params ?? {})}`;
}
