import type { Random } from '../../demo/random.ts';

const names = [
  "O'Brien", 'Müller-Lüdenscheidt', 'de la Cruz', 'van ’t Hoff', 'Nguyễn Thị Minh', 'Łukasz', 'Ægir', 'Иванов', 'محمد', 'שרה', '山田', '김민준', 'Åsa', 'ßtark', 'İstanbul', 'Ñandú', 'Zoë', 'X Æ',
  'null', 'undefined', 'true', 'None', 'NaN', '0', 'Robert); DROP TABLE cases;--', '<b>bold</b>', '#{7*7}', '=1+1', '100 %', 'a_b%c', 'C:\\new\\table', 'e\u0301', '👩‍👩‍👧', 'a\u200db'.replace('\u200d', ''),
  'Straße 12 / 3. OG', 'Sint-Job-in-’t-Goor', 'Llanfairpwllgwyngyll', 'W_Completeren aanvraag', 'A_SUBMITTED', 'O_SENT', 'ﬁnance', 'ａｂｃ', '--', '/*', "''", '""', '\\', '/',
].filter((name) => !/\p{C}/u.test(name));

const times = [
  '1970-01-01T00:00:00Z', '1999-12-31T23:59:59.999Z', '2000-02-29T12:00:00Z', '2024-02-29T23:59:59+14:00', '2026-03-29T01:59:59+01:00', '2026-03-29T03:00:00+02:00', '2026-10-25T02:30:00+02:00',
  '2026-10-25T02:30:00+01:00', '2011-10-01T00:38:44.546+02:00', '2026-03-02T09:00:00.123456789Z', '2026-03-02t09:00:00z', '2026-03-02T09:00:00-12:00', '2026-01-01T00:00:00+05:45', '2026-03-08T02:30:00-08:00',
];

const values = [0, 1, -1, 0.1, 0.30000000000000004, 5000, 1e9, 90_071_992_547_409, -90_071_992_547_409, 1e-7, true, false, null, '', ' ', '0', '1e309', '9007199254740993', "';--", '{"a":1}', 'x'.repeat(1000), 'العربية', '🙂', 'tab\there', 'two\nlines'];

/** Events that are unusual and right: a filter that refuses everything must fail. */
export function goodEvents(random: Random, count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => {
    const name = random.pick(names);
    const data: Record<string, unknown> = {};
    if (random.chance(0.7)) data['phase'] = random.pick(['SCHEDULE', 'START', 'COMPLETE', 'schedule', name]);
    if (random.chance(0.5)) data['by'] = random.pick([null, '10912', name]);
    for (const key of ['amount', 'a', 'x.y-z:1', 'note', 'isEmpty'].filter(() => random.chance(0.4))) data[key] = random.pick(values);
    return {
      specversion: '1.0',
      id: random.chance(0.5) ? `good-${String(index)}` : `${name} ${String(index)}`,
      source: 'loan-log',
      type: random.chance(0.6) ? random.pick(['W_Completeren aanvraag', 'W_Nabellen offertes', 'A_SUBMITTED', 'O_SENT', 'W_']) : name,
      subject: random.chance(0.5) ? `good-${String(random.between(1, 60))}` : name,
      time: random.pick(times),
      ...(random.chance(0.3) ? { datacontenttype: random.pick(['application/json', 'application/json; charset=utf-8', 'Application/JSON']) } : {}),
      ...(random.chance(0.2) ? { dataschema: 'https://example.com/schema/1' } : {}),
      ...(random.chance(0.9) ? { data } : {}),
    };
  });
}
