import type { ConnectorDefinition, MappingDefinition, WorkDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import { durationMs } from './durations.ts';
import { feelOf } from './expressions.ts';
import { given } from './given.ts';
import type { Extras } from './reading.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, textOf } from './tree.ts';

/** Attributes and elements of our own namespace; a value that does not fit is an error of the element. */
export function batonExtras(element: Element, defects: Defects): Extras {
  const text = (name: string) => textOf(element, `baton:${name}`);
  const work = workOf(element, text, defects);
  const connector = connectorOf(element, defects);
  const inputs = mappingsOf(element, 'baton:Input', defects);
  const outputs = mappingsOf(element, 'baton:Output', defects);
  const key = text('key');
  return {
    ...given('team', text('team')),
    ...given('stage', text('stage')),
    ...given('outcome', text('outcome')),
    ...given('decision', text('decision')),
    ...given('resultVariable', text('resultVariable')),
    ...given('key', key === undefined ? undefined : feelOf(`=${key.replace(/^=/, '')}`, idOf(element), defects)),
    ...given('connector', connector),
    ...given('work', Object.keys(work).length > 0 ? work : undefined),
    ...(inputs.length > 0 && { inputs }),
    ...(outputs.length > 0 && { outputs }),
  };
}

function own(element: Element, type: string): readonly Element[] {
  const values = elementOf(element, 'extensionElements');
  return values ? elementsOf(values, 'values').filter((one) => one.$type === type) : [];
}

function workOf(element: Element, text: (name: string) => string | undefined, defects: Defects): WorkDefinition {
  const id = idOf(element);
  const wrong = (attribute: string, value: string) => defects.error('bpmn_attribute_value', id, { attribute: `baton:${attribute}`, value });
  const weight = text('weight');
  const expectedWithin = text('expectedWithin');
  const expectedWithinMs = expectedWithin === undefined ? undefined : durationMs(expectedWithin);
  if (expectedWithin !== undefined && expectedWithinMs === undefined) wrong('expectedWithin', expectedWithin);
  if (weight !== undefined && !/^\d{1,3}$/.test(weight)) wrong('weight', weight);
  const fourEyes = text('fourEyes');
  const assignee = text('assignee');
  return {
    ...given('form', text('form')),
    ...given('skills', skillsOf(text('skills'), wrong)),
    ...given('licence', text('licence')),
    ...given('language', text('language')),
    ...given('roles', text('roles')?.split(/[\s,]+/)),
    ...given('weight', weight === undefined ? undefined : Number(weight)),
    ...given('fourEyes', fourEyes === undefined || fourEyes === 'false' ? undefined : fourEyes === 'true' ? (true as const) : fourEyes.split(/[\s,]+/)),
    ...given('expectedWithinMs', expectedWithinMs),
    ...given('assignee', assignee === undefined ? undefined : feelOf(`=${assignee.replace(/^=/, '')}`, id, defects)),
    ...given('clock', clockOf(element, id, wrong)),
  };
}

function skillsOf(text: string | undefined, wrong: (attribute: string, value: string) => void): Record<string, number> | undefined {
  if (text === undefined) return undefined;
  const skills = text.split(/[\s,]+/).map((part) => /^([\w-]+)(?::(\d{1,2}))?$/.exec(part));
  if (skills.some((match) => match === null)) {
    wrong('skills', text);
    return undefined;
  }
  return Object.fromEntries(skills.map((match) => [match?.[1] ?? '', Number(match?.[2] ?? 1)]));
}

function clockOf(element: Element, id: string, wrong: (attribute: string, value: string) => void): WorkDefinition['clock'] {
  const clock = own(element, 'baton:Clock')[0];
  if (!clock) return undefined;
  const [name = id, goal, deadline] = [textOf(clock, 'name'), textOf(clock, 'goal'), textOf(clock, 'deadline')];
  const deadlineMs = durationMs(deadline ?? '');
  const goalMs = goal === undefined ? deadlineMs : durationMs(goal);
  if (deadlineMs === undefined || goalMs === undefined || goalMs > deadlineMs) {
    wrong('clock', `${goal ?? ''} ${deadline ?? ''}`.trim());
    return undefined;
  }
  return { name, goalMs, deadlineMs, ...(textOf(clock, 'regulatory') === 'true' && { isRegulatory: true }) };
}

function connectorOf(element: Element, defects: Defects): ConnectorDefinition | undefined {
  const connector = own(element, 'baton:Connector')[0];
  if (!connector) return undefined;
  const wrong = (attribute: string, value: string) => defects.error('bpmn_attribute_value', idOf(element), { attribute: `baton:connector ${attribute}`, value });
  const name = textOf(connector, 'name');
  const operation = textOf(connector, 'operation');
  if (name === undefined) wrong('name', '');
  if (operation === undefined) wrong('operation', '');
  const retries = textOf(connector, 'retries');
  if (retries !== undefined && !/^\d{1,2}$/.test(retries)) wrong('retries', retries);
  const timeout = textOf(connector, 'timeout');
  const timeoutMs = timeout === undefined ? undefined : durationMs(timeout);
  if (timeout !== undefined && timeoutMs === undefined) wrong('timeout', timeout);
  return {
    connector: name ?? '',
    operation: operation ?? '',
    ...given('backups', textOf(connector, 'backups')?.split(/[\s,]+/)),
    ...given('retries', retries === undefined ? undefined : Number(retries)),
    ...given('timeoutMs', timeoutMs),
  };
}

function mappingsOf(element: Element, type: 'baton:Input' | 'baton:Output', defects: Defects): MappingDefinition[] {
  const mappings: MappingDefinition[] = [];
  for (const mapping of own(element, type)) {
    const [from, to] = [textOf(mapping, 'from'), textOf(mapping, 'to')];
    if (from === undefined || to === undefined) {
      defects.error('bpmn_attribute_value', idOf(element), { attribute: type.toLowerCase(), value: from ?? to ?? '' });
      continue;
    }
    const feel = feelOf(`=${from.replace(/^=/, '')}`, idOf(element), defects);
    if (feel !== undefined) mappings.push({ from: feel, to });
  }
  return mappings;
}
