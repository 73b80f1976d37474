import type { BadUpload } from './bad-upload.ts';
import { badModels } from './bad-models.ts';
import { badXml } from './bad-xml.ts';

/** 400 uploads and more that somebody made to hurt, or that hurt by themselves. Made anew at each call, for they are large together. */
export function* badUploads(): Generator<BadUpload> {
  yield* badXml();
  yield* badModels();
}
