import dmn13 from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };

type TypeDefinition = (typeof dmn13.types)[number];

const child = (name: string, type = 'ChildExpression') => ({ name, type, xml: { serialize: 'property' } });
const boxed = (name: string, ...parts: readonly string[]): TypeDefinition => ({ name, superClass: ['Expression'], properties: parts.map((part) => child(part)) });
const loop = (name: string, part: string): TypeDefinition => ({
  name, superClass: ['Expression'],
  properties: [{ name: 'iteratorVariable', isAttr: true, type: 'String' }, child('in'), child(part)],
});

/** Boxed expressions that DMN 1.4 added (OMG formal/2022-05-01, 10.2.2). */
const added: readonly TypeDefinition[] = [
  { name: 'ChildExpression', properties: [{ name: 'id', isAttr: true, type: 'String' }, { name: 'typeRef', isAttr: true, type: 'String' }, { name: 'expression', type: 'Expression' }] },
  boxed('Conditional', 'if', 'then', 'else'),
  boxed('Filter', 'in', 'match'),
  loop('For', 'return'),
  loop('Some', 'satisfies'),
  loop('Every', 'satisfies'),
];

/** dmn-moddle's DMN 1.3 with what 1.4 and 1.5 added. */
export const dmnGrammar = {
  ...dmn13,
  types: [
    ...dmn13.types.map((type) => (type.name === 'ItemDefinition' ? { ...type, properties: [...(type.properties ?? []), child('typeConstraint', 'UnaryTests')] } : type)),
    ...added,
  ],
};

const years = { '20211108': 'DMN 1.4', '20230324': 'DMN 1.5' };
/** Namespaces of 1.4 and 1.5, whose files are read as those of 1.3. */
export const laterNamespaces: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(years).flatMap((year) => [[`https://www.omg.org/spec/DMN/${year}/MODEL/`, 'dmn'], [`https://www.omg.org/spec/DMN/${year}/DMNDI/`, 'dmndi']]),
);

export const understoodModels: ReadonlySet<string> = new Set([dmn13.uri, ...Object.keys(laterNamespaces).filter((uri) => uri.endsWith('/MODEL/'))]);
