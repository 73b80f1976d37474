import type { TriggerDefinition } from '../process.ts';
import { isTimerText } from './durations.ts';
import { Defects, quoted } from './defects.ts';
import { feelOf, feelOfCondition, languageOf } from './expressions.ts';
import { extrasOf } from './extras.ts';
import type { Reading } from './reading.ts';
import type { Element } from './tree.ts';
import { bodyOf, elementOf, elementsOf, isFalse, textOf } from './tree.ts';

/** The triggers of an event, those that it holds before those that it refers to. */
export function triggersOf(event: Element, id: string, reading: Reading): TriggerDefinition[] {
  const definitions = [...elementsOf(event, 'eventDefinitions'), ...elementsOf(event, 'eventDefinitionRef')];
  return definitions.map((definition) => triggerOf(definition, event, id, reading));
}

/** One event definition; what it lacks is a warning of the event `id`. */
export function triggerOf(definition: Element, event: Element, id: string, reading: Reading): TriggerDefinition {
  const { defects } = reading;
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return { on: 'message', ...messageOf(elementOf(definition, 'messageRef'), [definition, event], id, reading) };
    case 'bpmn:TimerEventDefinition':
      return timerOf(definition, id, reading);
    case 'bpmn:SignalEventDefinition': {
      const signal = elementOf(definition, 'signalRef');
      const name = (signal && textOf(signal, 'name')) ?? signal?.id;
      if (name === undefined) defects.warn('bpmn_signal_missing', id);
      else refuseComputed(name, id, reading);
      return { on: 'signal', name: name ?? id, ...(signal !== undefined && isOwn(signal, id, reading) && { isOwn: true as const }) };
    }
    case 'bpmn:ErrorEventDefinition':
      return { on: 'error', ...codeOf(elementOf(definition, 'errorRef'), 'errorCode') };
    case 'bpmn:EscalationEventDefinition':
      return { on: 'escalation', ...codeOf(elementOf(definition, 'escalationRef'), 'escalationCode') };
    case 'bpmn:ConditionalEventDefinition': {
      const expression = elementOf(definition, 'condition');
      const condition = feelOfCondition(expression, id, defects);
      if (bodyOf(expression) === undefined) defects.warn('bpmn_event_condition_missing', id);
      return { on: 'conditional', condition: condition ?? 'false' };
    }
    case 'bpmn:LinkEventDefinition':
      return { on: 'link', name: textOf(definition, 'name') ?? textOf(event, 'name') ?? id };
    case 'bpmn:CancelEventDefinition':
      return { on: 'cancel' };
    case 'bpmn:CompensateEventDefinition': {
      const activity = elementOf(definition, 'activityRef')?.id;
      return { on: 'compensation', ...(activity !== undefined && { activity }), waits: !isFalse(definition, 'waitForCompletion') };
    }
    default:
      if (definition.$type !== 'bpmn:TerminateEventDefinition') defects.error('bpmn_element_unknown', id, { element: definition.$type });
      return { on: 'terminate' };
  }
}

/** Whether a signal stays within its case: by the standard it does not. */
function isOwn(signal: Element, id: string, { defects }: Reading): boolean {
  const scope = textOf(signal, 'baton:scope');
  if (scope !== undefined && scope !== 'case' && scope !== 'bank') defects.error('bpmn_attribute_value', id, { attribute: 'baton:scope', value: scope });
  return scope === 'case';
}

function codeOf(root: Element | undefined, attribute: string): { code?: string } {
  const code = root && (textOf(root, attribute) ?? textOf(root, 'name') ?? root.id);
  return code === undefined ? {} : { code };
}

/** A message by its own name, else the name that a message flow gives to the element; its key from whichever says one. */
export function messageOf(message: Element | undefined, holders: readonly Element[], id: string, reading: Reading): { name: string; key?: string } {
  const names = [message && textOf(message, 'name'), ...holders.map((holder) => reading.flowNames.get(holder)), message?.id];
  const name = names.find((one) => one !== undefined);
  if (name === undefined) reading.defects.warn('bpmn_message_missing', id);
  else refuseComputed(name, id, reading);
  const key = [message, ...holders].map((one) => one && extrasOf(one, reading.defects).key).find((one) => one !== undefined);
  return { name: name ?? id, ...(key !== undefined && { key }) };
}

/** Names of messages and signals are looked up as they stand. */
function refuseComputed(name: string, id: string, { defects }: Reading): void {
  if (/^=|[#$]\{/.test(name)) defects.error('bpmn_must_be_fixed', id, { attribute: 'name' });
}

const timers = [['timeDate', 'date'], ['timeDuration', 'duration'], ['timeCycle', 'cycle']] as const;

function timerOf(definition: Element, id: string, { defects }: Reading): TriggerDefinition {
  const isWorkingTime = textOf(definition, 'baton:workingTime') === 'true';
  for (const [property, timer] of timers) {
    const expression = elementOf(definition, property);
    const text = bodyOf(expression);
    if (!expression || text === undefined) continue;
    const value = timerValue(timer, text, expression, id, { defects });
    return { on: 'timer', timer, value: value ?? 'null', ...(isWorkingTime && { isWorkingTime }) };
  }
  defects.warn('bpmn_timer_missing', id);
  return { on: 'timer', timer: 'duration', value: 'null' };
}

function timerValue(timer: 'date' | 'duration' | 'cycle', text: string, expression: Element, id: string, { defects }: Pick<Reading, 'defects'>): string | undefined {
  if (isTimerText(timer, text)) return JSON.stringify(text);
  // A word alone says when to a person; marked as FEEL it is a variable.
  if (/^[\p{L}\d\s]+$/u.test(text) && languageOf(expression) === undefined) {
    defects.warn('bpmn_timer_words', id, { text: quoted(text) });
    return undefined;
  }
  const isMarked = /^=|[#$]\{/.test(text) || languageOf(expression) !== undefined;
  // What is not marked may be FEEL, or cron, or words.
  const value = feelOf(text, id, isMarked ? defects : new Defects(), languageOf(expression));
  const inside = value === undefined ? undefined : /^"([^"\\]*)"$/.exec(value)?.[1];
  if ((!isMarked && (value === undefined || /^[RP0-9]/.test(value))) || (inside !== undefined && !isTimerText(timer, inside))) {
    defects.warn('bpmn_timer_words', id, { text: quoted(text) });
    return undefined;
  }
  return value;
}
