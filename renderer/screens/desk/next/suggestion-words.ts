import { textName } from '../../../../shared/decision/action/rests.ts';
import type { Desk } from '../../../desk.ts';
import type { Say } from '../../../store/texts.ts';
import type { NextItem, Suggestion } from './next-items.ts';
import type { StepWords } from './step-words.ts';
import { stepWords } from './step-words.ts';
import type { Words } from './words.ts';
import { capital, sayCode } from './words.ts';

/** Reasons that every action has; they explain nothing. */
const plain = new Set(['prior', 'base']);
const mostReasons = 2;
export const saysMore = ({ id }: { readonly id: string }): boolean => !plain.has(id);

export interface ItemWords extends StepWords {
  /** What to say to the customer. */
  readonly say?: string;
  /** What must be read out before it may be accepted, and the version of that text. */
  readonly disclosure?: { readonly text: string; readonly version: string };
}

/** What moved a suggestion most, in words, the strongest first. */
function reasonsOf(say: Say, { factors }: Pick<Suggestion, 'factors'>): string[] {
  const all = [factors.propensity, factors.context, factors.value, factors.lever].flatMap(({ because }) => because.filter(saysMore));
  const names = all.toSorted((a, b) => Math.abs(Math.log(b.effect)) - Math.abs(Math.log(a.effect))).map(({ id }) => sayCode(say, 'because', id));
  return [...new Set(names)];
}

export const actionName = (say: Say, action: string): string => sayCode(say, 'suggestion', `${action}.name`);
/** What a gate says is wrong, or what a change does; those that every action has of its own say the same for all. */
export const gateText = (say: Say, gate: string): string => sayCode(say, 'gate', textName(gate));
export const changeText = (say: Say, change: string): string => sayCode(say, 'change', textName(change));

/** An item of the card in words. */
export function itemWords(desk: Desk, words: Words, caseId: string, { step, suggestion }: NextItem): ItemWords {
  const own = step && stepWords(desk, words, caseId, step);
  if (!suggestion) return own ?? { title: '', because: '' };
  const { say } = words;
  const { action, does, disclosure } = suggestion;
  const reasons = capital(reasonsOf(say, suggestion).slice(0, mostReasons).join('; '));
  return {
    title: actionName(say, action),
    because: [step?.do === 'scan' ? own?.because : own?.title, reasons].flatMap((text) => (text === undefined || text === '' ? [] : text.replace(/\.$/, ''))).join('. '),
    act: own?.act ?? say(`decision.act.${does?.kind ?? 'say'}`),
    say: say(`suggestion.${action}.say`),
    ...(disclosure === undefined ? {} : { disclosure: { text: say(`disclosure.${disclosure.id}.v${disclosure.version}`), version: disclosure.version } }),
  };
}
