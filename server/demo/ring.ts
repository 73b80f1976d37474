import type { CallEvent } from '../../shared/contract/rest-case.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { frontInput } from '../desk/front-input.ts';
import { reportedCall, telephonySource } from '../intake/telephony.ts';
import type { Loop } from '../loop.ts';
import { readCall } from '../queries/call-card.ts';
import { openValue } from '../store/keys/seal.ts';
import { newestFields } from '../store/reads/sheet.ts';

export const ringCommands = ['ring', 'answer', 'hangup'] as const;

export interface Rung {
  readonly ok: true;
  readonly call: string;
  readonly event: CallEvent['event'];
  /** How many customers the number may be. */
  readonly candidates: number;
}

/**
 * A telephone of the demo bank: `ring PERSON [NUMBER|CUSTOMER]` (withheld without), `answer PERSON`, `hangup PERSON`, as the telephone
 * system reports it. Refused with `call_gone` where nothing rings, `not_found` for an unknown person.
 */
export async function ringCommand(loop: Loop, [what, person = '', who]: readonly string[]): Promise<Rung | Refusal> {
  const { db, keys, desk, clock } = loop;
  const mine = what === 'ring' ? undefined : await readCall(db, person);
  if (what !== 'ring' && !mine) return refuse('call_gone', { person });
  const event = what === 'ring' ? 'ring' : what === 'answer' ? 'answer' : 'hangUp';
  const call = mine?.id ?? `call-${String(clock.now())}`;
  const reported = await reportedCall(db, keys, { call, event, extension: person, number: who === undefined ? null : await numberOf(loop, who) });
  const answer = await desk.submit(frontInput({ do: 'call', source: telephonySource, ...reported }));
  return answer.ok ? { ok: true, call, event, candidates: reported.candidates.length } : answer;
}

/** The number of a customer of the demo bank, or the number itself. */
async function numberOf({ db, keys }: Loop, who: string): Promise<string> {
  if (!who.startsWith('cu-')) return who;
  const [phone] = await newestFields(db, [who], ['phone']);
  return phone ? openValue(keys.peek([who]).get(who), phone.value, phone.id) : '';
}
