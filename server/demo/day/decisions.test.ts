import { describe, expect, it } from 'vitest';
import { must } from '../../../shared/assert.ts';
import type { Fields } from '../../../shared/journey/orchestrated/field.ts';
import { takeFields } from '../../../shared/journey/orchestrated/field.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { cloudEventSchema } from '../../../shared/model/event.ts';
import { loadJourneys } from '../../catalog/journeys.ts';
import { makeStaff } from '../staff.ts';
import { seededRandom } from '../random.ts';
import { arrivalsOf, dayMs, dayStart, hourMs, whenStaffed } from './day-plan.ts';
import { drawFields } from './fields.ts';
import { luckOf } from './luck.ts';
import { saidAt } from './outside-step.ts';
import { candidatesFor, listenersOf } from './staff-step.ts';
import { badHoursOf, killsOf, weatherChanges } from './weather-plan.ts';

const loaded = await loadJourneys();
if (isRefusal(loaded)) throw new Error(loaded.code);
const journeys = loaded.all;
const allFields = journeys.flatMap(({ file }): [string, Fields][] => [
  ...Object.entries(file.forms ?? {}).map(([name, { fields }]): [string, Fields] => [`${file.journey} form ${name}`, fields]),
  ...Object.entries(file.messages ?? {}).map(([name, { fields }]): [string, Fields] => [`${file.journey} message ${name}`, fields ?? {}]),
  [`${file.journey} start`, file.start ?? {}],
]);

describe('what happens on a simulated day', () => {
  it('is the same for the same seed, and another for another', () => {
    const day = (seed: number) => arrivalsOf(journeys, seed, 300);
    expect(day(1)).toEqual(day(1));
    expect(day(1)).not.toEqual(day(2));
  });

  it('brings every journey to every customer on the day, by channels that may start it', () => {
    const arrivals = arrivalsOf(journeys, 3, 800);
    expect(arrivals.length).toBeGreaterThan(800);
    expect(new Set(arrivals.map(({ journey }) => journey))).toEqual(new Set(journeys.map(({ file }) => file.journey)));
    expect(new Set(arrivals.map(({ journey, key }) => `${journey}/${key}`)).size).toBe(arrivals.length);
    for (const { at, source, journey } of arrivals) {
      expect(at).toBeGreaterThanOrEqual(dayStart);
      expect(at).toBeLessThan(dayStart + dayMs);
      expect(must(journeys.find(({ file }) => file.journey === journey), 'it is one of them').file.sources).toContain(source);
    }
  });

  it('does not depend on how many others come', () => {
    const few = new Map(arrivalsOf(journeys, 5, 50).map((arrival) => [arrival.key, arrival]));
    for (const arrival of arrivalsOf(journeys, 5, 100)) if (few.has(arrival.key)) expect(arrival).toEqual(few.get(arrival.key));
  });

  it.each(allFields)('fills in %s as it may be', (_, fields) => {
    for (let step = 0; step < 50; step += 1) {
      const given = drawFields(fields, luckOf(7, 'case', String(step)));
      expect(takeFields(fields, given, () => 'v-1'), JSON.stringify(given)).toMatchObject({ ok: true });
    }
  });

  it.each(journeys.map(({ file }) => [file.journey, file] as const))('lets people outside answer, be silent, call and walk in: %s', (_, file) => {
    const messages = Object.keys(file.messages ?? {});
    const said = Array.from({ length: 300 }, (__, step) => saidAt(file, messages, luckOf(11, 'case', String(step)), 'mobile'));
    expect(said.filter((one) => one === undefined).length).toBeGreaterThan(0);
    const heard = said.filter((one) => one !== undefined);
    if (messages.some((name) => file.messages?.[name]?.from === 'customer')) expect(heard.some(({ channel }) => channel === 'phone')).toBe(true);
    for (const { source, message, data, channel } of heard) {
      expect(messages).toContain(message);
      if (source === undefined) continue;
      expect(file.sources).toContain(source);
      const event = { specversion: '1.0', id: 'e', source, type: `${file.journey}.${message}`, subject: 'k', time: new Date(dayStart).toISOString(), data: { ...data, channel } };
      expect(cloudEventSchema.safeParse(event).success, JSON.stringify(event)).toBe(true);
    }
  });

  it('finds somebody for work of every team, and only with the licence', () => {
    const staff = makeStaff(seededRandom(1));
    for (const team of ['loans', 'back-office', 'call-centre', 'second-line', 'branch-north']) {
      const licensed = candidatesFor(staff, team, 'approval', luckOf(1, 'case', team));
      expect(licensed.length).toBeGreaterThan(1);
      for (const id of licensed) expect(staff.find((person) => person.id === id)?.licences).toContain('approval');
      expect(candidatesFor(staff, team, undefined, luckOf(1, 'case', team)).length).toBeGreaterThan(licensed.length / 2);
    }
    expect(listenersOf(staff, 'phone', luckOf(1, 'case', 'x')).length).toBeGreaterThan(2);
  });

  it('has an hour without a system, and kills that leave its end alone', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const hours = badHoursOf(seed);
      const outage = must(hours.find(({ weather }) => weather.isDown), 'one is down');
      expect(outage.to - outage.from).toBe(hourMs);
      expect(weatherChanges(hours, outage.from - 1, outage.from)).toEqual([{ connector: outage.connector, weather: { isDown: true } }]);
      expect(weatherChanges(hours, outage.to - 1, outage.to).map(({ connector, weather }) => [connector, weather.isDown])).toEqual([[outage.connector, false]]);
      const kills = killsOf(seed, 3, hours);
      expect(kills.map(({ what }) => what).sort()).toEqual(['database', 'database', 'database', 'server', 'server', 'server']);
      for (const { at } of kills) expect(at > outage.to - 900_000 && at < outage.to).toBe(false);
    }
  });

  it('waits for staff until they are there', () => {
    expect(whenStaffed(dayStart + 3 * hourMs)).toBe(dayStart + 7 * hourMs);
    expect(whenStaffed(dayStart + 12 * hourMs)).toBe(dayStart + 12 * hourMs);
    expect(whenStaffed(dayStart + 23 * hourMs)).toBe(dayStart + dayMs + 7 * hourMs);
  });
});
