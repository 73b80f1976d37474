import type { callEvents } from '../../contract/rest-case.ts';
import type { EntryDraft, EntryKind } from '../../contract/entries.ts';
import type { Call, numberMatches } from '../../model/call.ts';
import type { Person } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import type { Timer } from '../timers.ts';
import type { Context, Decision, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf, caseSceneOf, isScene, onCase, stallFrom } from './rule.ts';
import { endOfVerification } from './verify.ts';

/** What the telephone system said, with whom the number may be; the number itself is left behind. */
export interface ReportedCall {
  readonly call: string;
  readonly event: (typeof callEvents)[number];
  readonly person: string;
  readonly how: (typeof numberMatches)[number];
  readonly candidates: readonly string[];
  readonly line?: string;
}

export function onCall<K extends EntryKind>(person: string, call: Pick<Call, 'customer'>, kind: K, body: EntryDraft<K>['body']): EntryDraft {
  const { customer } = call;
  return { kind, subject: `person:${person}`, ...(customer === undefined ? {} : { customer }), body } as EntryDraft;
}

/** The call is over, and with it what the agent knew of who called: the next caller is somebody else until they are verified. */
export function wrappedUp(world: World, person: string, call: Call, outcome: string, ctx: Context): readonly EntryDraft[] | Needs {
  const ended = call.customer === undefined ? [] : endOfVerification(world, call.customer, person, 'call', ctx.now);
  return 'needs' in ended ? ended : [onCall(person, call, 'call:wrappedUp', { call: call.id, outcome }), ...ended];
}

/** The locked person at the extension: a member of staff. */
function atExtension(world: World, id: string): Person | Refusal | Needs {
  const person = world.person(id);
  if (person === undefined) return { needs: { people: [id] } };
  if (person === null || person.role === 'observed' || person.role === 'aiColleague') return refuse('not_found', { person: id });
  return person;
}

/**
 * A call rings, is answered or ends at an extension. One extension has one call: a new one takes the place of what was left of the last.
 * Refused with `call_gone` where another call is there, or none. Nobody's availability changes by it.
 */
export function decideCallEvent(world: World, reported: ReportedCall, ctx: Context): Decision {
  const person = atExtension(world, reported.person);
  if ('needs' in person || 'ok' in person) return person;
  const { id, call: before } = person;
  if (reported.event === 'ring') return rings(world, id, before, reported, ctx);
  if (before?.id !== reported.call) return refuse('call_gone', { call: reported.call });
  return reported.event === 'answer' ? answered(id, before) : hungUp(id, before, ctx);
}

function rings(world: World, person: string, before: Call | undefined, { call, how, candidates, line }: ReportedCall, ctx: Context): Decision {
  if (before?.id === call) return done();
  const [only] = candidates;
  // A number that one customer has is a guess, and it is not verified by being right.
  const guess = how === 'number' && only !== undefined ? { customer: only } : {};
  const rang = onCall(person, guess, 'call:rang', {
    call, how, candidates: [...candidates], ...guess, ...(line === undefined ? {} : { line }), endsAt: ctx.now + ctx.settings.ringMs,
  });
  if (!before) return done(rang);
  const over = wrappedUp(world, person, before, 'replaced', ctx);
  return 'needs' in over ? over : done(...over, rang);
}

/** What is due of a call: a ringing one was missed, wrap-up is over. */
export function callRunsOut(world: World, timer: Timer, ctx: Context): Decision {
  const id = timer.case.slice('person:'.length);
  const person = world.person(id);
  if (person === undefined) return { needs: { people: [id] } };
  const call = person?.call;
  if (!call || call.id !== timer.body.ref || call.endsAt === undefined || call.endsAt > ctx.now) return done();
  if (call.state === 'ringing') return done(onCall(id, call, 'call:ended', { call: call.id }));
  const over = wrappedUp(world, id, call, 'none', ctx);
  return 'needs' in over ? over : done(...over);
}

type Kind = 'call:answer' | 'call:hangUp' | 'call:choose' | 'call:wrapUp';

/** The actor's own call. */
function ownCall(world: World, ctx: Context, action: Kind, call: string): { person: Person; call: Call } | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const person = world.person(actor.id);
  if (person === undefined) return { needs: { people: [actor.id] } };
  const refused = can(actor, action, { owner: actor.id });
  if (refused) return refused;
  return person?.call?.id === call ? { person, call: person.call } : refuse('call_gone', { call });
}

/** What the agent does on screen counts as what the telephone system reports, which may report it too. */
function answered(person: string, call: Call): Decision {
  return call.state === 'ringing' ? done(onCall(person, call, 'call:answered', { call: call.id })) : done();
}
function hungUp(person: string, call: Call, ctx: Context): Decision {
  if (call.state === 'wrapUp') return done();
  const endsAt = call.state === 'onCall' ? { endsAt: ctx.now + ctx.settings.wrapUpMs } : {};
  return done(onCall(person, call, 'call:ended', { call: call.id, ...endsAt }));
}

export const callRules: Rules<Kind> = {
  'call:answer': {
    footprint: (_, actor) => ({ people: [actor] }),
    decide: (world, { call: id }, ctx) => {
      const own = ownCall(world, ctx, 'call:answer', id);
      return 'needs' in own || 'ok' in own ? own : answered(own.person.id, own.call);
    },
  },
  'call:hangUp': {
    footprint: (_, actor) => ({ people: [actor] }),
    decide: (world, { call: id }, ctx) => {
      const own = ownCall(world, ctx, 'call:hangUp', id);
      return 'needs' in own || 'ok' in own ? own : hungUp(own.person.id, own.call, ctx);
    },
  },
  'call:choose': {
    footprint: ({ customer }, actor) => ({ people: [actor], customers: [customer] }),
    decide: (world, { call: id, customer }, ctx) => {
      const own = ownCall(world, ctx, 'call:choose', id);
      if ('needs' in own || 'ok' in own) return own;
      const found = world.customer(customer);
      if (found === undefined) return { needs: { customers: [customer] } };
      if (found === null || found.erasedAt !== undefined) return refuse('not_found', { customer });
      // Who was verified before as somebody else was not the one who calls.
      const { customer: before } = own.call;
      const ended = before === undefined || before === customer ? [] : endOfVerification(world, before, own.person.id, 'call', ctx.now);
      return 'needs' in ended ? ended : done(onCall(own.person.id, { customer }, 'call:chosen', { call: id, customer }), ...ended);
    },
  },
  'call:wrapUp': {
    footprint: ({ case: of }, actor) => ({ people: [actor], ...(of === undefined ? {} : { cases: [of] }) }),
    decide: (world, { call: id, outcome, case: of }, ctx) => {
      const own = ownCall(world, ctx, 'call:wrapUp', id);
      if ('needs' in own || 'ok' in own) return own;
      if (own.call.state !== 'wrapUp') return refuse('call_not_over', { call: id });
      const ended = wrappedUp(world, own.person.id, own.call, outcome, ctx);
      if ('needs' in ended) return ended;
      if (of === undefined) return done(...ended);
      const scene = caseSceneOf(world, ctx, 'contact:record', of);
      if (!isScene(scene)) return scene;
      return done(...ended, onCase(scene.state, 'contact:made', { channel: 'phone', ...stallFrom(scene.state, undefined, ctx) }));
    },
  },
};
