import pg from 'pg';

/** A statement as the store gives it to pg; what has no text (a copy stream) is let through. */
interface Said {
  readonly name?: string;
  readonly text: string;
}

const isSaid = (given: unknown): given is Said => typeof given === 'object' && given !== null && typeof (given as Said).text === 'string' && !('submit' in given);

/** Changes the statements of this whole process on their way to PostgreSQL: what the modules beside this one are wrong by. */
export function rewrite(change: (name: string, text: string) => string): void {
  const proto = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const query = proto.query;
  proto.query = function (this: unknown, ...args: unknown[]): unknown {
    const [first, ...rest] = args;
    const given = typeof first === 'string' ? change(first, first) : isSaid(first) ? { ...first, text: change(first.name ?? first.text, first.text) } : first;
    return query.call(this, given, ...rest);
  };
}

/** What a module remembers of a connection. */
export interface Connection {
  hasWritten?: boolean;
}
type Send = (text: string) => Promise<object>;

/** Puts another answer in the place of a statement's; `undefined` lets it through. Only for statements whose answer is awaited. */
export function answerInstead(answer: (connection: Connection, name: string, send: Send) => Promise<object> | undefined): void {
  const proto = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const query = proto.query;
  const seen = new WeakMap<object, Connection>();
  proto.query = function (this: object, ...args: unknown[]): unknown {
    const [first] = args;
    const name = typeof first === 'string' ? first : isSaid(first) ? (first.name ?? first.text) : '';
    const connection = seen.get(this) ?? {};
    seen.set(this, connection);
    return answer(connection, name, (text) => query.call(this, text) as Promise<object>) ?? query.apply(this, args);
  };
}
