import type { BadCase } from './bad-case.ts';
import { BATCH, badJson, eventCase, goodEvent, readCase, sessionCase, unfit } from './bad-case.ts';

type Wrong = readonly [name: string, value: unknown];

const missing = Symbol('missing');

/** Values that no text of an event may have. */
const notText: readonly Wrong[] = [
  ['null', null], ['an array', []], ['an object', {}], ['a number', 7], ['a negative number', -1], ['empty', ''], ['a boolean', true], ['a date as number', 1_772_442_000_000],
  ['a text in an array', ['x']], ['a fraction', 0.5], ['too long', 'x'.repeat(600)], ['missing', missing],
];
const notData: readonly Wrong[] = [
  ['null', null], ['an array', [1]], ['a text', 'x'], ['a number', 7], ['a boolean', false], ['an empty text', ''],
];
const notScalar: readonly Wrong[] = [['an array', []], ['an object', {}], ['an object in an array', [{}]]];
const notName: readonly Wrong[] = [...notScalar, ['a number', 7], ['a boolean', true], ['empty', ''], ['too long', 'x'.repeat(200)]];

function withField(event: Record<string, unknown>, field: string, value: unknown): string {
  const { [field]: _, ...rest } = event;
  return JSON.stringify(value === missing ? rest : { ...rest, [field]: value });
}

/** B02 over HTTP: each field of what comes in × what it may not be. The field is named, the value never is. */
export function wrongTypes(): BadCase[] {
  const event = goodEvent('b02');
  const data = event['data'] as Record<string, unknown>;
  const texts = ['specversion', 'id', 'source', 'type', 'subject', 'time'].flatMap((field) =>
    notText.flatMap(([name, value]) => [
      eventCase(`${field} is ${name}`, withField(event, field, value), unfit(field)),
      eventCase(`${field} of the second is ${name}`, `[${JSON.stringify(event)},${withField(event, field, value)}]`, unfit(`1.${field}`), BATCH),
    ]),
  );
  const optional = ['datacontenttype', 'dataschema'].flatMap((field) =>
    notText.filter(([, value]) => value !== missing).map(([name, value]) => eventCase(`${field} is ${name}`, withField(event, field, value), unfit(field))),
  );
  return [
    ...texts,
    ...optional,
    ...notData.map(([name, value]) => eventCase(`data is ${name}`, withField(event, 'data', value), unfit('data'))),
    ...[...notName].map(([name, value]) => eventCase(`phase is ${name}`, JSON.stringify({ ...event, data: { ...data, phase: value } }), unfit('data.phase'))),
    ...[...notName].map(([name, value]) => eventCase(`by is ${name}`, JSON.stringify({ ...event, data: { ...data, by: value } }), unfit('data.by'))),
    ...notScalar.map(([name, value]) => eventCase(`an attribute is ${name}`, JSON.stringify({ ...event, data: { ...data, colour: value } }), unfit('data.colour'))),
    ...['', ' ', 'a b', '1a', 'a/b', 'ä', '$a', '-'].map((key) => eventCase(`an attribute is called ${key}`, JSON.stringify({ ...event, data: { ...data, [key]: 1 } }), unfit())),
    ...['null', '1', '"x"', 'true', '{}', '[[]]', '[null]', '[1]', '["x"]'].flatMap((body) => [
      eventCase(`the event is ${body}`, body, unfit()),
      eventCase(`the batch is ${body}`, body, unfit(), BATCH),
      sessionCase(`the session is ${body}`, body, unfit()),
    ]),
    ...notText.filter(([, value]) => value !== missing).map(([name, value]) => sessionCase(`person is ${name}`, JSON.stringify({ person: value }), unfit('person'))),
    ...['a b', ' ana', 'ana ', 'ana\n', '../ana', 'ána', '<ana>', '%61na', "ana'"].map((person) => sessionCase(`person is ${person}`, JSON.stringify({ person }), unfit('person'))),
    ...queryCases(),
  ];
}

function queryCases(): BadCase[] {
  const fields: Record<string, readonly string[]> = {
    cases: ['status', 'team', 'journey', 'customer', 'sort', 'cursor', 'limit'],
    tasks: ['status', 'team', 'owner', 'case', 'sort', 'cursor', 'limit'],
    customers: ['branch', 'cursor', 'limit'],
    people: ['team', 'cursor', 'limit'],
    queues: ['branch', 'cursor', 'limit'],
  };
  return Object.entries(fields).flatMap(([list, names]) =>
    names.flatMap((name) => [
      ...['', '%20', '%00', '%FF', '[]', '{}', 'a%20b', '%0A', "'", '%22', 'a%2Cb', '*', '%F0%9F%99%82'].map((value) =>
        readCase(`${list} by ${name} ${value}`, `/v1/${list}?${name}=${value}`, unfit(`query.${name}`)),
      ),
      readCase(`${list} by ${name} twice`, `/v1/${list}?${name}=open&${name}=open`, unfit(`query.${name}`)),
      readCase(`${list} by an unknown field`, `/v1/${list}?${name}x=1`, unfit(`query.${name}x`)),
    ]),
  );
}

const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '__lookupSetter__', 'isPrototypeOf'];
const assigned = ['ownerId', 'role', 'version', 'approvedBy', 'actor', 'seq', 'fence', 'recordedAt', 'isAdmin', 'ok', 'team', 'customer', 'armed', 'lane'];

/** B05: names that reach into what every object inherits, and fields that are not the sender's to set. */
export function pollution(): BadCase[] {
  const event = JSON.stringify(goodEvent('b05'));
  const values = ['true', '{"isAdmin":true}', '{"prototype":{"isAdmin":true}}', 'null', '1', '[]'];
  return [
    ...inherited.flatMap((key) =>
      values.flatMap((value) => [
        eventCase(`${key} in an event`, event.replace('{', `{"${key}":${value},`), badJson),
        eventCase(`${key} in data`, event.replace('"data":{', `"data":{"${key}":${value},`), badJson),
        eventCase(`${key} in a batch`, `[${event.replace('{', `{"${key}":${value},`)}]`, badJson, BATCH),
        sessionCase(`${key} in a session`, `{"person":"ana","${key}":${value}}`, badJson),
      ]),
    ),
    ...inherited.flatMap((key) => [
      readCase(`${key} in a query`, `/v1/tasks?${key}=1`, unfit()),
      readCase(`${key}[isAdmin] in a query`, `/v1/tasks?${key}[isAdmin]=1`, unfit()),
      readCase(`${key} as an id`, `/v1/cases/${key}`, [...unfit(), { status: 404, code: 'not_found' }]),
      readCase(`${key} as a person`, `/v1/people/${key}`, [...unfit(), { status: 404, code: 'not_found' }]),
      readCase(`${key} as an order`, `/v1/tasks?sort=${key}`, unfit('query.sort')),
      sessionCase(`${key} as a person`, `{"person":"${key}"}`, [...unfit(), { status: 404, code: 'not_found' }]),
    ]),
    ...assigned.flatMap((key) => [
      eventCase(`${key} set by an event`, event.replace('{', `{"${key}":"x",`), unfit(key)),
      sessionCase(`${key} set by a session`, `{"person":"ana","${key}":"administrator"}`, unfit(key)),
      readCase(`${key} in a query`, `/v1/people?${key}=x`, key === 'team' ? [{ status: 200 }] : unfit(`query.${key}`)),
    ]),
  ];
}
