import type { ConnectorDefinition, WorkDefinition } from '../process.ts';
import type { Data, Ended, IncidentCode } from './process-state.ts';

/** What may happen to a running process. `token` is the id of a token in its state. */
export type Stimulus =
  /** `at`: the start event, receive task or event behind an instantiating gateway that was triggered; absent for the none start. `trigger`: which of its several, by number from 0. */
  | { readonly type: 'start'; readonly at?: string; readonly trigger?: number; readonly data?: Data; readonly payload?: Data }
  | { readonly type: 'complete'; readonly token: number; readonly data?: Data }
  /** A BPMN error out of a waiting activity; what nobody catches is an incident on its token. */
  | { readonly type: 'fail'; readonly token: number; readonly code: string; readonly data?: Data }
  | { readonly type: 'escalate'; readonly token: number; readonly code: string; readonly data?: Data }
  /** `key`: compared with that of the trigger where it has one. One trigger takes it, the oldest that fits. */
  | { readonly type: 'message'; readonly name: string; readonly key?: string; readonly payload?: Data }
  /** Every trigger that waits for it takes it. */
  | { readonly type: 'signal'; readonly name: string; readonly payload?: Data }
  /** `holder` is the token or scope that `dueTimers` named. */
  | { readonly type: 'timer'; readonly holder: number; readonly element: string; readonly due: number }
  /** Does what an incident stopped again, with variables corrected first. */
  | { readonly type: 'retry'; readonly token: number; readonly data?: Data }
  /** Lets a join go on without the tokens that it lacks: a person's way out of `stuck`. `token` is one that waits there. */
  | { readonly type: 'release'; readonly token: number }
  /** Starts an activity of an ad-hoc sub-process, or ends it; `token` is the one that waits at the sub-process. */
  | { readonly type: 'addAdHoc'; readonly token: number; readonly activity: string; readonly data?: Data }
  | { readonly type: 'endAdHoc'; readonly token: number }
  /** Variables that changed outside; conditional events see them. */
  | { readonly type: 'data'; readonly data: Data }
  | { readonly type: 'cancel' };

/** What the outside must do after a step, in order. `token` is where the answer goes (`complete`, `fail`). */
export type Request =
  | {
      readonly do: 'openWork'; readonly token: number; readonly element: string; readonly inputs: Data;
      readonly work?: WorkDefinition; readonly team?: string; readonly stage?: string; readonly name?: string; readonly assignee?: string;
    }
  | { readonly do: 'closeWork'; readonly token: number; readonly element: string }
  | { readonly do: 'call'; readonly token: number; readonly element: string; readonly connector: ConnectorDefinition; readonly inputs: Data }
  | { readonly do: 'cancelCall'; readonly token: number; readonly element: string }
  | { readonly do: 'askDecision'; readonly token: number; readonly element: string; readonly decision: string; readonly inputs: Data }
  | { readonly do: 'cancelDecision'; readonly token: number; readonly element: string }
  | { readonly do: 'sendMessage'; readonly element: string; readonly name: string; readonly key?: string; readonly payload: Data; readonly connector?: ConnectorDefinition }
  /** For other cases: this one has taken it already where it waited for it. */
  | { readonly do: 'sendSignal'; readonly element: string; readonly name: string; readonly payload: Data }
  | { readonly do: 'escalated'; readonly element: string; readonly code?: string; readonly isCaught: boolean }
  | { readonly do: 'incident'; readonly token: number; readonly element: string; readonly code: IncidentCode; readonly detail?: string }
  | { readonly do: 'ended'; readonly ended: Ended }
  /** Nothing can move any more: joins that wait for tokens which cannot come. */
  | { readonly do: 'stuck'; readonly joins: readonly StuckJoin[] }
  /** More transitions than one input may cause; what was on its way stands before incidents. */
  | { readonly do: 'runaway'; readonly transitions: number };

export interface StuckJoin {
  readonly element: string;
  /** Incoming flows that have no token. */
  readonly missing: readonly string[];
}
