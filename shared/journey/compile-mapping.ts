import * as z from 'zod/mini';
import { compileCondition } from '../decision/feel/feel.ts';
import type { Refusal } from '../model/refusal.ts';
import { isRefusal, refuse } from '../model/refusal.ts';
import type { Mapping, MappingRule, ObservedEvent } from './mapping.ts';
import { mappingSchema } from './mapping.ts';

/** A mapping with its conditions as closures. */
export interface CompiledMapping {
  readonly ok: true;
  readonly definition: Mapping;
  /** The first rule that the event meets. */
  readonly match: (event: ObservedEvent) => MappingRule | undefined;
}

interface CompiledRule {
  readonly rule: MappingRule;
  readonly meets: (event: ObservedEvent) => boolean;
}

const eventFields = new Set(['type', 'phase', 'by', 'at', 'key', 'data']);

/** Compiles a mapping once. Refused with `mapping_invalid` or the code of the FEEL condition that uses more than is understood. */
export function compileMapping(source: unknown): CompiledMapping | Refusal {
  const parsed = z.safeParse(mappingSchema, source);
  if (!parsed.success) return refuse('mapping_invalid', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  const untitled = wrongTitle(parsed.data);
  if (untitled !== undefined) return refuse('mapping_invalid', { at: `titles.${untitled}` });
  const rules: CompiledRule[] = [];
  for (const [index, rule] of parsed.data.rules.entries()) {
    const compiled = compileRule(rule);
    if (isRefusal(compiled)) return { ...compiled, params: { ...compiled.params, rule: index } };
    rules.push(compiled);
  }
  return { ok: true, definition: parsed.data, match: (event) => firstMet(rules, event) };
}

/** A title that only one language has, or that no rule's stage or type is called by. */
function wrongTitle({ journey, firstStage, rules, titles }: Mapping): string | undefined {
  if (titles === undefined) return undefined;
  const names = new Set([journey, firstStage, ...rules.flatMap(({ stage }) => stage ?? [])]);
  const typed = rules.map(typeTest);
  const isNamed = (name: string): boolean => names.has(name) || typed.some((meets) => meets(name));
  const both = [['en', titles.en, titles.de], ['de', titles.de, titles.en]] as const;
  for (const [language, own, other] of both)
    for (const name of Object.keys(own)) if (!Object.hasOwn(other, name) || !isNamed(name)) return `${language}.${name}`;
  return undefined;
}

function firstMet(rules: readonly CompiledRule[], event: ObservedEvent): MappingRule | undefined {
  for (const { rule, meets } of rules) if (meets(event)) return rule;
  return undefined;
}

function compileRule(rule: MappingRule): CompiledRule | Refusal {
  const typed = typeTest(rule);
  if (rule.when === undefined) return { rule, meets: (event) => typed(event.type) };
  const condition = compileCondition(rule.when, eventFields);
  if (isRefusal(condition)) return condition;
  return { rule, // The event is the scope: the fields that conditions may name are its own.
    meets: (event) => typed(event.type) && condition.run(event as unknown as Readonly<Record<string, unknown>>) === true };
}

function typeTest({ types }: MappingRule): (type: string) => boolean {
  if (types === undefined) return () => true;
  const exact = new Set(types.filter((type) => !type.endsWith('*')));
  const prefixes = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
}
