import type { RouteContract } from '../../shared/contract/rest.ts';
import type { Calendar } from '../../shared/work/calendar.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Handler, RouteOptions } from './bind.ts';
import type { CasePresence } from './case-presence.ts';
import type { CurrentDirectory } from './current-directory.ts';
import type { CustomerReads } from './customer-reads.ts';
import type { Sessions } from './sessions.ts';

/** What handlers of routes work with. */
export interface RouteParts {
  readonly door: Pick<DeskDoor, 'report' | 'order' | 'health'>;
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly journeys: JourneyCatalog | undefined;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly sessions: Sessions;
  readonly directory: CurrentDirectory;
  readonly customerReads: CustomerReads;
  readonly newId: (prefix: string) => string;
  readonly takesInputs: () => boolean;
  /** Undefined until sockets are served. */
  readonly presence: () => CasePresence | undefined;
}

export type Bind = (contract: RouteContract, handler: Handler, options?: RouteOptions) => void;
