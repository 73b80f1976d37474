import type { FeelType, SimpleType } from './feel-type.ts';
import type { TokenStream } from './token-stream.ts';
import { refuse } from './tokens.ts';

const SIMPLE: ReadonlyMap<string, SimpleType> = new Map<string, SimpleType>([
  ...(['Any', 'Null', 'number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'] as const).map((name) => [name, name] as const),
  ['null', 'Null'], ['list', 'any list'], ['context', 'any context'], ['function', 'any function'], ['range', 'any range'],
]);
const ANY: FeelType = { type: 'Any' };
const mostWords = 8;

type Named = (name: string) => FeelType | undefined;

/** A type as after `instance of` (DMN 1.5, grammar rules 52 and 53); a name that is neither FEEL's own nor given is `feel_unsupported`, rule `type`. */
export function parseType(stream: TokenStream, named: Named): FeelType {
  return stream.nested(() => typeAt(stream, named)) ?? ANY;
}

function typeAt(stream: TokenStream, named: Named): FeelType {
  const { at, kind } = stream.token;
  if (kind !== 'name' && kind !== 'keyword') {
    stream.unexpected();
    return ANY;
  }
  const name = typeName(stream, named);
  if (stream.is('<') || name === 'function') {
    if (name === 'list' || name === 'range') {
      stream.expect('<');
      const element = parseType(stream, named);
      stream.expect('>');
      return { type: name, element };
    }
    if (name === 'context') return contextType(stream, named);
    if (name === 'function' && stream.is('<')) return functionType(stream, named);
  }
  const given = named(name);
  if (given !== undefined) return given;
  const simple = SIMPLE.get(name);
  if (simple === undefined) stream.fail(refuse('feel_unsupported', at, name, 'type'));
  return { type: simple ?? 'Any' };
}

/** All words up to the next symbol that could belong to a type's name; one of another file has that one's name and a dot in front. */
function typeName(stream: TokenStream, named: Named): string {
  for (let words = mostWords; words > 0; words -= 1) {
    const name = Array.from({ length: words }, (_, i) => stream.peek(i).text).join(' ').replaceAll(' . ', '.');
    if (words > 1 && !SIMPLE.has(name) && named(name) === undefined) continue;
    stream.position += words;
    return name;
  }
  return '';
}

function contextType(stream: TokenStream, named: Named): FeelType {
  stream.expect('<');
  const entries: { name: string; type: FeelType }[] = [];
  do {
    const words: string[] = [];
    while (stream.token.kind === 'name' || stream.token.kind === 'keyword') {
      words.push(stream.token.text);
      stream.position += 1;
    }
    stream.expect(':');
    entries.push({ name: words.join(' '), type: parseType(stream, named) });
  } while (stream.take(','));
  stream.expect('>');
  return { type: 'context', entries };
}

function functionType(stream: TokenStream, named: Named): FeelType {
  stream.expect('<');
  const parameters: FeelType[] = [];
  if (!stream.is('>')) {
    do parameters.push(parseType(stream, named));
    while (stream.take(','));
  }
  stream.expect('>');
  stream.expect('->');
  return { type: 'function', parameters, result: parseType(stream, named) };
}
