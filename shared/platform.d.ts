/** What every platform of ours has and the language's own library does not name. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
