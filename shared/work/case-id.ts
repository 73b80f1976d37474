import { v5 } from 'uuid';

/** Name space of the ids of cases that a key of their source names (RFC 9562, version 5). */
const caseSpace = '0d6c7a3e-52b1-5c0e-9a1e-6f0a3d1b7c55';

/** Ids worked out lately: a case has many events, and the hash costs more than all else of an input. */
const derived = new Map<string, string>();
const derivedLimit = 20_000;

/** The id of the case of a journey that its source knows by this key: the same on every node and in every import. */
export function caseIdOf(journey: string, key: string): string {
  const name = `${journey}/${key}`;
  const known = derived.get(name);
  if (known !== undefined) return known;
  const id = `k-${v5(name, caseSpace)}`;
  if (derived.size >= derivedLimit) derived.clear();
  derived.set(name, id);
  return id;
}
