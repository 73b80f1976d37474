import * as z from 'zod/mini';
import { must } from '../../../shared/assert.ts';
import type { Effect } from '../../../shared/work/world.ts';
import { connectors } from '../../connectors/all.ts';
import { cases } from '../../connectors/cases.ts';
import type { Operation } from '../../connectors/connector.ts';

/** An effect that no system has answered yet. */
export interface OpenEffect extends Effect {
  readonly id: string;
}

export const nameOf = ({ connector, operation }: Effect): string => `${connector}.${operation}`;

/** The operation of a connector of this release; throws where a model names one that is not there. */
export function operationOf({ connector, operation }: Pick<Effect, 'connector' | 'operation'>): Operation {
  return must((connector === cases.name ? cases : connectors.get(connector))?.operations[operation], `there is an operation ${connector}.${operation}`);
}

/** Throws unless the system would understand it, personal values put in. */
export function checkRequest(effect: Effect): void {
  for (const route of [effect.connector, ...(effect.backups ?? [])]) {
    const parsed = z.safeParse(operationOf({ connector: route, operation: effect.operation }).request, withTexts(effect.body));
    if (!parsed.success) throw new Error(`${nameOf(effect)} is asked what it does not understand: ${JSON.stringify(effect.body)} ${JSON.stringify(parsed.error.issues)}`);
  }
}

/** Throws unless the system could answer so. */
export function checkAnswer(effect: Effect, data: Readonly<Record<string, unknown>>): void {
  const parsed = z.safeParse(operationOf(effect).answer, data);
  if (!parsed.success) throw new Error(`${nameOf(effect)} never answers ${JSON.stringify(data)}: ${JSON.stringify(parsed.error.issues)}`);
}

function withTexts(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withTexts);
  if (typeof json !== 'object' || json === null) return json;
  const names = Object.keys(json);
  if (names.length === 1 && (names[0] === '$value' || names[0] === '$field')) return 'a text';
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withTexts(value)]));
}
