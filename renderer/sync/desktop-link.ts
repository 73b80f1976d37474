import { unreachable } from '../../shared/assert.ts';
import type { DesktopInput, DesktopTell } from '../../shared/contract/ipc.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';
import { ownerOf } from '../../shared/model/task.ts';
import { askedOf } from '../../shared/work/asked-of.ts';
import type { Desk } from '../desk.ts';
import { callRow } from '../store/call.ts';
import { planNotices } from '../store/notices.ts';
import { rowIn, rowsOfKind } from '../store/select.ts';
import { openCase } from '../store/ui.ts';
import type { Desktop } from './desktop.ts';

type LinkedDesk = Pick<Desk, 'person' | 'rows' | 'ui' | 'connection' | 'act' | 'texts' | 'clock'>;
type Status = DesktopInput<'showStatus'>;

export interface DesktopLinkParts {
  readonly desk: LinkedDesk;
  readonly desktop: Desktop;
  /** The window with the desk; the wall and the call card beside it say nothing for the person. */
  readonly isMain: boolean;
  readonly onSignedOut: () => void;
  readonly page: Pick<Document, 'addEventListener' | 'removeEventListener'>;
}

/** Ties a signed-in desk to the desktop around it, both ways; returns its stop. In a browser there is nothing to tie. */
export function linkDesktop({ desk, desktop, isMain, onSignedOut, page }: DesktopLinkParts): () => void {
  if (!desktop.isThere) return () => undefined;
  const { person, ui, rows, texts } = desk;
  void desktop.ask('signedIn', { person: person.id });
  void desktop.ask('setLanguage', { language: texts.language === 'de' ? 'de' : 'en' });
  const away = new Away(desk);
  const stops = [
    desktop.onTell((tell) => hear(tell, desk, away, onSignedOut)),
    ui.subscribe((now, before) => {
      if (before.isCovered && !now.isCovered) away.back();
      // A case that is opened from the card or the wall is shown where one works.
      if (!isMain && now.opened && now.opened !== before.opened) void desktop.ask('openCase', { case: now.opened.case });
      // What was copied of one customer does not follow one to the next.
      if (now.opened?.case !== before.opened?.case || (now.isCovered && !before.isCovered)) void desktop.ask('clearCopied', {});
    }),
  ];
  const copied = (): void => void setTimeout(() => void desktop.ask('copied', {}));
  for (const event of ['copy', 'cut'] as const) page.addEventListener(event, copied);
  stops.push(() => {
    for (const event of ['copy', 'cut'] as const) page.removeEventListener(event, copied);
  });
  if (isMain) {
    const teller = new Teller(desk, desktop);
    teller.look();
    stops.push(rows.subscribe(() => teller.look()));
  }
  return () => {
    for (const stop of stops) stop();
  };
}

function hear(tell: DesktopTell, { ui, act, person, connection }: LinkedDesk, away: Away, onSignedOut: () => void): void {
  switch (tell.is) {
    case 'openCase':
      return openCase(ui, { case: tell.case });
    case 'hidden':
      return away.leave();
    case 'unlocked':
      return away.unlock();
    case 'awake':
      return connection.wake();
    case 'chooseStatus':
      return void act('person:setAvailability', { person: person.id, availability: tell.availability, because: 'chosen' });
    case 'signedOut':
      return onSignedOut();
    case 'serverBack':
      // Whoever keeps things for the time without a connection loads the page anew.
      return;
    default:
      return unreachable(tell);
  }
}

/** The person left: the screen is covered and nobody is shown to be here. What they covered themselves stays covered until they say so. */
class Away {
  readonly #desk: LinkedDesk;
  #coveredHere = false;

  constructor(desk: LinkedDesk) {
    this.#desk = desk;
  }

  leave(): void {
    const { ui, connection } = this.#desk;
    this.#coveredHere ||= !ui.getState().isCovered;
    ui.setState({ isCovered: true });
    connection.setAway(true);
  }

  /** Whoever unlocks the system's screen has shown who they are; a machine that merely woke has not. */
  unlock(): void {
    if (this.#coveredHere) this.#desk.ui.setState({ isCovered: false });
    this.back();
  }

  back(): void {
    this.#coveredHere = false;
    this.#desk.connection.setAway(false);
  }
}

/** Tells the tray, and the notifications, what the rows say. */
class Teller {
  readonly #desk: LinkedDesk;
  readonly #desktop: Desktop;
  #told = '';
  #tasks: readonly TaskPut[] | undefined;
  #asked: ReadonlySet<string> | undefined;
  #hadCall = false;

  constructor(desk: LinkedDesk, desktop: Desktop) {
    this.#desk = desk;
    this.#desktop = desktop;
  }

  look(): void {
    const { rows, person } = this.#desk;
    const slice = rows.getState();
    const me = slice.scopes['me'];
    // Before the first answer nothing is known, and afterwards nothing of it is news.
    if (!me || me.seq < 0) return;
    const tasks = rowsOfKind(me, 'task');
    const own = rowIn(slice, 'me', 'person', person.id);
    const call = callRow(this.#desk);
    this.#showStatus({
      availability: own?.availability ?? person.availability,
      waiting: tasks.filter((task) => task.status === 'open' && (ownerOf(task) === person.id || askedOf(task, person.id) !== undefined)).length,
      isRinging: call?.state === 'ringing', isOnCall: call?.state === 'onCall',
    });
    const hasCall = call !== undefined;
    if (hasCall !== this.#hadCall) {
      this.#hadCall = hasCall;
      void this.#desktop.ask('showCallCard', { isShown: hasCall });
      if (!hasCall) void this.#desktop.ask('clearCopied', {});
    }
    if (tasks !== this.#tasks) this.#notify(tasks);
    this.#tasks = tasks;
  }

  #showStatus(status: Status): void {
    const text = JSON.stringify(status);
    if (text === this.#told) return;
    this.#told = text;
    void this.#desktop.ask('showStatus', status);
  }

  #notify(tasks: readonly TaskPut[]): void {
    const asking = tasks.flatMap((task) => {
      const key = askedOf(task, this.#desk.person.id);
      return key === undefined ? [] : [{ key, case: task.case }];
    });
    // A plan is told once, however much it gives.
    for (const { key, is, tasks: [first] } of planNotices(tasks, this.#desk.person.id, this.#desk.clock.now())) if (is === 'given' && first) asking.push({ key, case: first.case });
    if (this.#asked) for (const one of asking) if (!this.#asked.has(one.key)) void this.#desktop.ask('notify', { case: one.case });
    this.#asked = new Set(asking.map(({ key }) => key));
  }
}
