import { hash } from 'node:crypto';
import { unreachable } from '../../shared/assert.ts';
import type { Channel } from '../../shared/model/case.ts';
import type { ReportedCall } from '../../shared/work/commands/call.ts';
import { decideCallEvent } from '../../shared/work/commands/call.ts';
import type { AnsweredDecision, MadeDecision } from '../../shared/work/commands/decision.ts';
import { decideAnswer, decideMade } from '../../shared/work/commands/decision.ts';
import type { SteppedModel } from '../../shared/work/commands/decision-model.ts';
import { decideStepped } from '../../shared/work/commands/decision-model.ts';
import type { StoredDocument } from '../../shared/work/commands/document.ts';
import { decideDocument } from '../../shared/work/commands/document.ts';
import { decideSilent } from '../../shared/work/commands/visit.ts';
import type { Revelation, Searched, Verification } from '../../shared/work/commands/verify.ts';
import { decideLeave, decideReveal, decideSearch, decideVerify } from '../../shared/work/commands/verify.ts';
import type { Context, Decision, Footprint, World } from '../../shared/work/world.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Input } from './input.ts';
import { systemInput } from './system-input.ts';

/** What HTTP puts in beside commands and events, as data: what it had to look up for them is looked up already. */
export type FrontOrder =
  | ({ readonly do: 'verify'; readonly commandId: string; readonly person: string } & Verification)
  | ({ readonly do: 'reveal'; readonly commandId: string; readonly person: string } & Revelation)
  | { readonly do: 'leave'; readonly id: string; readonly person: string; readonly customer: string }
  | ({ readonly do: 'search'; readonly id: string; readonly person: string } & Searched)
  | ({ readonly do: 'document'; readonly person: string } & StoredDocument)
  | { readonly do: 'decision'; readonly actor: string; readonly made: MadeDecision }
  | { readonly do: 'answer'; readonly id: string; readonly source: string; readonly answered: AnsweredDecision }
  | { readonly do: 'model'; readonly stepped: SteppedModel }
  | { readonly do: 'customerGone'; readonly id: string; readonly source: string; readonly case: string; readonly channel: Channel }
  | ({ readonly do: 'call'; readonly source: string } & ReportedCall);

type Frame = Pick<Input, 'id' | 'sender' | 'actor'>;

const ofPerson = (id: string, person: string): Frame => ({ id, sender: person, actor: person });

function make(frame: Frame, action: string, order: object, footprint: Footprint, decide: (world: World, ctx: Context) => Decision): Input {
  return { ...frame, lane: 'people', action, bodyHash: hash('sha256', canonicalJson(order), 'buffer').subarray(0, 16), footprint, decide };
}

/** Makes the input of an order. Somebody waits for each, on a call or at a screen, so all go with the people's. */
export function frontInput(order: FrontOrder): Input {
  switch (order.do) {
    // Its hash says whether the answers were right and nothing of what they were: they could be guessed from it.
    case 'verify':
      return make(ofPerson(`c:${order.commandId}`, order.person), 'customer:verify', order, { customers: [order.customer] }, (world, ctx) => decideVerify(world, order, ctx));
    case 'reveal': {
      const { reason: _, ...plain } = order;
      return make(ofPerson(`c:${order.commandId}`, order.person), 'customer:reveal', plain, { customers: [order.customer] }, (world, ctx) => decideReveal(world, order, ctx));
    }
    case 'leave':
      return make(ofPerson(`s:leave/${order.id}`, order.person), 'customer:leave', order, { customers: [order.customer] }, (world, ctx) => decideLeave(world, order.customer, 'signOut', ctx));
    case 'search':
      return make(ofPerson(`s:search/${order.id}`, order.person), 'customer:search', order, {}, (world, ctx) => decideSearch(world, order, ctx));
    case 'document':
      return make(ofPerson(`s:document/${order.document}`, order.person), 'evidence:add', order, { cases: [order.case] }, (world, ctx) => decideDocument(world, order, ctx));
    case 'decision': {
      const { actor, made } = order;
      // The receipt names all of it.
      return make(ofPerson(`s:decision/${made.body.receipt}`, actor), 'decision:ask', { receipt: made.body.receipt }, { customers: [made.customer] }, (world, ctx) => decideMade(world, made, ctx));
    }
    case 'answer': {
      const { source, id, answered } = order;
      const sender = `source:${source}`;
      return make({ id: `c:${source}/${id}`, sender, actor: sender }, 'decision:answer', answered, { customers: [answered.customer] }, (world, ctx) => decideAnswer(world, answered, ctx));
    }
    case 'model': {
      const { stepped } = order;
      // One step alone follows a step of an action: what was computed on an older one is a copy, and dropped.
      return systemInput({ id: `model/${stepped.action}/${stepped.after ?? 'start'}`, lane: 'timer', action: 'model:step', footprint: {}, decide: (_, ctx) => decideStepped(stepped, ctx) });
    }
    case 'customerGone': {
      const { id, case: of, channel } = order;
      return systemInput({ id: `visit/${id}`, lane: 'timer', action: 'customer:leave', footprint: { cases: [of] }, decide: (world) => decideSilent(world, of, channel) });
    }
    case 'call': {
      const { source, call, event, person } = order;
      const sender = `source:${source}`;
      // A call that was handed on is hung up at two extensions. Whom a number leads to may have changed between two copies of one event; it is the same event.
      return make({ id: `e:${source}/${call}/${event}/${person}`, sender, actor: sender }, `call:${event}`, { call, event, person }, { people: [person] }, (world, ctx) => decideCallEvent(world, order, ctx));
    }
    default:
      return unreachable(order);
  }
}
