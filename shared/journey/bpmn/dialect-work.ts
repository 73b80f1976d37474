import type { ConnectorDefinition, WorkDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import { durationMs } from './durations.ts';

/** The one team of a list of candidate groups. Several, or one that is worked out, leave nobody accountable: the model stays a draft. */
export function oneGroup(groups: string | undefined, element: string, defects: Defects): string | undefined {
  if (groups === undefined || groups === '') return undefined;
  const names = groups.replace(/^=\s*\[?\s*"([^"]*)"\s*\]?$/, '$1').split(',').map((name) => name.trim()).filter((name) => name !== '');
  const [first, ...others] = names;
  if (first === undefined) return undefined;
  if (others.length > 0 || /^=|[#$]\{/.test(groups)) defects.warn('bpmn_several_groups', element, { groups: quoted(groups) });
  return /^=|[#$]\{/.test(first) ? undefined : first;
}

/** A due date as a clock, where it is so long after the task opens: `P3D`, `=now() + duration("P3D")`. */
export function dueClock(due: string | undefined, element: string, defects: Defects): WorkDefinition['clock'] {
  if (due === undefined || due === '') return undefined;
  const span = /^(?:=\s*now\(\)\s*\+\s*duration\("([^"]+)"\)|=\s*duration\("([^"]+)"\)|([P][^"]*))$/.exec(due);
  const deadlineMs = durationMs(span?.[1] ?? span?.[2] ?? span?.[3] ?? '');
  if (deadlineMs === undefined) {
    defects.warn('bpmn_due_date', element, { text: quoted(due) });
    return undefined;
  }
  return { name: 'due', goalMs: deadlineMs, deadlineMs };
}

/** `system.operation`, as topics and job types write it; a name alone runs what the system does. */
export function connectorOfType(type: string, retries?: number): ConnectorDefinition {
  const match = /^([^.:/]+)[.:/](.+)$/.exec(type);
  return { connector: match?.[1] ?? type, operation: match?.[2] ?? 'run', ...(retries !== undefined && { retries }) };
}
