import { must } from '../../../shared/assert.ts';
import { startsOf } from '../../../shared/journey/engine/start.ts';
import { adHocChoices, waitsFor } from '../../../shared/journey/engine/read-state.ts';
import type { Field, Fields } from '../../../shared/journey/orchestrated/field.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import { seededRandom } from '../../demo/random.ts';
import { nameOf } from './open-effects.ts';
import { Play } from './scenario.ts';

type FormData = Parameters<Play['completes']>[1];

/** Good news is more often: lists begin with it. */
const likely = <T>(draw: () => number, of: readonly T[]): T => (draw() < 0.5 ? must(of[0], 'there is something to pick') : pick(draw, of));
const pick = <T>(draw: () => number, of: readonly T[]): T => must(of[Math.floor(draw() * of.length)], 'there is something to pick');

function valueFor({ type, choices = ['one', 'two'], minimum = 0, maximum = 10 ** (type === 'amount' ? 7 : 1) }: Field, draw: () => number): NonNullable<FormData>[string] {
  switch (type) {
    case 'number':
    case 'amount':
      return Math.floor(minimum + draw() * (maximum - minimum + 1));
    case 'yesNo':
      return draw() < 0.7;
    case 'code':
      return likely(draw, choices);
    case 'codes':
      return choices.filter(() => draw() < 0.5);
    case 'date':
      return `2026-0${String(1 + Math.floor(draw() * 9))}-15`;
    case 'reference':
      return `ref-${String(Math.floor(draw() * 1000))}`;
    default:
      return 'A text';
  }
}

function fill(fields: Fields | undefined, draw: () => number): NonNullable<FormData> {
  return Object.fromEntries(Object.entries(fields ?? {}).flatMap(([name, field]) => (field.required === true || draw() < 0.7 ? [[name, valueFor(field, draw)]] : [])));
}

const answers: Readonly<Record<string, (draw: () => number) => Record<string, unknown>>> = {
  'kyc.identify': (draw) => ({ result: likely(draw, ['verified', 'review', 'rejected']), score: Math.floor(draw() * 1000) }),
  'aml.screen': (draw) => ({ result: likely(draw, ['clear', 'review', 'hit']), hits: 1 }),
  'aml.assessTransfer': (draw) => ({ result: likely(draw, ['clear', 'review', 'stop']), score: Math.floor(draw() * 1000) }),
  'bureau.report': (draw) => ({ score: 400 + Math.floor(draw() * 600), band: pick(draw, ['A', 'C', 'E']), debtMinor: 0, currency: 'EUR', defaults: likely(draw, [0, 1, 2]) }),
  'cards.order': () => ({ card: 'card-1' }),
  'cards.activate': () => ({ state: 'active' }),
  'cards.block': () => ({ state: 'blocked' }),
  'cards.status': (draw) => ({ state: likely(draw, ['inactive', 'active']), uses: 0 }),
  'cards.dispute': (draw) => ({ dispute: 'd-1', result: pick(draw, ['accepted', 'evidenceNeeded', 'refused']) }),
  'core.openAccount': () => ({ account: 'acc-1', iban: 'NL00TEST0000000001' }),
  'core.closeAccount': () => ({ state: 'closed' }),
  'core.disburse': () => ({ booking: 'b-1' }),
  'core.refund': () => ({ booking: 'b-1' }),
  'core.collect': (draw) => ({ result: likely(draw, ['noFunds', 'collected', 'noMandate']) }),
  'core.holdTransfer': () => ({ state: 'held' }),
  'core.releaseTransfer': () => ({ state: 'released' }),
  'core.rejectTransfer': () => ({ state: 'rejected' }),
  'messages.send': () => ({ message: 'm-1', state: 'accepted' }),
  'payments-one.quote': (draw) => ({ available: draw() < 0.6, feeMinor: Math.floor(draw() * 100) }),
  'payments-one.pay': (draw) => ({ payment: 'p-1', state: pick(draw, ['settled', 'pending']), feeMinor: 1 }),
};

const answerOf = (name: string): ((draw: () => number) => Record<string, unknown>) => must(answers[name.replace('payments-two', 'payments-one')], `it is known how ${name} answers`);

/**
 * Plays one case with whatever could happen next, drawn from the seed: staff, systems that answer or fail, messages that are waited for
 * and time. Returns the play; it stops when the case is closed or after so many moves.
 */
export function walk(journey: Journey, seed: number, moves: number): Play {
  const draw = seededRandom(seed).next;
  const play = new Play(journey);
  const begins = startsOf(journey.process).flatMap(({ triggers }) => triggers.flatMap((trigger) => (trigger.on === 'message' ? [trigger.name] : [])));
  if (draw() < 0.5) play.opens(fill(journey.file.start, draw), { by: 'elif' });
  else {
    const name = pick(draw, begins);
    play.message(name, fill(journey.file.messages?.[name]?.fields, draw));
  }
  for (let move = 0; move < moves && play.refusal === undefined && play.bank.row.status === 'open'; move += 1) {
    play.exceptions = [];
    const { work } = play.bank;
    const { process } = play.bank.row;
    const tokens = new Set(process?.tokens.map(({ id }) => id));
    const messages = process === undefined ? [] : waitsFor(process).filter(({ on }) => on === 'message');
    // What may come at any time comes rarely, or it would end nearly every case.
    const awaited = messages.filter(({ holder }) => draw() < 0.03 || tokens.has(holder));
    const open = play.effects.filter(({ ref }) => ref !== undefined);
    const optional = process === undefined ? [] : adHocChoices(journey.process, process);
    const chance = draw();
    if (open.length > 0 && chance < 0.5) {
      const name = nameOf(pick(draw, open));
      if (draw() < 0.8) play.answers(name, answerOf(name)(draw));
      else play.fails(name, pick(draw, ['connector_down', 'connector_wrong_answer', 'connector_refused', 'effect_unknown']));
    } else if (optional.length > 0 && chance < 0.6) play.adds(pick(draw, optional).activity, 'elif');
    else if (work.length > 0 && chance < 0.75) {
      const task = pick(draw, work);
      play.completes(task.activity, fill(journey.file.forms?.[task.form ?? '']?.fields, draw));
    } else if (awaited.length > 0 && chance < 0.85) {
      const { name } = pick(draw, awaited);
      play.message(name, fill(journey.file.messages?.[name]?.fields, draw));
    } else play.passes(pick(draw, ['PT20M', 'PT5H', 'P2D', 'P6D']));
  }
  return play;
}
