import type { Journeys } from '../journey/orchestrated/journey.ts';
import type { CaseState } from '../model/case.ts';

/** A channel of the bank, as its key says it, and whom it has in front of it as far as it tells. */
export interface Serving {
  readonly source: string;
  /** The observed journey that is the source's own. */
  readonly reports?: string | undefined;
  readonly customer?: string | undefined;
}

/**
 * Whether a channel may be told of a case and speak of its customer: only one that the case's journey hears, and only of a case that came
 * from it, or of the customer whom it names. To all others the case is not there.
 */
export function mayServe({ source, reports, customer }: Serving, { case: row }: Pick<CaseState, 'case'>, journeys: Journeys | undefined): boolean {
  const hears = journeys?.find(row.journey, row.journeyVersion)?.file.sources;
  if (hears === undefined ? reports !== row.journey : !hears.includes(source)) return false;
  return customer === undefined ? row.party.source === source : row.customer === customer;
}
