// A process of its own: persons in a closed loop. Each claims one task, waits for the answer, completes it, waits, and again.
import { must } from '../../shared/assert.ts';
import { serveParent } from './child.ts';
import { connectDesk, heard } from './queue-desk-person.ts';
import type { Person, PersonsMessage, PersonsReport } from './queue-person.ts';
import { connectPeer } from './queue-person.ts';

const [kind = '', address = '', names = '[]'] = process.argv.slice(2);
const connect = must({ peer: connectPeer, desk: connectDesk }[kind], 'persons know how to speak to it');
const persons: Person[] = await Promise.all((JSON.parse(names) as string[]).map((name) => connect(address, name)));

let completed = 0;
let claims = 0;
let emptyAt = Infinity;

async function work(person: Person, until: number, from: number, claimed: (claimMs: number) => void): Promise<number> {
  let done = 0;
  for (let now = performance.now(); now < until; now = performance.now()) {
    const task = await person.claim();
    if (task === undefined) {
      emptyAt = Math.min(emptyAt, performance.now());
      return done;
    }
    claims += 1;
    if (now >= from) claimed(performance.now() - now);
    await person.complete(task);
    completed += 1;
    const endedAt = performance.now();
    if (endedAt >= from && endedAt < Math.min(until, emptyAt)) done += 1;
  }
  return done;
}

serveParent<PersonsMessage>(
  async ({ seconds, warmUpSeconds }) => {
    const from = performance.now() + warmUpSeconds * 1000;
    const until = from + seconds * 1000;
    const claimMs: number[] = [];
    const done = await Promise.all(persons.map((person) => work(person, until, from, (ms) => claimMs.push(ms))));
    const measuredSeconds = (Math.min(until, emptyAt) - from) / 1000;
    const perSecond = done.reduce((sum, n) => sum + n, 0) / measuredSeconds;
    const report: PersonsReport = { perSecond, measuredSeconds, completed, claims, claimMs, heard };
    return report;
  },
  async () => {
    for (const person of persons) person.leave();
  },
);
