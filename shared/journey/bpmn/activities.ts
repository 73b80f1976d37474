import type { ActivityDefinition, MappingDefinition } from '../process.ts';
import { associationsOf, dataOf } from './data.ts';
import { given } from './given.ts';
import { feelOf, feelOfCondition } from './expressions.ts';
import { loopOf } from './loops.ts';
import { performerOf } from './performers.ts';
import type { Extras, Reading, Surrounding } from './reading.ts';
import { reportUnused } from './unused.ts';
import { messageOf } from './triggers.ts';
import type { Element } from './tree.ts';
import { elementOf, idOf, isFalse, isTrue, numberOf, textOf } from './tree.ts';

type Activity = ActivityDefinition['activity'];
type Base = Pick<ActivityDefinition, 'id' | 'name' | 'lane' | 'team' | 'stage' | 'documentation'>;

const activities: Readonly<Record<string, Activity>> = {
  'bpmn:Task': 'none',
  'bpmn:UserTask': 'user',
  'bpmn:ManualTask': 'manual',
  'bpmn:ServiceTask': 'service',
  'bpmn:SendTask': 'send',
  'bpmn:ReceiveTask': 'receive',
  'bpmn:ScriptTask': 'script',
  'bpmn:BusinessRuleTask': 'businessRule',
  'bpmn:SubProcess': 'subProcess',
  'bpmn:AdHocSubProcess': 'adHoc',
  'bpmn:Transaction': 'transaction',
  'bpmn:CallActivity': 'call',
  'bpmn:GlobalTask': 'none',
  'bpmn:GlobalUserTask': 'user',
  'bpmn:GlobalManualTask': 'manual',
  'bpmn:GlobalScriptTask': 'script',
  'bpmn:GlobalBusinessRuleTask': 'businessRule',
};

/** A task, sub-process, call activity or global task; undefined, with an error, for any other element. */
export function activityOf(element: Element, base: Base, extras: Extras, reading: Reading): ActivityDefinition | undefined {
  const known = activities[element.$type];
  if (known === undefined) {
    reading.defects.error('bpmn_element_unknown', base.id, { element: element.$type.replace(/^bpmn:/, '') });
    return undefined;
  }
  const activity = kindOf(element, known, extras);
  reportUnused(extras, uses[activity] ?? [], base.id, reading);
  const isGlobal = !element.$instanceOf('bpmn:Activity');
  const team = extras.team ?? performerOf(element) ?? base.team;
  const inputs = [...associationsOf(element, 'dataInputAssociations', reading), ...(extras.inputs ?? [])];
  const outputs: MappingDefinition[] = [...associationsOf(element, 'dataOutputAssociations', reading), ...(extras.outputs ?? [])];
  return {
    ...base,
    ...given('team', team),
    kind: 'activity',
    activity,
    isForCompensation: !isGlobal && isTrue(element, 'isForCompensation'),
    startQuantity: isGlobal ? 1 : numberOf(element, 'startQuantity', 1),
    completionQuantity: isGlobal ? 1 : numberOf(element, 'completionQuantity', 1),
    ...given('loop', isGlobal ? undefined : loopOf(element, base.id, reading)),
    ...given('defaultFlow', isGlobal ? undefined : elementOf(element, 'default')?.id),
    inputs,
    outputs,
    data: isGlobal ? [] : dataOf(element, reading).filter(() => !element.$instanceOf('bpmn:SubProcess')),
    instantiates: activity === 'receive' && isTrue(element, 'instantiate'),
    ...partsOf(element, activity, base, team, extras, reading),
  };
}

/** What of the extras each kind of activity has a use for, besides mappings, team and stage. */
const uses: Readonly<Partial<Record<Activity, readonly (keyof Extras)[]>>> = {
  none: ['work'],
  user: ['work'],
  manual: ['work'],
  service: ['connector', 'resultVariable'],
  send: ['connector', 'key'],
  receive: ['key'],
  script: ['script', 'resultVariable'],
  businessRule: ['decision', 'resultVariable'],
  call: ['calls'],
};

function kindOf(element: Element, known: Activity, extras: Extras): Activity {
  if (known === 'subProcess' && isTrue(element, 'triggeredByEvent')) return 'eventSubProcess';
  // Camunda 8 lets a job worker do a script or a rule; that is a system being called.
  if ((known === 'script' || known === 'businessRule') && extras.connector && extras.script === undefined && extras.decision === undefined) return 'service';
  return known;
}

function partsOf(element: Element, activity: Activity, base: Base, team: string | undefined, extras: Extras, reading: Reading): Partial<ActivityDefinition> {
  switch (activity) {
    case 'none':
      return extras.work ? { work: extras.work } : {};
    case 'user':
    case 'manual':
      return { work: extras.work ?? {} };
    case 'service':
      if (!extras.connector && !reading.defects.concerns(base.id)) reading.defects.warn('bpmn_connector_missing', base.id);
      return given('connector', extras.connector);
    case 'send': {
      const hasMessage = elementOf(element, 'messageRef') !== undefined || reading.flowNames.has(element);
      if (!extras.connector && !hasMessage && !reading.defects.concerns(base.id)) reading.defects.warn('bpmn_connector_missing', base.id);
      return { ...given('connector', extras.connector), ...(hasMessage && { message: messageOf(elementOf(element, 'messageRef'), [element], base.id, reading) }) };
    }
    case 'receive':
      return { message: messageOf(elementOf(element, 'messageRef'), [element], base.id, reading) };
    case 'script':
      return { ...given('script', scriptOf(element, base.id, extras, reading)), ...given('resultVariable', extras.resultVariable) };
    case 'businessRule':
      if (extras.decision === undefined && !reading.defects.concerns(base.id)) reading.defects.warn('bpmn_decision_missing', base.id);
      return { ...given('decision', extras.decision), ...given('resultVariable', extras.resultVariable) };
    case 'call':
      return calledOf(element, base.id, extras, reading);
    default:
      return subProcessOf(element, activity, base, team, reading);
  }
}

function scriptOf(element: Element, id: string, extras: Extras, { defects }: Reading): string | undefined {
  if (extras.script !== undefined) return extras.script;
  const format = textOf(element, 'scriptFormat') ?? textOf(element, 'scriptLanguage');
  const script = element.get('script');
  if (typeof script !== 'string' || script.trim() === '') {
    defects.warn('bpmn_script_missing', id);
    return undefined;
  }
  if (format === undefined || !/feel/i.test(format)) {
    defects.error('bpmn_script_language', id, { language: format ?? '?' });
    return undefined;
  }
  return feelOf(`=${script.trim().replace(/^=/, '')}`, id, defects);
}

function calledOf(element: Element, id: string, extras: Extras, { defects }: Reading): Partial<ActivityDefinition> {
  const called = extras.calls ?? textOf(element, 'calledElement')?.replace(/^.*:/, '');
  if (called === undefined) defects.warn('bpmn_called_missing', id);
  else if (/[#$]\{/.test(called)) defects.error('bpmn_must_be_fixed', id, { attribute: 'calledElement' });
  return given('calls', called);
}

function subProcessOf(element: Element, activity: Activity, base: Base, team: string | undefined, reading: Reading): Partial<ActivityDefinition> {
  const inside: Surrounding = { ...given('lane', base.lane), ...given('team', team), ...given('stage', base.stage) };
  const scope = reading.scopeOf(element, inside);
  if (activity !== 'adHoc') return { scope };
  return {
    scope,
    adHoc: {
      ordering: textOf(element, 'ordering') === 'Sequential' ? 'sequential' : 'parallel',
      ...given('completion', feelOfCondition(elementOf(element, 'completionCondition'), idOf(element), reading.defects)),
      cancelsRemaining: !isFalse(element, 'cancelRemainingInstances'),
    },
  };
}

