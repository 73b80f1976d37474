import type { FastifyRequest } from 'fastify';
import type { Person } from '../../shared/model/person.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { readerOf } from '../queries/reader.ts';
import type { Reader } from '../store/reads/lists.ts';
import type { Call, Outcome } from './bind.ts';
import type { CurrentDirectory } from './current-directory.ts';
import type { Refused } from './problem.ts';
import { isLoopbackAddress } from './security.ts';

export const notFound: Refused = { ok: false, code: 'not_found' };
export const found = (row: object | undefined): Outcome => (row ? { send: row } : notFound);
export const listed = (page: object): Outcome => (isRefusal(page) ? page : { send: page });

export type ReadAs = (call: Call, read: (reader: Reader, person: Person, people: ReadonlyMap<string, Person>) => Promise<Outcome>) => Promise<Outcome>;

/** Reads as the person of a session; who has left since it began reads nothing. */
export function readAs(directory: CurrentDirectory): ReadAs {
  return async (call, read) => {
    const { people, teams } = await directory.read();
    const person = people.get(call.sender);
    return person ? read(readerOf(person, teams), person, people) : { ok: false, code: 'no_session' };
  };
}

/** Whether somebody at this machine calls: a proxy on it speaks for others. */
export const isLocalCall = ({ socket, headers }: FastifyRequest): boolean => isLoopbackAddress(socket.remoteAddress) && headers['x-forwarded-for'] === undefined;
