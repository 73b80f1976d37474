import { routes } from '../../shared/contract/rest.ts';
import type { PersonRow } from '../../shared/contract/rest.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { Api } from './api.ts';

export interface Session {
  readonly token: string;
  readonly person: PersonRow;
}

const place = 'baton.session';

/** Where a session is kept. */
export type SessionPlace = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Who is signed in in this window; it outlives a reload and, but on the desktop, ends with the window. */
export class SessionKeeper {
  readonly #storage: SessionPlace;
  #session: Session | undefined;

  constructor(storage: SessionPlace) {
    this.#storage = storage;
    try {
      this.#session = (JSON.parse(storage.getItem(place) ?? 'null') as Session | null) ?? undefined;
    } catch {
      this.#session = undefined;
    }
  }

  get session(): Session | undefined {
    return this.#session;
  }

  readonly token = (): string => this.#session?.token ?? '';

  /** Opens a session of a person of the demo bank. */
  async open(api: Api, person: string): Promise<Session | Refusal> {
    const answer = await api.ask(routes.openDemoSession, { body: { person } });
    if (!answer.ok) return answer;
    this.#session = { token: answer.value.token, person: answer.value.person };
    this.#storage.setItem(place, JSON.stringify(this.#session));
    return this.#session;
  }

  async end(api: Api): Promise<void> {
    await api.ask(routes.endDemoSession);
    this.forget();
  }

  forget(): void {
    this.#session = undefined;
    this.#storage.removeItem(place);
  }
}
