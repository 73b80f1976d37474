import type { EntryDraft } from '../../contract/entries.ts';
import type { CompiledProcess } from '../engine/tables.ts';
import type { Data } from '../engine/process-state.ts';
import type { JourneyFile } from './journey-file.ts';

/** A version of an orchestrated journey, compiled once. */
export interface Journey {
  readonly file: JourneyFile;
  readonly process: CompiledProcess;
}

export interface Hearing {
  readonly journey: Journey;
  readonly starts: boolean;
}

/** What explains a decision: which one it was, by the digest of its file, and in each table that was asked the rules that matched. */
export type RulingBasis = NonNullable<EntryDraft<'journey:stepped'>['body']['decision']>;

/** A decision that was made, or the code of why it was not: then the task fails, as work does. */
export type Ruling = ({ readonly ok: true; readonly data: Data } | { readonly ok: false; readonly code: string }) & { readonly basis?: RulingBasis };

/** Every version that a case may still run. */
export interface Journeys {
  find(journey: string, version: number): Journey | undefined;
  newest(journey: string): Journey | undefined;
  /** Journeys, as their newest versions, in which something may wait for a message in any version, or which it starts. */
  hearing?(message: string): readonly Hearing[];
  /** The same for a signal of the bank. */
  hearingSignal?(name: string): readonly Hearing[];
  /** Those, as their newest versions, that facts of a customer may begin. */
  readonly conditional?: readonly Journey[];
  /** What a business rule task asks, at a time in milliseconds; undefined where there is no such decision. */
  decide?(decision: string, inputs: Data, now: number): Ruling | undefined;
}
