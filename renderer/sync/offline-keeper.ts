import type { Desk } from '../desk.ts';
import { readCopy, stateOf, writeCopy } from './offline-copy.ts';
import type { Desktop } from './desktop.ts';

type KeptDesk = Pick<Desk, 'person' | 'rows' | 'data' | 'work' | 'link' | 'connection'>;

/** What one has written is kept at once, what one reads now and then. Milliseconds. */
const soonMs = 300;
const laterMs = 10_000;

/**
 * Brings back what this person's window kept on the desktop, and keeps it from now on; in a browser nothing is kept. Where the page itself
 * has to be loaded anew, everything is kept first. Returns its stop.
 */
export function keepOffline(desk: KeptDesk, desktop: Desktop, reload: () => void): () => void {
  if (!desktop.isThere) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let isOver = false;
  const write = async (): Promise<void> => {
    timer = undefined;
    dueAt = Infinity;
    await desktop.ask('writeOffline', { text: writeCopy(keepableOf(desk)) });
  };
  const plan = (ms: number): void => {
    const at = performance.now() + ms;
    if (isOver || at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => void write(), ms);
  };
  const stops = [desktop.onTell(({ is }) => void (is === 'serverBack' && write().finally(reload)))];
  void restore(desk, desktop).finally(() => {
    if (isOver) return;
    // Only now, so that an empty desk does not take the place of what was kept.
    stops.push(
      desk.work.notes.store.subscribe(() => plan(soonMs)), desk.work.drafts.store.subscribe(() => plan(soonMs)),
      desk.rows.subscribe(() => plan(laterMs)), desk.data.sheets.store.subscribe(() => plan(laterMs)),
    );
    plan(soonMs);
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

const keepableOf = ({ person, rows, data, work, link }: KeptDesk): Parameters<typeof writeCopy>[0] => {
  const { heardAt, since } = link.getState();
  return {
    person: person.id, heardAt: heardAt ?? since, notes: work.notes.store.getState(), drafts: work.drafts.store.getState(), scopes: rows.getState().scopes,
    sheets: Object.values(data.sheets.store.getState()).flatMap(({ value }) => (value === undefined ? [] : [value])),
  };
};

async function restore({ person, data, work, link, connection }: KeptDesk, desktop: Desktop): Promise<void> {
  const text = (await desktop.ask('readOffline', {}))?.text ?? undefined;
  const copy = text === undefined ? undefined : readCopy(text, person.id);
  if (!copy) return;
  for (const scope of copy.scopes) connection.restore(scope.scope, stateOf(scope));
  const sheets = data.sheets.store.getState();
  const missing = copy.sheets.filter((sheet) => sheets[sheet.case]?.value === undefined);
  data.sheets.store.setState(Object.fromEntries(missing.map((sheet) => [sheet.case, { value: sheet, isLoading: sheets[sheet.case]?.isLoading ?? false }])));
  work.drafts.restore(copy.drafts);
  if (Object.keys(copy.notes).length > 0) work.round.restored();
  work.notes.restore(copy.notes);
  if (link.getState().heardAt === undefined) link.setState({ heardAt: copy.heardAt });
}
