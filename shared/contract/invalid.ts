import type * as z from 'zod/mini';
import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';

type Issue = z.core.$ZodIssue;

/** A key that a client made up is repeated only where it is a plain short word. */
const plainKey = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/;

/** `invalid` with the path of the first field that does not fit and why; never with the value. */
export function invalid(error: { readonly issues: readonly Issue[] }, at: readonly PropertyKey[] = []): Refusal {
  const { path, code } = deepest(error.issues[0], at);
  return refuse('invalid', { field: path.map((part) => (typeof part === 'number' || plainKey.test(String(part)) ? String(part) : '?')).join('.'), because: code });
}

function deepest(issue: Issue | undefined, at: readonly PropertyKey[]): { path: PropertyKey[]; code: string } {
  if (issue === undefined) return { path: [...at], code: 'unknown' };
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], code: 'unknown_field' };
  const nearest = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
  return nearest ? deepest(nearest, path) : { path, code: issue.code };
}

/** Of the alternatives the one that came furthest. */
function nearestBranch(branches: readonly (readonly Issue[])[]): Issue | undefined {
  return branches.flatMap((issues) => issues.slice(0, 1)).sort((a, b) => b.path.length - a.path.length)[0];
}
