/** What a dialog gets: what it is about, as its opener said. */
export interface DialogProps {
  readonly about: Readonly<Record<string, string>>;
}
