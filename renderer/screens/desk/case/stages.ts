import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import type { KnownJourney } from '../../../store/journeys.ts';

export type StageState = 'done' | 'current' | 'waiting' | 'failed' | 'ahead';

export interface StageView {
  readonly name: string;
  readonly state: StageState;
}

/** What is needed of a case's row, or of a line about it. */
export interface Staged {
  readonly stage: string;
  readonly status: 'open' | 'closed';
  readonly outcome?: string | undefined;
  readonly waitsFor?: { readonly whom: string } | undefined;
  readonly exceptions?: readonly unknown[] | undefined;
}

/** Whom staff count as themselves: nobody else has to move first. */
export const isUs = (whom: string | undefined): boolean => whom === undefined || whom === 'us' || whom === 'staff' || whom === 'approval';

/**
 * The stages of a journey as its strip shows them: as the process stands where one drives it, else as far as the row's stage. A stage that
 * the catalog does not name stands alone; what went wrong is shown where the case stands.
 */
export function stagesOf(info: Pick<KnownJourney, 'stages' | 'called'> | undefined, row: Staged, position: CaseSheet['position']): StageView[] {
  const here = ({ exceptions, waitsFor }: Staged): StageState => ((exceptions ?? []).length > 0 ? 'failed' : isUs(waitsFor?.whom) ? 'current' : 'waiting');
  const names = info?.stages.includes(row.stage) === true ? info.stages : [row.stage];
  const called = (name: string): string => info?.called?.[name] ?? name;
  if (row.status === 'closed') return names.map((name) => ({ name: called(name), state: 'done' }));
  if (position && position.standing.length > 0) {
    const hasFailed = position.standing.some(({ waits }) => waits === 'incident') || (row.exceptions ?? []).length > 0;
    const stages = position.stages.map(({ name, state }): StageView => ({ name, state: hasFailed && name === row.stage ? 'failed' : state }));
    // Somewhere it stands: a position between two stages is at the row's.
    return stages.some(({ state }) => state !== 'done' && state !== 'ahead') ? stages : stages.map((stage) => (stage.name === row.stage ? { ...stage, state: here(row) } : stage));
  }
  const at = names.indexOf(row.stage);
  return names.map((name, index) => ({ name: called(name), state: index < at ? 'done' : index === at ? here(row) : 'ahead' }));
}
