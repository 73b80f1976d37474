import * as z from 'zod/mini';
import { rowKindSchema, rowSchema } from '../../shared/contract/changes.ts';
import { mostOfflineText } from '../../shared/contract/ipc.ts';
import { caseSheetSchema } from '../../shared/contract/rest-case.ts';
import type { CaseSheet } from '../../shared/contract/rest-case.ts';
import type { ScopeState } from '../../shared/sync/apply.ts';
import { emptyScope } from '../../shared/sync/apply.ts';

const noteSchema = z.object({ case: z.string(), text: z.string() });
const draftSchema = z.object({
  place: z.object({ case: z.string(), task: z.string(), fence: z.int(), field: z.string() }),
  text: z.string(), typed: z.string(), saved: z.exactOptional(z.string()), version: z.int(), base: z.exactOptional(z.string()), isClashing: z.boolean(),
});
const copySchema = z.object({
  v: z.literal(1),
  person: z.string(),
  /** The server's time when it was last heard. */
  heardAt: z.int(),
  notes: z.record(z.string(), noteSchema),
  drafts: z.record(z.string(), draftSchema),
  scopes: z.array(z.object({ scope: z.string(), logId: z.string(), seq: z.int(), rows: z.array(z.object({ kind: rowKindSchema, row: rowSchema })) })),
  sheets: z.array(z.unknown()),
});
export type OfflineCopy = Omit<z.infer<typeof copySchema>, 'sheets'> & { readonly sheets: readonly CaseSheet[] };

/** What of a desk is worth having without a connection. */
export interface Keepable {
  readonly person: string;
  readonly heardAt: number;
  readonly notes: OfflineCopy['notes'];
  readonly drafts: OfflineCopy['drafts'];
  readonly scopes: Readonly<Record<string, ScopeState>>;
  readonly sheets: readonly CaseSheet[];
}

/** Own writing first, then what was opened, then lists; a scope that does not fit any more is left out. */
const rank = (scope: string): number => (scope === 'me' ? 0 : scope.startsWith('case:') ? 1 : scope.startsWith('customer:') ? 2 : 3);

/** The copy as a text of at most `most` characters. What was written and is not on the server is in it in any case. */
export function writeCopy({ scopes, sheets, ...rest }: Keepable, most = mostOfflineText): string {
  const parts = [
    ...Object.entries(scopes).sort(([a], [b]) => rank(a) - rank(b)).filter(([, { seq }]) => seq >= 0)
      .map(([scope, { logId, seq, rows }]) => ({ is: 'scopes' as const, text: JSON.stringify({ scope, logId, seq, rows: [...rows.values()] }) })),
    ...sheets.map((sheet) => ({ is: 'sheets' as const, text: JSON.stringify(sheet) })),
  ];
  const kept = { scopes: [] as string[], sheets: [] as string[] };
  const head = JSON.stringify({ v: 1, ...rest });
  let left = most - head.length - 32;
  for (const { is, text } of parts) {
    if (text.length + 1 > left) continue;
    left -= text.length + 1;
    kept[is].push(text);
  }
  return `${head.slice(0, -1)},"scopes":[${kept.scopes.join(',')}],"sheets":[${kept.sheets.join(',')}]}`;
}

/** The copy of this person, or undefined: another version's or another person's is none. */
export function readCopy(text: string, person: string): OfflineCopy | undefined {
  try {
    const parsed = copySchema.safeParse(JSON.parse(text));
    if (!parsed.success || parsed.data.person !== person) return undefined;
    // A sheet of another version is left out; what was written is worth more than it.
    const sheets = parsed.data.sheets.flatMap((sheet) => {
      const one = caseSheetSchema.safeParse(sheet);
      return one.success ? [one.data] : [];
    });
    return { ...parsed.data, sheets };
  } catch {
    return undefined;
  }
}

/** The rows of a scope as a connection takes them back. */
export const stateOf = ({ logId, seq, rows }: OfflineCopy['scopes'][number]): ScopeState =>
  ({ ...emptyScope, logId, seq, rows: new Map(rows.map((held) => [`${held.kind} ${held.row.id}`, held])) });
