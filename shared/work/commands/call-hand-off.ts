import type { EntryDraft } from '../../contract/entries.ts';
import type { Call } from '../../model/call.ts';
import type { HandOff } from '../../model/hand-off.ts';
import type { Person } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import { meetsCustomers, verifiedUntil } from '../../policy/may-see.ts';
import type { OnEffectResult } from '../effects/decide-result.ts';
import type { EffectResult } from '../effects/result.ts';
import { lacksSkill } from '../routing.ts';
import type { Context, Decision, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import { onCall, wrappedUp } from './call.ts';
import type { Scene } from './rule.ts';
import { nextOf, onTask, stallFrom } from './rule.ts';

/** Whether somebody could take a caller now: they meet customers, are available, and nobody is on their line. */
const isVoiceFree = ({ role, availability, call }: Person): boolean => meetsCustomers(role) && availability === 'available' && call === undefined;

/** A caller is handed only to who knows the work and takes calls, with the line free; where not, it is refused and names them. */
export function cannotTakeCall({ task, state }: Pick<Scene, 'task' | 'state'>, to: Person): Refusal | undefined {
  const params = { case: state.case.id, task: task.id, person: to.id };
  if (!isVoiceFree(to)) return refuse('receiver_on_call', params, 'work.voice');
  const skill = lacksSkill(task.needs?.skills, to.skills);
  return skill === undefined ? undefined : refuse('skill_needed', { ...params, skill }, 'work.skill');
}

/** The call with which a hand-off may be offered is one's own, answered, and with the customer of the case. */
export function callToHandOff(world: World, { actor, state }: Scene, id: string): Refusal | Needs | undefined {
  const me = world.person(actor.id);
  if (me === undefined) return { needs: { people: [actor.id] } };
  const call = answeredCall(me, id);
  return call === undefined || call.customer !== state.case.customer ? refuse('call_gone', { case: state.case.id, call: id }) : undefined;
}

const answeredCall = (person: Person | null | undefined, id: string): Call | undefined => (person?.call?.id === id && person.call.state === 'onCall' ? person.call : undefined);

/**
 * The receiver says yes: the telephone system is told to move the voice, and nobody's work has moved yet.
 * Undefined where the caller has hung up meanwhile: then it is a hand-off as any other.
 */
export function takenWithCall(world: World, scene: Scene, handOff: HandOff, me: Person, ctx: Context): Decision | undefined {
  const { from, call: id } = handOff;
  if (id === undefined) return undefined;
  const sender = world.person(from);
  if (sender === undefined) return { needs: { people: [from] } };
  if (answeredCall(sender, id) === undefined) return undefined;
  const unable = cannotTakeCall(scene, me);
  if (unable) return unable;
  const { state, task } = scene;
  const taken = onTask(state, task.id, 'handOff:taken', { handOff: handOff.id, by: me.id, expiresAt: ctx.now + ctx.settings.callHandOffMs, version: task.version + 1 });
  const order = {
    connector: telephony, operation: 'transfer', case: state.case.id, body: { call: id, from, to: me.id },
    ref: [handOff.id, id, from, me.id].join(' '), tries: 2, timeoutMs: 5000, patienceMs: Math.round(ctx.settings.callHandOffMs / 2),
  };
  return { ...done(taken), effects: [order] };
}

export const telephony = 'telephony';

/** What the telephone system did with the order: the voice has moved and with it the call and the work, or all is with the sender as before. */
export const onTransferResult: OnEffectResult = (result) => (world, ctx) => {
  const state = world.case(result.case);
  if (state === undefined) return { needs: { cases: [result.case] } };
  const [id = '', call = '', from = '', to = ''] = (result.ref ?? '').split(' ');
  const task = state?.tasks.find(({ handOff }) => handOff?.id === id);
  const moved = result.outcome.ok ? movedCall(world, { call, from, to, of: result.case }, ctx) : [];
  if ('needs' in moved) return moved;
  const known = world.person(to);
  if (!state || !task || known === null) return { ...done(...moved), isCaught: true };
  // A yes whose caller could not be moved is no yes: the work stays where the caller is.
  const work = result.outcome.ok
    ? onTask(state, task.id, 'handOff:accepted', { handOff: id, by: to, ...nextOf(task, task.handOff?.because ?? ''), ...stallFrom(state, task, ctx) })
    : onTask(state, task.id, 'handOff:ended', { handOff: id, how: 'notMoved', version: task.version + 1 });
  return { ...done(...moved, work), isCaught: true };
};

export const isTransfer = ({ connector, operation }: Pick<EffectResult, 'connector' | 'operation'>): boolean => connector === telephony && operation === 'transfer';

/** The call is the receiver's, who does not ask again who calls; the sender has their wrap-up. */
function movedCall(world: World, { call: id, from, to, of }: { call: string; from: string; to: string; of: string }, ctx: Context): readonly EntryDraft[] | Needs {
  const [sender, receiver] = [world.person(from), world.person(to)];
  if (sender === undefined || receiver === undefined) return { needs: { people: [from, to] } };
  const call = answeredCall(sender, id);
  if (call === undefined || receiver === null) return [];
  // Whatever rang there meanwhile has lost its line.
  const replaced = receiver.call === undefined ? [] : wrappedUp(world, to, receiver.call, 'replaced', ctx);
  if ('needs' in replaced) return replaced;
  const { how, candidates, customer, line } = call;
  const found = customer === undefined ? null : world.customer(customer);
  if (found === undefined) return { needs: { customers: [customer ?? ''] } };
  const known = { ...(customer === undefined ? {} : { customer }), ...(line === undefined ? {} : { line }) };
  const until = found === null ? undefined : verifiedUntil({ person: { id: from }, customer: found, now: ctx.now });
  return [
    ...replaced,
    onCall(from, call, 'call:ended', { call: id, endsAt: ctx.now + ctx.settings.wrapUpMs, movedTo: to }),
    onCall(to, call, 'call:moved', { call: id, from, how, candidates: [...candidates], ...known }),
    ...(until === undefined || found === null ? [] : [{ kind: 'customer:verified', subject: `customer:${found.id}`, customer: found.id, body: { method: 'handOff', until, case: of, person: to } } as EntryDraft]),
  ];
}
