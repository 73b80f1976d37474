import { must } from '../../shared/assert.ts';
import type { View, ViewWritten } from '../../shared/contract/rest-team.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, sealValue, UNREADABLE } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import type { SavedView } from '../store/tables/saved-views.ts';
import { putView, readViews } from '../store/tables/saved-views.ts';

/** Most views of one person. */
const limit = 100;

const holderOf = (person: string): string => `staff:${person}`;
const placeOf = (id: string): string => `view ${id}`;

interface Texts {
  readonly name: string;
  readonly text?: string;
}

/** One's own views, and those that colleagues of `teams` share. A view that no key opens any more is left out. */
export async function listViews(db: Queryable, keys: KeyStore, { id }: Person, teams: readonly string[], people: ReadonlyMap<string, Person>): Promise<View[]> {
  const colleagues = [...people.values()].filter((one) => one.id !== id && teams.includes(one.team)).map((one) => one.id);
  const saved = await readViews(db, id, colleagues);
  const found = keys.peek([...new Set(saved.map(({ owner }) => holderOf(owner)))]);
  return saved.flatMap((view) => {
    const texts = openValue(found.get(holderOf(view.owner)), view.texts, placeOf(view.id));
    return texts === UNREADABLE ? [] : [row(view, JSON.parse(texts) as Texts, people.get(view.owner)?.team ?? '')];
  });
}

/** Saves a view of one's own; `not_found` where the id is another person's, `views_full` above the limit. */
export async function saveView(db: Queryable, keys: KeyStore, { id: owner, team }: Person, id: string, { name, isShared, query: { text, ...query } }: ViewWritten): Promise<View | Refusal> {
  const own = await readViews(db, owner, []);
  if (own.length >= limit && !own.some((view) => view.id === id)) return refuse('views_full', { limit });
  const texts: Texts = { name, ...(text === undefined ? {} : { text }) };
  const key = must(keys.keysFor([holderOf(owner)]).get(holderOf(owner)), 'staff are never erased');
  const view: SavedView = { id, owner, isShared, texts: sealValue(key, JSON.stringify(texts), placeOf(id)), query: JSON.stringify(query) };
  return (await putView(db, view)) ? row(view, texts, team) : refuse('not_found', { view: id });
}

function row({ id, owner, isShared, query }: SavedView, { name, text }: Texts, team: string): View {
  return { id, name, isShared, author: owner, team, query: { ...(JSON.parse(query) as View['query']), ...(text === undefined ? {} : { text }) } };
}
