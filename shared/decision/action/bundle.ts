import type { Channel } from '../../model/case.ts';
import type { Condition, Script } from '../gate/condition.ts';
import type { ActionDefinition } from './action.ts';
import type { BundleSource } from './bundle-source.ts';
import type { FailingGate } from './decision.ts';
import type { FeatureDeclaration, Features, FeatureValue } from './feature.ts';
import type { GateDefinition } from './gate.ts';

/** Gates with the same condition share it. */
export interface Gate {
  readonly definition: GateDefinition;
  readonly condition: Condition;
}

export interface Change {
  /** Its place among those of the bundle. */
  readonly index: number;
  readonly id: string;
  readonly cost: number;
  /** `at` is the place of the feature. */
  readonly sets: readonly { readonly feature: string; readonly at: number; readonly to: Script | { readonly value: FeatureValue } }[];
}

/**
 * Gates of an action and the changes that bear on them, as far as they hang together: what opens one such group says nothing of another.
 * Actions that have the same group share it.
 */
export interface Group {
  readonly index: number;
  readonly gates: readonly Gate[];
  /** The cheapest first. */
  readonly changes: readonly Change[];
  /** For each change the gates that read what it sets, as bits by their places. */
  readonly touched: readonly number[];
  /** Where it is one gate, what is told of it when nothing opens it, and when this change alone does, by its place; else empty. */
  readonly shut: OpenedGroup | null;
  readonly openedBy: readonly OpenedGroup[];
}

/** What opens a group as things are. */
export interface OpenedGroup {
  /** Sorted by id; null where nothing opens the whole group. */
  readonly changes: readonly string[] | null;
  readonly cost: number;
  /** By the place of the gate; those that hold have none. */
  readonly told: readonly (FailingGate | null)[];
}

export interface Part {
  readonly id: string;
  readonly factor: number;
  readonly condition: Condition;
}

export interface Lever {
  readonly id: string;
  readonly factor: number;
  /** Milliseconds of the epoch; `to` is the first that is not in it. */
  readonly from: number;
  readonly to: number;
}

export interface CompiledAction {
  readonly definition: ActionDefinition;
  /** The place of its class in the hard order. */
  readonly rank: number;
  /** By kind, in the hard order; within one as the action names them. */
  readonly gates: readonly Gate[];
  /** For each of its gates the group that it is in, and its place there. */
  readonly places: readonly { readonly group: Group; readonly place: number }[];
  readonly context: readonly Part[];
  readonly value: readonly Part[];
  readonly levers: readonly Lever[];
}

/** Everything that decides, compiled. The same source has the same digest. */
export interface Bundle {
  readonly ok: true;
  readonly digest: string;
  readonly source: BundleSource;
  readonly features: ReadonlyMap<string, FeatureDeclaration>;
  /** The place of each feature among those of the bundle. */
  readonly places: ReadonlyMap<string, number>;
  /** All features as they are where nothing was gathered; the values alone by their places. */
  readonly blank: Features;
  readonly blankValues: readonly FeatureValue[];
  readonly conditions: readonly Condition[];
  readonly groups: readonly Group[];
  readonly actions: ReadonlyMap<string, CompiledAction>;
  /** The actions for a channel and placement. Nothing is always among them. */
  readonly candidates: (channel: Channel, placement: string) => readonly CompiledAction[];
  /** The same by class, in the hard order. */
  readonly classes: (channel: Channel, placement: string) => readonly (readonly CompiledAction[])[];
  readonly atMost: (placement: string) => number;
}
