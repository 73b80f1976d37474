/** What an upload may be at most; more is refused before anything is built from it. */
export const bpmnLimits = {
  /** Bytes in UTF-8. */
  bytes: 2_000_000,
  depth: 64,
  elements: 20_000,
  /** Of one element. */
  attributes: 200,
  processes: 200,
  lanes: 1000,
} as const;

/** Bytes of a text in UTF-8, counted only as far as matters. */
export function utf8Bytes(text: string, most: number): number {
  let bytes = text.length;
  if (bytes > most) return bytes;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A surrogate pair is two units and four bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
