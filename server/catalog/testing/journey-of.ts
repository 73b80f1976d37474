import { must } from '../../../shared/assert.ts';
import { compileProcess } from '../../../shared/journey/engine/compile-process.ts';
import type { JourneyFile } from '../../../shared/journey/orchestrated/journey-file.ts';
import { readBpmn } from '../bpmn/read-bpmn.ts';
import type { JourneyCatalog } from '../journeys.ts';
import { catalogOf } from '../journeys.ts';

/** A catalog of one journey whose model is a text, read as those that ship are. */
export async function journeyOf(xml: string, file: JourneyFile): Promise<JourneyCatalog> {
  const reading = await readBpmn(xml);
  if (!reading.ok || reading.defects.length > 0) throw new Error(JSON.stringify(reading.defects));
  const process = compileProcess(must(reading.processes.find(({ id }) => id === file.process), 'the model has the process'));
  if (!process.ok) throw new Error(JSON.stringify(process.defects));
  return catalogOf([{ process, file }]);
}
