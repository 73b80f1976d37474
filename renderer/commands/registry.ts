import type { Desk } from '../desk.ts';
import type { DeskCommand, Place } from './command.ts';
import { places } from './command.ts';

const rank = (place: Place): number => places.indexOf(place);

/** All commands of the workspace, by id and by key. */
export class Registry {
  readonly all: readonly DeskCommand[];
  readonly #byId: ReadonlyMap<string, DeskCommand>;

  constructor(commands: readonly DeskCommand[]) {
    this.all = commands;
    this.#byId = new Map(commands.map((command) => [command.id, command]));
    if (this.#byId.size !== commands.length) throw new Error('Bug: two commands have the same id');
  }

  find(id: string): DeskCommand | undefined {
    return this.#byId.get(id);
  }

  /** Those that make sense now. */
  shown(desk: Desk): DeskCommand[] {
    return this.all.filter((command) => command.when(desk));
  }

  /** Every key that any command has. */
  get keys(): string[] {
    return [...new Set(this.all.flatMap(({ keys }) => keys ?? []))];
  }

  /** The one command that a key means now; in a dialog only its own count. */
  forKey(desk: Desk, key: string): DeskCommand | undefined {
    const { dialog, isCovered } = desk.ui.getState();
    const isInDialog = dialog !== undefined;
    // Behind the cover nobody sees what a key does.
    return (isCovered ? this.all.filter(({ id }) => id === 'frame:cover') : this.all)
      .filter(({ keys, place, id }) => keys?.includes(key) === true && (!isInDialog || place === 'dialog' || alwaysAllowed.has(id)))
      .sort((a, b) => rank(b.place) - rank(a.place))
      .find((command) => command.when(desk));
  }

  /** Runs it if it can be done now; says whether it did. */
  run(desk: Desk, id: string): boolean {
    const command = this.find(id);
    if (!command?.when(desk) || command.blocked?.(desk) !== undefined) return false;
    command.run(desk);
    return true;
  }
}

/** What hides data works wherever one is. */
const alwaysAllowed = new Set(['frame:cover', 'frame:back']);
