/** An upload that must be refused, and the code of a defect that must be told of it. */
export interface BadUpload {
  readonly family: string;
  readonly bytes: Uint8Array;
  readonly code: string;
}
