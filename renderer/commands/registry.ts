import type { UiStore } from '../store/ui.ts';

/** Where a key works: one that stands further down wins over those above it while its place is there. */
export const places = ['everywhere', 'list', 'case', 'next', 'call', 'dialog'] as const;
export type Place = (typeof places)[number];

/** Something that a person can do: palette, menus, buttons, keys and help all read it from here. */
export interface Command<Desk> {
  /** `noun:verb`. */
  readonly id: string;
  /** Key of its text. */
  readonly title: string;
  readonly place: Place;
  /** As tinykeys writes them: `n`, `$mod+k`, `g d`, `Shift+F6`. The first one is shown. */
  readonly keys?: readonly string[];
  /** Whether it makes sense now; it is not shown otherwise. */
  readonly when: (desk: Desk) => boolean;
  /** Why it cannot be done now, as a text in the person's language; shown beside it. */
  readonly blocked?: (desk: Desk) => string | undefined;
  readonly run: (desk: Desk) => void;
  /** Left out of the palette: it means something only where its key is pressed. */
  readonly isKeyOnly?: boolean;
}

/** What of a desk decides which command a key means. */
interface Watched {
  readonly ui: Pick<UiStore, 'getState'>;
}

const rank = (place: Place): number => places.indexOf(place);

/** All commands of the workspace, by id and by key. */
export class Registry<Desk extends Watched> {
  readonly all: readonly Command<Desk>[];
  readonly #byId: ReadonlyMap<string, Command<Desk>>;

  constructor(commands: readonly Command<Desk>[]) {
    this.all = commands;
    this.#byId = new Map(commands.map((command) => [command.id, command]));
    if (this.#byId.size !== commands.length) throw new Error('Bug: two commands have the same id');
  }

  find(id: string): Command<Desk> | undefined {
    return this.#byId.get(id);
  }

  /** Those that make sense now. */
  shown(desk: Desk): Command<Desk>[] {
    return this.all.filter((command) => command.when(desk));
  }

  /** Every key that any command has. */
  get keys(): string[] {
    return [...new Set(this.all.flatMap(({ keys }) => keys ?? []))];
  }

  /** The one command that a key means now; in a dialog only its own count. */
  forKey(desk: Desk, key: string): Command<Desk> | undefined {
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
