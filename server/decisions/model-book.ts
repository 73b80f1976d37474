import { canonicalJson } from '../../shared/canonical.ts';
import type { Bundle } from '../../shared/decision/action/bundle.ts';
import type { PropensityOf } from '../../shared/decision/action/propensity.ts';
import type { Model } from '../../shared/decision/learn/model.ts';
import type { Models } from '../../shared/decision/learn/models.ts';
import { digestOf, modelsOf } from '../../shared/decision/learn/models.ts';
import type { Trial } from '../../shared/decision/learn/trial.ts';
import type { Channel } from '../../shared/model/case.ts';
import { channels } from '../../shared/model/case.ts';
import type { Queryable } from '../store/queryable.ts';
import { keepParts, readNewestModels, readParts } from '../store/tables/decision-parts.ts';
import { sha256 } from './rule-book.ts';

export type Role = Model['role'];
export const roles: readonly Role[] = ['champion', 'challenger'];

/** What the versions of a model are kept under. */
export const modelKey = (action: string, channel: Channel, role: Role): string => `${action} ${channel} ${role}`;

/** Another server may have committed a little earlier what is read a little later. */
const overlapMs = 10_000;

/** The newest versions of all models, as far as this server has read them, and how the bank tries things. */
export class ModelBook {
  readonly trial: Trial;
  readonly #db: Queryable;
  readonly #keys: readonly string[];
  readonly #digests = new Map<string, string>();
  #models: Models;
  #newestAt = 0;
  #isKept = false;

  constructor({ source }: Bundle, trial: Trial, db: Queryable) {
    this.trial = trial;
    this.#db = db;
    this.#keys = source.actions.flatMap(({ id }) => channels.flatMap((channel) => roles.map((role) => modelKey(id, channel, role))));
    this.#models = modelsOf([], trial, sha256);
  }

  get models(): Models {
    return this.#models;
  }

  /** The digest of a version in use. */
  digest(action: string, channel: Channel, role: Role): string | undefined {
    return this.#digests.get(modelKey(action, channel, role));
  }

  /** Reads what is newer than what is known, from this server or another. */
  async refresh(): Promise<void> {
    if (!this.#isKept) {
      const text = canonicalJson(this.trial);
      await keepParts(this.#db, [{ digest: sha256(text), kind: 'trial', key: 'trial', text, at: 0 }]);
      this.#isKept = true;
    }
    const rows = (await readNewestModels(this.#db, this.#keys, this.#newestAt - overlapMs)).filter(({ key, digest }) => this.#digests.get(key) !== digest);
    if (rows.length === 0) return;
    this.#models = this.#models.with(rows.map(({ body }) => JSON.parse(body) as Model));
    for (const { key, digest, at } of rows) {
      this.#digests.set(key, digest);
      this.#newestAt = Math.max(this.#newestAt, at);
    }
  }

  /** What the models with these digests say, with how things were tried then; undefined for none, or where one is not known. */
  async said(digests: readonly string[]): Promise<PropensityOf | undefined> {
    if (digests.length === 0) return undefined;
    const parts = await readParts(this.#db, digests);
    const trial = parts.find(({ kind }) => kind === 'trial');
    if (trial === undefined || parts.length < digests.length) return undefined;
    const versions = parts.flatMap(({ kind, body }) => (kind === 'model' ? [JSON.parse(body) as Model] : []));
    return modelsOf(versions, JSON.parse(trial.body) as Trial, sha256).propensityOf;
  }

  /** Digest of the newest version of an action, of whatever channel and role: its next one follows that. */
  tip(action: string): string | undefined {
    const versions = channels.flatMap((channel) => roles.flatMap((role) => this.#models.get(action, channel, role) ?? []));
    const [first, ...rest] = versions;
    if (first === undefined) return undefined;
    return digestOf(rest.reduce((newest, one) => ((one.steppedAt ?? 0) > (newest.steppedAt ?? 0) ? one : newest), first), sha256);
  }
}
