import { badModels } from './bad-models.ts';
import { badXml } from './bad-xml.ts';

/** An upload that must be refused, and the code of a defect that must be told of it. */
export interface BadUpload {
  readonly family: string;
  readonly bytes: Uint8Array;
  readonly code: string;
}

/** 400 uploads and more that somebody made to hurt, or that hurt by themselves. Made anew at each call, for they are large together. */
export function* badUploads(): Generator<BadUpload> {
  yield* badXml();
  yield* badModels();
}
