import type { CompiledProcess } from '../engine/tables.ts';
import type { Data } from '../engine/process-state.ts';
import type { JourneyFile } from './journey-file.ts';

/** A version of an orchestrated journey, compiled once. */
export interface Journey {
  readonly file: JourneyFile;
  readonly process: CompiledProcess;
}

/** Every version that a case may still run. */
export interface Journeys {
  find(journey: string, version: number): Journey | undefined;
  newest(journey: string): Journey | undefined;
  /** What a business rule task asks: the decision's result, or undefined where there is no such decision. */
  decide?(decision: string, inputs: Data): Data | undefined;
}
