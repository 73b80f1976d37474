import canonicalize from 'canonicalize';
import { must } from '../../shared/assert.ts';

/** The canonical JSON of a value (RFC 8785); members that are `undefined` are left out. */
export function canonicalJson(value: unknown): string {
  return must(canonicalize(value), 'an entry or a row is a JSON value');
}
