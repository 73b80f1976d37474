import { expect } from 'vitest';
import type { Floor } from './bank.ts';
import { freshHashes, verified, withDatabase } from './bank.ts';

/**
 * What must hold after every fall: each answer that somebody got is given again (nothing acknowledged is lost), no command has done
 * its work twice, every client holds what a fresh snapshot holds, and the log is sound
 * but for `problems`. Commands whose id begins with `aside` were sent by the test itself.
 */
export async function expectRecovered(
  url: string, { clerks }: Floor, { problems = [], aside, patienceMs = 20_000 }: { readonly problems?: readonly unknown[]; readonly aside?: string; readonly patienceMs?: number } = {},
): Promise<{ commands: number; entries: number }> {
  await withDatabase(url, async (db) => {
    const scopes = [...new Set(clerks.flatMap((clerk) => clerk.scopes))];
    const held = (): Record<string, string> =>
      Object.fromEntries(clerks.flatMap(({ client, person, scopes: own }) => own.map((scope) => [`${person} ${scope}`, client.hash(scope.startsWith('me:') ? 'me' : scope)])));
    const fresh = async (): Promise<Record<string, string>> => {
      const hashes = await freshHashes(db, scopes);
      return Object.fromEntries(clerks.flatMap(({ person, scopes: own }) => own.map((scope) => [`${person} ${scope}`, hashes[scope] ?? ''])));
    };
    const differing = async (): Promise<string[]> => {
      const [theirs, ours] = [await fresh(), held()];
      return Object.keys(theirs).filter((key) => theirs[key] !== ours[key]);
    };
    await expect.poll(differing, { timeout: patienceMs, interval: 100, message: 'scopes that differ from a fresh snapshot' }).toEqual([]);

    for (const clerk of clerks) {
      const again = await clerk.askAgain(clerk.sent.map(({ command }) => command.commandId));
      expect(again).toEqual(clerk.sent.map(({ answer }) => answer));
    }
    const sent = clerks.flatMap((clerk) => clerk.sent.map(({ command }) => `c:${command.commandId}`));
    const { rows } = await db.query<{ input: string; count: number }>({
      text: `select input, count(*)::int as count from log where input = any($1::text[]) group by input, kind having count(*) > 1`, values: [sent],
    });
    expect(rows).toEqual([]);
    // Whatever stands in the log was sent by somebody who knows of it.
    const unknown = await db.query<{ input: string }>({ text: `select distinct input from log where input like 'c:%' and not input = any($1::text[]) and not starts_with(input, $2)`, values: [sent, aside === undefined ? '-' : `c:${aside}`] });
    expect(unknown.rows).toEqual([]);
  });
  const report = await verified(url);
  expect(report.problems).toEqual(problems);
  return { commands: clerks.reduce((sum, clerk) => sum + clerk.sent.length, 0), entries: report.entries };
}
