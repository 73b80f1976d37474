import { refuse } from '../../model/refusal.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import { caseSceneOf, isScene, onCase } from './rule.ts';

/** A document that has been stored and is to belong to a case; `digest` is the SHA-256 of its content in hex. */
export interface StoredDocument {
  readonly case: string;
  readonly document: string;
  readonly kind?: string;
  readonly type: string;
  readonly bytes: number;
  readonly digest: string;
}

/** Whoever may add evidence may add a document to an open case. */
export function decideDocument(world: World, { case: id, document, kind, type, bytes, digest }: StoredDocument, ctx: Context): Decision {
  const scene = caseSceneOf(world, ctx, 'evidence:add', id);
  if (!isScene(scene)) return scene;
  if (scene.state.case.status === 'closed') return refuse('case_closed', { case: id });
  return done(onCase(scene.state, 'document:added', { document, type, bytes, digest, ...(kind === undefined ? {} : { kind }) }));
}
