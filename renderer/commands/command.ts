import type { Desk } from '../desk.ts';

/** Where a key works: one that stands further down wins over those above it while its place is there. */
export const places = ['everywhere', 'list', 'case', 'next', 'call', 'dialog'] as const;
export type Place = (typeof places)[number];

/** Something that a person can do: palette, menus, buttons, keys and help all read it from here. */
export interface DeskCommand {
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
