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

/** Every code that a caller, a person at a screen or at a command line may be told. A test keeps it in step with the code and the texts. */
export const errorCatalogue = {
  // what a message is made of
  bad_json: malformed,
  bad_text: malformed,
  bad_request: malformed,
  too_deep: unfit,
  invalid: unfit,
  too_large: error(413, 'never', 'correct'),
  unsupported_media: error(415, 'never', 'correct'),
  // who asks
  no_session: error(401, 'never', 'signIn'),
  host_refused: error(421, 'never', 'correct'),
  source_refused: error(403, 'never', 'askAdministrator'),
  key_refused: error(401, 'never', 'askAdministrator'),
  forbidden: denied,
  not_found: error(404, 'never', 'reload'),
  // how things are with the server
  busy: error(503, 'later', 'wait'),
  slow_down: error(429, 'later', 'wait'),
  stopping: error(503, 'later', 'wait'),
  unavailable: error(503, 'later', 'wait'),
  clock_off: error(503, 'later', 'askAdministrator'),
  internal: error(500, 'never', 'askAdministrator'),
  id_reused: error(409, 'never', 'correct'),
  stale: changed,
  nothing_to_do: notNow,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code);

/** The entry of a code; one that is not in the catalogue reads as `internal`. */
export const errorEntry = (code: string): ErrorEntry => (isErrorCode(code) ? errorCatalogue[code] : errorCatalogue.internal);
