import { isTimed, scheduleStarts } from '../../shared/journey/orchestrated/timed-start.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import type { Desk } from './desk.ts';
import { systemInput } from './system-input.ts';

/** Sets the timers of journeys that begin by themselves: once for each version, whichever server is the first to know it. */
export async function scheduleJourneys(desk: Desk, { all, newest }: JourneyCatalog): Promise<void> {
  for (const journey of all) {
    const { journey: name, version } = journey.file;
    if (newest(name) !== journey || !isTimed(journey)) continue;
    await desk.submit(systemInput({
      id: `schedule/${name}@${String(version)}`, lane: 'timer', action: 'journey:schedule', footprint: {}, decide: (_, ctx) => scheduleStarts(journey, ctx),
    }));
  }
}
