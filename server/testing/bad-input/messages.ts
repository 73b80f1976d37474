import * as z from 'zod/mini';
import { commandSchemas } from '../../../shared/contract/commands.ts';
import { clientEvents } from '../../../shared/contract/socket.ts';
import type { Random } from '../../demo/random.ts';

/** One message of a socket with what it must be answered. */
export interface BadMessage {
  readonly name: string;
  readonly event: string;
  readonly args: readonly unknown[];
  readonly codes: readonly string[];
  readonly field?: string;
}

interface Json {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Json;
  readonly oneOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Json;
  readonly additionalProperties?: Json | boolean;
}

const jsonOf = (schema: z.core.$ZodType): Json => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;

/** Of alternatives the first stands for all. */
const itemsOf = ({ items = {} }: Json): Json => items.oneOf?.[0] ?? items;

/** The smallest value that fits. */
function sample(schema: Json): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 1);
    case 'string':
      return ['x1', '0123456789abcdef', 'me', 'log-1.1', 'text', 'a'.repeat(64)].find((text) => !schema.pattern || new RegExp(schema.pattern).test(text));
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () => sample(itemsOf(schema)));
    case 'object':
      return schema.propertyNames ? {} : Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]));
    default:
      return 'x1';
  }
}

/** From the table of bad inputs: what each kind of field may not be. */
function wrongValues(schema: Json): [string, unknown][] {
  const never: [string, unknown][] = [['null', null], ['an array', [[]]], ['an object', { a: 1 }], ['a boolean', true], ['negative', -1], ['a fraction', 0.5], ['empty', '']];
  if (schema.const !== undefined || schema.enum) return [...never, ['a number', 7], ['unknown', 'no_such']];
  switch (schema.type) {
    case 'integer':
      return [
        ...never.filter(([name]) => name !== 'negative' || (schema.minimum ?? 0) >= 0), ['a number as text', '1'], ['huge', 1e15 + 0.5], ['beyond its limit', (schema.maximum ?? 2 ** 52) + 1],
        ...((schema.maximum ?? 0) < 1_772_442_000_000 && schema.maximum !== Number.MAX_SAFE_INTEGER ? [['a date as number', 1_772_442_000_000] as [string, unknown]] : []),
      ];
    case 'string':
      return [
        ...never.filter(([name]) => name !== 'empty' || schema.pattern !== undefined || (schema.minLength ?? 0) > 0), ['a number', 7], ['a date as number', 1_772_442_000_000],
        ...(schema.pattern !== undefined || schema.maxLength !== undefined ? [['far too long', 'x'.repeat(25_000)] as [string, unknown]] : []),
        ...(schema.pattern !== undefined ? [['with a blank', 'a b'], ['with a control sign', 'a\u0007'], ['a path', '../a'], ['with a quote', "a'"]] as [string, unknown][] : []),
      ];
    case 'array':
      return [
        ['null', null], ['an object', { a: 1 }], ['a text', 'x'], ['a number', 7],
        ...((schema.minItems ?? 0) > 0 ? [['empty', []] as [string, unknown]] : []),
        ...(schema.maxItems !== undefined ? [['too long', Array.from({ length: schema.maxItems + 1 }, () => sample(itemsOf(schema)))] as [string, unknown]] : []),
      ];
    case 'object':
      return [['null', null], ['an array', []], ['a text', 'x'], ['a number', 7], ['a boolean', true]];
    default:
      return [['null', null]];
  }
}

interface Wrong {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Each field at each depth × each value that it may not have; required ones also missing. */
function wrongFields(schema: Json, path: readonly (string | number)[] = []): Wrong[] {
  const wrongs: Wrong[] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = [...path, name];
    if (field.const !== undefined) continue;
    for (const [what, value] of wrongValues(field)) wrongs.push({ name: what, path: at, value });
    if (schema.required?.includes(name)) wrongs.push({ name: 'missing', path: at, value: undefined });
    if (field.type === 'object' && !field.propertyNames) wrongs.push(...wrongFields(field, at));
    if (field.type === 'array' && field.items) {
      const items = itemsOf(field);
      if (items.type === 'object') wrongs.push(...wrongFields(items, [...at, 0]));
      else for (const [what, value] of wrongValues(items)) wrongs.push({ name: what, path: [...at, 0], value });
    }
    if (field.propertyNames) for (const key of ['', 'a b', '1', 'ä']) wrongs.push({ name: `a key "${key}"`, path: at, value: { [key]: 1 } });
  }
  return wrongs;
}

function withValue(whole: unknown, schema: Json, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === 'number') return [withValue((whole as unknown[])[0], itemsOf(schema), rest, value)];
  const inner = schema.properties?.[first] ?? {};
  const own = (whole ?? {}) as Record<string, unknown>;
  const next = withValue(rest.length === 0 ? undefined : (own[first] ?? sample(inner)), inner, rest, value);
  const { [first]: _, ...others } = own;
  return next === undefined ? others : { ...others, [first]: next };
}

const extras = ['ownerId', 'role', 'approvedBy', 'actor', 'seq', 'onBehalfOf', 'isAdmin', 'recordedAt'];
const inherited = ['__proto__', 'constructor', 'prototype', 'toString'];
const own = (object: object, key: string, value: unknown): object => Object.defineProperty({ ...object }, key, { value, enumerable: true, configurable: true, writable: true });

/** B02, B05, B17, B18 over the socket: every command × every field. A command that is added is covered on the same day. */
export function badCommands(): BadMessage[] {
  return Object.entries(commandSchemas).flatMap(([type, schema]) => {
    const json = jsonOf(schema);
    const good = sample(json) as Record<string, unknown>;
    const message = (name: string, body: unknown, codes: readonly string[], field?: string): BadMessage => ({
      name: `${type}: ${name}`, event: 'command', args: [body], codes, ...(field === undefined ? {} : { field }),
    });
    return [
      ...wrongFields(json).map(({ name, path, value }) => {
        const isKey = name.startsWith('a key');
        // A whole number that a double may have changed is refused before its field is looked at.
        const isChanged = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
        return message(
          `${path.join('.')} is ${name}`, withValue(good, json, path, value), isChanged ? ['bad_json'] : ['invalid'], isKey || isChanged ? undefined : path.join('.'),
        );
      }),
      ...extras.filter((key) => !json.properties?.[key]).map((key) => message(`sets ${key}`, { ...good, [key]: 'administrator' }, ['invalid'], key)),
      ...inherited.map((key) => message(`sets ${key}`, own(good, key, { isAdmin: true }), ['bad_json'])),
      message('is called with another type', { ...good, type: `${type}x` }, ['bad_request']),
    ];
  });
}

/** The other messages, and everything that is no message. */
export function badMessages(): BadMessage[] {
  const schemas = Object.entries(clientEvents).filter(([event]) => event !== 'command');
  const typed = schemas.flatMap(([event, schema]) => {
    const json = jsonOf(schema);
    const good = sample(json);
    return wrongFields(json).map(({ name, path, value }): BadMessage => ({
      name: `${event}: ${path.join('.')} is ${name}`, event, args: [withValue(good, json, path, value)], codes: ['invalid'],
    }));
  });
  const events = [...Object.keys(clientEvents), 'no_such', '__proto__', 'constructor', 'toString', ''];
  const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  const shapes: [string, readonly unknown[], readonly string[]][] = [
    ['nothing', [], ['bad_request']], ['null', [null], ['invalid', 'bad_request']], ['a number', [1], ['invalid', 'bad_request']], ['a text', ['x'], ['invalid', 'bad_request']],
    ['an array', [[]], ['invalid', 'bad_request']], ['two', [{}, {}], ['bad_request']], ['ten', Array.from({ length: 10 }, () => null), ['bad_request']],
    ['bytes', [Buffer.from('x')], ['bad_json', 'bad_request', 'invalid']], ['65 levels', [deep(65)], ['too_deep', 'bad_request']], ['2,000 levels', [{ a: deep(2000) }], ['too_deep', 'bad_request']],
    ['a lone surrogate', [{ type: 'a\ud800' }], ['bad_text', 'bad_request']], ['a NUL', [{ type: 'a\0' }], ['bad_text', 'bad_request']],
    ['2^53', [{ type: 'x', n: 2 ** 53 }], ['bad_json', 'bad_request']],
  ];
  return [...typed, ...events.flatMap((event) => shapes.map(([name, args, codes]): BadMessage => ({ name: `${event}: ${name}`, event, args, codes })))];
}

/** Whatever a random sender may send. */
export function randomMessage(random: Random): { event: string; args: unknown[] } {
  const value = (depth: number): unknown => {
    switch (random.between(0, depth > 3 ? 6 : 8)) {
      case 0: return null;
      case 1: return random.between(-5, 5);
      case 2: return random.next() * 1e20;
      case 3: return random.pick(['', 'x1', 'task:claim', 'me', 'queue:north', '\u0007', 'ä', '🙂', '__proto__']);
      case 4: return random.chance(0.5);
      case 5: return random.pick(Object.keys(commandSchemas));
      case 6: return [];
      case 7: return Array.from({ length: random.between(0, 4) }, () => value(depth + 1));
      default: return Object.fromEntries(Array.from({ length: random.between(0, 5) }, () => [random.pick(['type', 'commandId', 'task', 'fence', 'version', 'scope', 'cursor', 'case', 'x', '']), value(depth + 1)]));
    }
  };
  return { event: random.pick([...Object.keys(clientEvents), 'x', 'error', 'disconnecting', 'newListener']), args: Array.from({ length: random.between(0, 3) }, () => value(0)) };
}
