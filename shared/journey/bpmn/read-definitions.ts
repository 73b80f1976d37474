import type { Defect, ProcessDefinition } from '../process.ts';
import type { BpmnSource } from './check-file.ts';
import type { Defects } from './defects.ts';
import type { ModdleWarning } from './moddle-warnings.ts';
import { reportWarnings } from './moddle-warnings.ts';
import { nameElements } from './name-elements.ts';
import { linkCalls, processesOf } from './processes.ts';
import { checkStructure } from './structure.ts';
import type { Element } from './tree.ts';

export type BpmnReading =
  | {
      readonly ok: true;
      /** One per pool with a process, or per process; global tasks are in `called` of those that use them. */
      readonly processes: readonly ProcessDefinition[];
      /** Warnings only. With any, the model is a draft that cannot be run. */
      readonly defects: readonly Defect[];
      readonly executable: boolean;
      readonly source: BpmnSource;
    }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/** Converts what bpmn-moddle read (`root`, a `bpmn:Definitions`) to the neutral model; adds to the defects that were found in the file itself. */
export function readDefinitions(
  root: unknown,
  warnings: readonly ModdleWarning[],
  source: BpmnSource,
  known: (id: string) => ProcessDefinition | undefined,
  defects: Defects,
): BpmnReading {
  const definitions = root as Element;
  reportWarnings(warnings, defects);
  nameElements(definitions);
  const read = processesOf(definitions, defects);
  for (const process of read.processes) checkStructure(process, defects);
  const processes = linkCalls(read.processes, read.globals, known, defects);
  const list = defects.list();
  return defects.hasError ? { ok: false, defects: list } : { ok: true, processes, defects: list, executable: list.length === 0, source };
}
