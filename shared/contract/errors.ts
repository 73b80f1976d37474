/** Whether the same again may succeed: never, later by itself, or after the newest state was read. */
export type Retry = 'never' | 'later' | 'reload';

/** What whoever meets the error does next; its text is `next.<key>` in the locale files. */
export type NextStep = 'correct' | 'reload' | 'wait' | 'signIn' | 'chooseOther' | 'askLead' | 'askAdministrator' | 'nothing';

export interface ErrorEntry {
  /** Of HTTP (RFC 9110). */
  readonly status: number;
  readonly retry: Retry;
  readonly next: NextStep;
}

const error = (status: number, retry: Retry, next: NextStep): ErrorEntry => ({ status, retry, next });
const malformed = error(400, 'never', 'correct');
const unfit = error(422, 'never', 'correct');
const changed = error(409, 'reload', 'reload');
const denied = error(403, 'never', 'askLead');
const notNow = error(409, 'never', 'nothing');
const setUp = error(500, 'never', 'askAdministrator');
const catalog = error(422, 'never', 'askAdministrator');

/** Every code that a caller, a person at a screen or at a command line may be told. A test keeps it in step with the code and the texts. */
export const errorCatalogue = {
  // what a message is made of
  bad_json: malformed,
  bad_text: malformed,
  bad_request: malformed,
  bad_time: malformed,
  too_deep: unfit,
  too_wide: unfit,
  invalid: unfit,
  too_large: error(413, 'never', 'correct'),
  unsupported_media: error(415, 'never', 'correct'),
  search_too_short: unfit,
  search_too_long: unfit,
  // who asks
  no_session: error(401, 'never', 'signIn'),
  key_refused: error(401, 'never', 'askAdministrator'),
  source_refused: error(403, 'never', 'askAdministrator'),
  host_refused: error(421, 'never', 'correct'),
  forbidden: denied,
  role_needed: denied,
  licence_needed: denied,
  not_found: error(404, 'never', 'reload'),
  // how things are with the server
  busy: error(503, 'later', 'wait'),
  slow_down: error(429, 'later', 'wait'),
  stopping: error(503, 'later', 'wait'),
  unavailable: error(503, 'later', 'wait'),
  update_needed: error(426, 'never', 'askAdministrator'),
  behind_refused: error(409, 'reload', 'reload'),
  clock_off: error(503, 'later', 'askAdministrator'),
  internal: error(500, 'never', 'askAdministrator'),
  id_reused: error(409, 'never', 'correct'),
  // tasks
  stale: changed,
  stale_fence: changed,
  already_claimed: changed,
  already_yours: notNow,
  already_theirs: notNow,
  not_owner: changed,
  not_held: notNow,
  not_parked: notNow,
  task_ended: changed,
  case_closed: changed,
  queue_empty: notNow,
  offer_over: changed,
  park_needs_end: unfit,
  park_in_past: unfit,
  not_first_held: changed,
  nothing_to_do: notNow,
  // hand-off and moves
  handoff_receiver: unfit,
  handoff_to_self: unfit,
  handoff_open: changed,
  handoff_over: changed,
  handoff_not_yours: denied,
  nothing_asked: notNow,
  receiver_absent: error(409, 'never', 'chooseOther'),
  promise_unmentioned: unfit,
  reassign_receiver: unfit,
  touched_since: changed,
  undo_over: notNow,
  // cases, promises, clocks, drafts
  already_identified: changed,
  already_erased: notNow,
  promise_in_past: unfit,
  promise_open: notNow,
  promise_over: changed,
  clock_met: notNow,
  clock_never_pauses: denied,
  clock_paused: changed,
  clock_not_paused: changed,
  clock_target_invalid: unfit,
  calendar_unknown: catalog,
  conflict: changed,
  draft_gone: changed,
  // people
  absence_in_past: unfit,
  not_absent: notNow,
  last_on_duty: denied,
  // the catalog and its rules
  catalog_invalid: catalog,
  mapping_invalid: catalog,
  calendar_invalid: catalog,
  feel_syntax: catalog,
  feel_unsupported: catalog,
  feel_too_deep: catalog,
  feel_too_long: catalog,
  feel_fuel: catalog,
  entry_kind_unknown: setUp,
  entry_version_unknown: setUp,
  // starting, backup and restore
  bad_config: setUp,
  folder_in_use: setUp,
  folder_unreachable: setUp,
  other_major: setUp,
  database_start_failed: setUp,
  database_unreachable: error(503, 'later', 'askAdministrator'),
  database_busy: error(503, 'later', 'wait'),
  database_newer: setUp,
  unsafe_database: setUp,
  master_key_missing: setUp,
  wrong_master_key: setUp,
  not_empty: setUp,
  nothing_to_back_up: setUp,
  backup_damaged: setUp,
  backup_newer: setUp,
  backup_other_schema: setUp,
  // event logs, archives and scenarios
  scenario_unknown: error(404, 'never', 'correct'),
  journey_unknown: error(404, 'never', 'correct'),
  interrupted: notNow,
  bad_columns: malformed,
  folder_missing: setUp,
  archive_broken: setUp,
  log_archived: setUp,
  log_not_found: error(404, 'never', 'correct'),
  log_format: unfit,
  log_doctype: unfit,
  log_xml_broken: unfit,
  log_too_deep: unfit,
  log_line_too_long: unfit,
  log_quote_broken: unfit,
  log_damaged: unfit,
  log_inflates: unfit,
  log_changed: notNow,
  log_too_large_to_sort: unfit,
  log_header_too_wide: unfit,
  log_header_refused: unfit,
  log_header_duplicate: unfit,
  log_columns_missing: unfit,
  log_encoding: unfit,
  log_empty: unfit,
  port_in_use: setUp,
  listen_failed: setUp,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code);

/** The entry of a code; one that is not in the catalogue reads as `internal`. */
export const errorEntry = (code: string): ErrorEntry => (isErrorCode(code) ? errorCatalogue[code] : errorCatalogue.internal);
