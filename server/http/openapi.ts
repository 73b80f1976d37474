import * as z from 'zod/mini';
import { errorEntry } from '../../shared/contract/errors.ts';
import type { RouteContract } from '../../shared/contract/rest.ts';
import { problemSchema, routes } from '../../shared/contract/rest.ts';

type Json = Record<string, unknown>;
type Schema = RouteContract['answer'];

/** Codes that any route may answer. */
const everywhere = ['invalid', 'internal', 'unavailable'];
const ofAccess = { open: [], session: ['no_session'], source: ['key_refused'], known: ['no_session', 'key_refused'] } as const;
const securityOf = { open: [], session: [{ session: [] }], source: [{ source: [] }], known: [{ session: [] }, { source: [] }] } as const;
const withBody = ['bad_json', 'bad_text', 'too_deep', 'too_wide', 'too_large', 'unsupported_media'];

function jsonSchema(schema: Schema, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

/** The API in OpenAPI 3.1, made from the contract. */
export function openApi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries(routes as Record<string, RouteContract>)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(operationId, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Baton', version, description: 'Events in, work out. Commands of staff go over the socket; this is for sources, reads and tools.' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a session.' },
        source: { type: 'apiKey', in: 'header', name: 'x-baton-key', description: 'The key of a source; also taken as a bearer token.' },
      },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  };
}

function operation(operationId: string, route: RouteContract): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  const content: (readonly [string, unknown])[] = Object.entries(route.body ?? {}).map(([type, schema]) => [type, { schema: jsonSchema(schema, 'input') }]);
  for (const type of route.bytes ?? []) content.push([type, { schema: { type: 'string', format: 'binary' } }]);
  if (route.text !== undefined) content.push([route.text, { schema: { type: 'string' } }]);
  return {
    operationId,
    summary: route.summary,
    ...(route.access === 'open' ? {} : { security: securityOf[route.access] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content.length === 0 ? {} : { requestBody: { required: true, content: Object.fromEntries(content) } }),
    responses: {
      [route.status]: { description: 'Done.', content: route.isFile ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: jsonSchema(route.answer, 'output') } } },
      ...problems([...everywhere, ...ofAccess[route.access], ...(content.length > 0 ? withBody : []), ...route.errors]),
    },
  };
}

function parametersOf(schema: Schema | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, given]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: given }));
}

/** Codes by their status: one answer of HTTP may carry several. */
function problems(codes: readonly string[]): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set(codes)) {
    const { status } = errorEntry(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      status,
      { description: found.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );
}
