import { caseRoutes } from '../../shared/contract/rest-case.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { can } from '../../shared/policy/can.ts';
import { maySee } from '../../shared/policy/may-see.ts';
import { maxDocumentBytes, uploadDocument } from '../intake/document-upload.ts';
import { fileName, openDocument } from '../queries/document.ts';
import { readSeenCase } from '../queries/seen-case.ts';
import { confirmDocument, dropDocument, readDocument, settleDocuments } from '../store/tables/documents.ts';
import { notFound, readAs } from './reading.ts';
import type { Bind, RouteParts } from './route-parts.ts';
import { Tickets } from './tickets.ts';

/** What an upload may take before it counts as stopped. */
const uploadMs = 3_600_000;

/** Documents: uploaded by staff, downloaded for a ticket, never opened here. */
export function bindDocumentRoutes(route: Bind, { db, keys, clock, directory, customerReads, door, newId }: RouteParts): void {
  const reading = readAs(directory);
  const tickets = new Tickets(clock);

  route(
    caseRoutes.addDocument,
    (call) =>
      reading(call, async (reader, person) => {
        const seen = await readSeenCase(db, reader, call.params['id'] ?? '', person, clock.now());
        if (!seen) return notFound;
        const { state, looking } = seen;
        const { team, branch, id: caseId, customer } = state.case;
        // Asked again where it is decided; here so that nobody fills the store who may not.
        const refused = can(person, 'evidence:add', { owner: looking.holdsTask ? person.id : undefined, team, branch });
        if (refused) return refused;
        if (state.case.status === 'closed') return { ok: false, code: 'case_closed' };
        if (customer !== undefined && seen.customer?.erasedAt !== undefined) return notFound;
        await settleDocuments(db, clock.now() - uploadMs);
        const document = newId('d');
        const stored = await uploadDocument({ db, keys }, { id: document, case: caseId, holder: customer ?? caseId }, call.body as AsyncIterable<Buffer>, clock.now());
        if (isRefusal(stored)) return stored;
        const { type, bytes, digest } = stored;
        const { kind } = call.query;
        const answer = await door.order({ do: 'document', person: person.id, case: caseId, document, type, bytes, digest, ...(kind === undefined ? {} : { kind }) });
        if (!answer.ok) {
          await dropDocument(db, document);
          return answer;
        }
        await confirmDocument(db, document, clock.now());
        return { send: { document, type, bytes } };
      }),
    { maxBytes: maxDocumentBytes },
  );
  route(caseRoutes.issueTicket, (call) =>
    reading(call, async (reader, person) => {
      const document = await readDocument(db, call.params['id'] ?? '');
      const seen = document && (await readSeenCase(db, reader, document.case, person, clock.now()));
      if (!document || !seen) return notFound;
      const refused = can(person, 'customer:read', {});
      if (refused) return refused;
      if (!maySee(seen.looking)) return { ok: false, code: 'not_verified' };
      const read = seen.customer ? await customerReads.record(person, seen.customer.id) : undefined;
      return read ?? { send: tickets.issue(document.id) };
    }),
  );
  route(caseRoutes.getDocument, async ({ params, query }) => {
    const id = params['id'] ?? '';
    const document = tickets.redeem(query['ticket'] ?? '', id) ? await readDocument(db, id) : undefined;
    if (!document || keys.peek([document.holder]).size === 0) return notFound;
    return { file: { name: fileName(document), type: document.type, bytes: document.bytes, content: openDocument(db, keys, document) } };
  });
}
