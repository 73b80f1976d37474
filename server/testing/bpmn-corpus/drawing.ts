import { must } from '../../../shared/assert.ts';

/** A shape of a drawing. `kind` is what the person picked from the palette; `options` is what they filled in. */
export interface Shape {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
  readonly lane: string | undefined;
  readonly inner: Scope | undefined;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly condition: string | undefined;
  readonly isDefault: boolean;
}

export interface Scope {
  readonly shapes: Shape[];
  readonly arrows: Arrow[];
}

export interface Pool extends Scope {
  readonly name: string;
  /** Nobody drew what happens in it. */
  readonly isClosed: boolean;
  readonly lanes: string[];
}

export interface Drawing {
  readonly pools: Pool[];
  readonly messages: { readonly from: string; readonly to: string; readonly name: string }[];
  /** Lines from shapes to data, notes and handlers. */
  readonly lines: { readonly from: string; readonly to: string }[];
}

const shapeLine = /^(\w+) ([\w-]+)(?: "([^"]*)")?((?: \w+=(?:"[^"]*"|\S+))*)( \{)?$/;

/**
 * Reads a drawing from lines: `pool Bank`, `closed Customer`, `lane Clerk`, `user t1 "Check" group=north`, `sub s "Inside" {` … `}`,
 * `a > b > c`, `a > b "Yes" ? x = 1`, `a >> b` for a default, `a ~> b "letter"` for messages, `a -- b` for lines. No pool: one process.
 */
export function drawingOf(text: string): Drawing {
  const drawing: Drawing = { pools: [], messages: [], lines: [] };
  const scopes: Scope[] = [];
  let lane: string | undefined;
  const pool = (name: string, isClosed: boolean): void => {
    const made = { name, isClosed, lanes: [], shapes: [], arrows: [] };
    drawing.pools.push(made);
    scopes.splice(0, scopes.length, made);
    lane = undefined;
  };
  for (const line of text.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'pool' || word === 'closed') pool(rest.join(' '), word === 'closed');
    else if (line === '}') scopes.pop();
    else {
      if (scopes.length === 0) pool('', false);
      const scope = must(scopes.at(-1), 'a scope is open');
      if (word === 'lane') {
        lane = rest.join(' ');
        drawing.pools.at(-1)?.lanes.push(lane);
      } else if (/ (?:>>?|~>|--) /.test(line)) connect(line, scope, drawing);
      else {
        const [, kind = '', id = '', name = '', options = '', opens] = must(shapeLine.exec(line), `not a shape: ${line}`);
        const inner: Scope | undefined = opens === undefined ? undefined : { shapes: [], arrows: [] };
        const given = [...options.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, key = '', quotedValue, plain]) => [key, quotedValue ?? plain ?? ''] as const);
        scope.shapes.push({ id, kind, name, options: new Map(given), lane: scopes.length === 1 ? lane : undefined, inner });
        if (inner) scopes.push(inner);
      }
    }
  }
  return drawing;
}

function connect(line: string, scope: Scope, drawing: Drawing): void {
  const [, ends = '', name = '', condition] = must(/^((?:[\w-]+ (?:>>?|~>|--) )+[\w-]+)(?: "([^"]*)")?(?: \? (.*))?$/.exec(line), `not an arrow: ${line}`);
  const parts = ends.split(' ');
  for (let at = 0; at + 2 < parts.length; at += 2) {
    const [from = '', sign = '', to = ''] = parts.slice(at, at + 3);
    if (sign === '~>') drawing.messages.push({ from, to, name });
    else if (sign === '--') drawing.lines.push({ from, to });
    else scope.arrows.push({ from, to, name, condition, isDefault: sign === '>>' });
  }
}
