import type { CaseState } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import { isOpen } from '../../model/task.ts';
import { onCase } from '../../work/commands/rule.ts';
import type { Decided } from '../../work/world.ts';
import { done } from '../../work/world.ts';
import { missingElements } from '../engine/read-state.ts';
import type { ElementMap } from '../engine/rename-elements.ts';
import { renameElements } from '../engine/rename-elements.ts';
import { lostIn } from './implied.ts';
import type { Journey } from './journey.ts';

/** What would break if a case went on in another version. Nothing: it can be migrated. */
export interface Breaks {
  /** Elements that it stands at and the new version does not have. */
  readonly elements: readonly string[];
  /** Open tasks whose form the new version does not have. */
  readonly tasks: readonly string[];
  /** Stages that people say aloud and the new version does not have. */
  readonly stage?: string;
}

/** The preview for one case: what would break. `map` names elements anew. */
export function previewMigration(to: Journey, state: CaseState, map: ElementMap): Breaks {
  const { process } = state.case;
  if (process === undefined) return { elements: [], tasks: [] };
  const elements = [...new Set(missingElements(to.process, renameElements(process, map)))];
  const tasks = state.tasks.filter((task) => isOpen(task) && task.form !== undefined && to.file.forms?.[task.form] === undefined).map(({ id }) => id);
  const { stage } = state.case;
  return { elements, tasks, ...(to.file.stages.includes(stage) ? {} : { stage }) };
}

/** Moves a case to another version of its journey, where nothing breaks. Refused with `migration_breaks` and what does. */
export function migrate(from: Journey, to: Journey, state: CaseState, map: ElementMap): Decided | Refusal {
  const { journey, journeyVersion, process, status, id } = state.case;
  if (process === undefined || status === 'closed' || journey !== to.file.journey) return refuse('journey_none', { case: id });
  if (journeyVersion === to.file.version) return done();
  const { elements, tasks, stage } = previewMigration(to, state, map);
  if (elements.length > 0 || tasks.length > 0 || stage !== undefined)
    return refuse('migration_breaks', { case: id, elements: elements.join(' '), tasks: tasks.length, ...(stage === undefined ? {} : { stage }) });
  const data = lostIn(from, to, state.case);
  return done(onCase(state, 'journey:migrated', {
    from: journeyVersion, to: to.file.version, ...(Object.keys(map).length === 0 ? {} : { elements: map }), ...(Object.keys(data).length === 0 ? {} : { data }),
  }));
}
