import type { EntryDraft } from '../../contract/entries.ts';
import type { CaseState, Channel } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import { evolveCase } from '../../work/evolve-case.ts';
import type { Context, Decided, Needs, OpenCase, World } from '../../work/world.ts';
import type { Stimulus } from '../engine/stimulus.ts';
import { advance } from './advance.ts';
import { givenBy } from './implied.ts';
import { keyOfOnce } from './journey-file.ts';
import type { Journey } from './journey.ts';
import { flagSameProduct } from './same-product.ts';

/** A case to be opened, and what starts its process. */
export interface NewCase {
  readonly id: string;
  readonly party: { readonly source: string; readonly key: string };
  readonly channel?: Channel | undefined;
  readonly customer?: string | undefined;
  /** The customer's open cases. */
  readonly others?: readonly OpenCase[] | undefined;
  /** Who opens it: their team keeps it in view. The journey's own team where a channel does. */
  readonly by?: { readonly team: string; readonly branch?: string | undefined };
  /** Of the customer: where nobody at a desk opened it, their branch has it in view. */
  readonly branch?: string | undefined;
  readonly stimulus: Extract<Stimulus, { type: 'start' }>;
  /** When it happened by its source. */
  readonly at?: number;
  /** As in `Cause`. */
  readonly hops?: number | undefined;
}

/** Opens a case in the newest version of its journey and moves it to where it first waits. Refused as `step` refuses, and `field_invalid` where its key is not what there may be only one case of. */
export function openCase(journey: Journey, given: NewCase, ctx: Context): Decided | Refusal {
  const { file } = journey;
  const { id, party, channel, customer, by, stimulus } = given;
  const at = given.at ?? ctx.now;
  const once = keyOfOnce(file, stimulus.payload ?? stimulus.data);
  if (once !== undefined && once !== party.key) return refuse('field_invalid', { field: 'subject', because: 'once' });
  const branch = by?.branch ?? given.branch;
  const about = { subject: `case:${id}`, case: id, at } as const;
  const opened: EntryDraft<'case:opened'> = {
    kind: 'case:opened', ...about,
    body: {
      journey: file.journey, journeyVersion: file.version, party, team: by?.team ?? file.team, stage: file.stages[0] ?? '', armed: true,
      ...(branch === undefined ? {} : { branch }),
      ...(channel === undefined ? {} : { channel }),
    },
  };
  const identified: EntryDraft[] = customer === undefined ? [] : [{ kind: 'case:identified', ...about, customer, body: { customer, evidence: 'given' } }];
  let state: CaseState | undefined;
  for (const draft of [opened, ...identified]) state = evolveCase(state, { ...draft, at, recordedAt: ctx.now, actor: ctx.actor } as Parameters<typeof evolveCase>[1]);
  if (state === undefined) throw new Error('Bug: a case that was opened is there');
  const data = { ...stimulus.data, ...givenBy(state.case) };
  const moved = advance(journey, state, { ...stimulus, data }, { on: 'start', hops: given.hops }, ctx);
  if (isRefusal(moved)) return moved;
  const flagged = flagSameProduct({ ...about, ...(customer === undefined ? {} : { customer }) }, file.journey, given.others ?? [], ctx);
  return { ...moved, entries: [opened, ...identified, ...flagged, ...moved.entries] };
}

/** The same for a customer whom nobody at a desk has asked: known where the bank has them. */
export function openFor(journey: Journey, world: World, { customer, ...given }: Omit<NewCase, 'others' | 'by' | 'branch'>, ctx: Context): Decided | Refusal | Needs {
  if (customer === undefined) return openCase(journey, given, ctx);
  const party = world.customer(customer);
  const others = world.openCasesOf(customer);
  if (party === undefined || others === undefined) return { needs: { cases: [given.id], openCasesOf: [customer] } };
  const isKnown = party !== null && party.erasedAt === undefined;
  return openCase(journey, { ...given, customer: isKnown ? customer : undefined, others, branch: isKnown ? party.branch : undefined }, ctx);
}
