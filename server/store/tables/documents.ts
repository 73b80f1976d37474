import type { Queryable } from '../queryable.ts';

/** A document without its content; `holder` is whose key its chunks are sealed with. */
export interface DocumentRow {
  readonly id: string;
  readonly case: string;
  readonly holder: string;
  readonly type: string;
  readonly bytes: number;
  readonly chunks: number;
}

/** What a sealed chunk is bound to: its document and its place in it. */
export const chunkPlace = (document: string, n: number): string => `${document} ${String(n)}`;

/** Begins a document whose chunks follow. */
export async function beginDocument(db: Queryable, { id, case: caseId, holder, type }: Omit<DocumentRow, 'bytes' | 'chunks'>, at: number): Promise<void> {
  await db.query({
    name: 'document-begin',
    text: 'insert into documents (id, case_id, holder, type, bytes, chunks, begun_at) values ($1, $2, $3, $4, 0, 0, $5)',
    values: [id, caseId, holder, type, at],
  });
}

export async function putChunk(db: Queryable, document: string, n: number, sealed: Buffer): Promise<void> {
  await db.query({ name: 'document-chunk-put', text: 'insert into document_chunks (document, n, sealed) values ($1, $2, $3)', values: [document, n, sealed] });
}

/** All chunks are there. */
export async function completeDocument(db: Queryable, document: string, bytes: number, chunks: number): Promise<void> {
  await db.query({ name: 'document-complete', text: 'update documents set bytes = $2, chunks = $3 where id = $1', values: [document, bytes, chunks] });
}

/** Its entry is in the log. */
export async function confirmDocument(db: Queryable, document: string, at: number): Promise<void> {
  await db.query({ name: 'document-confirm', text: 'update documents set added_at = $2 where id = $1', values: [document, at] });
}

/** Takes it away with its chunks. */
export async function dropDocument(db: Queryable, document: string): Promise<void> {
  await db.query({ name: 'document-drop', text: 'with chunks as (delete from document_chunks where document = $1) delete from documents where id = $1', values: [document] });
}

/** Of uploads that something stopped before then: those that the log knows stay, the others go. */
export async function settleDocuments(db: Queryable, before: number): Promise<void> {
  await db.query({
    name: 'documents-settle',
    text: `with left_over as (
        select id, begun_at, exists (select 1 from log where log.case_id = documents.case_id and kind = 'document:added' and log.body::jsonb->>'document' = documents.id) as is_known
        from documents where added_at is null and begun_at < $1),
      chunks as (delete from document_chunks using left_over where document = left_over.id and not is_known),
      kept as (update documents set added_at = left_over.begun_at from left_over where documents.id = left_over.id and is_known)
      delete from documents using left_over where documents.id = left_over.id and not is_known`,
    values: [before],
  });
}

/** A document that the log knows; undefined where there is none. */
export async function readDocument(db: Queryable, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await db.query<DocumentRow & Record<string, unknown>>({
    name: 'document-read',
    text: `select id, case_id as "case", holder, type, bytes, chunks from documents
      where id = $1 and exists (select 1 from log where log.case_id = documents.case_id and kind = 'document:added' and log.body::jsonb->>'document' = documents.id)`,
    values: [id],
  });
  return rows[0];
}

export async function readChunk(db: Queryable, document: string, n: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ sealed: Buffer }>({ name: 'document-chunk-read', text: 'select sealed from document_chunks where document = $1 and n = $2', values: [document, n] });
  return rows[0]?.sealed;
}
