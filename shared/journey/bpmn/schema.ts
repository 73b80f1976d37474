import { must } from '../../assert.ts';
import { schemaElements, schemaEnumerations, schemaTypes } from './schema-types.ts';

/** One place in a type's content: how often it stands there. */
export interface Particle {
  readonly index: number;
  readonly label: string;
  readonly least: number;
  readonly most: number;
}

export interface AttributeRule {
  readonly isRequired: boolean;
  readonly type: string;
}

/** A type with all that its bases have. Simple types (`QName`, `IDREF`) have text only. */
export interface SchemaType {
  readonly name: string;
  readonly isAbstract: boolean;
  readonly hasText: boolean;
  readonly particles: readonly Particle[];
  /** Where a child may stand and what type it then has, by its name. */
  readonly children: ReadonlyMap<string, { readonly particle: Particle; readonly type: string }>;
  /** Takes elements of other namespaces (`other`), or anything (`any`). */
  readonly takes: 'any' | 'other' | undefined;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly bases: ReadonlySet<string>;
}

interface Line {
  readonly name: string;
  readonly base: string | undefined;
  readonly flags: string;
  readonly parts: readonly string[];
  readonly attributes: readonly string[];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const lines = new Map<string, Line>(
  schemaTypes.trim().split('\n').map((line) => {
    const [head = '', parts = '', attributes = ''] = line.split('|', 1).concat(line.slice(line.indexOf('|') + 1).split(/\s\|/));
    const [, name = '', base, flags = ''] = must(/^(\S+)(?: < (\S+))?(.*)$/.exec(head.trim()), `no type in ${line}`);
    return [name, { name, base, flags, parts: words(parts), attributes: words(attributes) }];
  }),
);

const elementTypes = new Map<string, string>();
const members = new Map<string, string[]>();
for (const word of words(schemaElements)) {
  const [, name = '', type, head] = must(/^([^=<]+)(?:=([^<]+))?(?:<(.+))?$/.exec(word), `no element in ${word}`);
  elementTypes.set(name, type ?? (name.includes(':') ? name : `t${name.charAt(0).toUpperCase()}${name.slice(1)}`));
  if (head !== undefined) members.set(head, [...(members.get(head) ?? []), name]);
}

export const enumerations: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  schemaEnumerations.trim().split('\n').map((line) => {
    const [name = '', ...values] = words(line);
    return [name, new Set(values)];
  }),
);

export const isKnownElement = (name: string): boolean => elementTypes.has(name) || localNames.has(name);

const compiled = new Map<string, SchemaType>();

/** The type of a name; undefined where the schemas have none. */
export function schemaType(name: string): SchemaType | undefined {
  const found = compiled.get(name);
  if (found) return found;
  const line = lines.get(name);
  if (!line) return undefined;
  const type = compile(line);
  compiled.set(name, type);
  return type;
}

function compile(line: Line): SchemaType {
  const base = line.base === undefined ? undefined : must(schemaType(line.base), `no base of ${line.name}`);
  const particles = [...(base?.particles ?? [])];
  const children = new Map(base?.children ?? []);
  let takes = base?.takes;
  for (const part of line.parts) {
    const [, names = '', sign = ''] = must(/^(.+?)(\?|\*|\+\+|\+)?$/.exec(part), `no particle in ${part}`);
    if (names === 'any' || names === 'other') {
      takes = names;
      continue;
    }
    const particle = { index: particles.length, label: names.replace(/=[^|]*/g, ''), least: sign === '' || sign === '+' ? 1 : sign === '++' ? 2 : 0, most: sign === '' || sign === '?' ? 1 : Number.POSITIVE_INFINITY };
    particles.push(particle);
    for (const choice of names.split('|')) {
      const [name = '', type] = choice.split('=');
      if (type !== undefined) children.set(name, { particle, type });
      else for (const member of withMembers(name)) children.set(member, { particle, type: must(elementTypes.get(member), `no element ${member}`) });
    }
  }
  const attributes = new Map(base?.attributes ?? []);
  for (const attribute of line.attributes) {
    const [, name = '', required, type = ''] = must(/^([^!:]+)(!)?:(.+)$/.exec(attribute), `no attribute in ${attribute}`);
    attributes.set(name, { isRequired: required !== undefined, type });
  }
  return {
    name: line.name,
    isAbstract: line.flags.includes('abstract'),
    hasText: line.flags.includes('mixed') || (base?.hasText ?? false),
    particles,
    children,
    takes,
    attributes,
    bases: new Set([line.name, ...(base?.bases ?? [])]),
  };
}

const withMembers = (name: string): string[] => [name, ...(members.get(name) ?? []).flatMap(withMembers)];

/** Names that elements have only inside others. */
const localNames = new Set([...lines.values()].flatMap(({ parts }) => parts.flatMap((part) => part.split('|')).filter((part) => part.includes('=')).map((part) => part.replace(/=.*/, ''))));
