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

/** Every version that a case may still run. */
export interface Journeys {
  find(journey: string, version: number): Journey | undefined;
  newest(journey: string): Journey | undefined;
  /** Journeys, in their newest versions, in which something may wait for a message, or which it starts. */
  hearing?(message: string): readonly Hearing[];
  /** What a business rule task asks: the decision's result, or undefined where there is no such decision. */
  decide?(decision: string, inputs: Data): Data | undefined;
}
