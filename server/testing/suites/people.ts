import type { Entry } from '../../../shared/contract/entries.ts';
import type { Person } from '../../../shared/model/person.ts';
import { isOnDuty } from '../../../shared/model/person.ts';
import { can } from '../../../shared/policy/can.ts';
import { expectThat } from '../../../shared/testing/suite.ts';
import type { SuiteReport } from '../../../shared/testing/suite.ts';
import { evolvePerson } from '../../../shared/work/evolve-others.ts';
import { person } from '../loop.ts';
import type { OpenNodes } from '../nodes.ts';
import { withNodes } from '../nodes.ts';
import { bank, fenceOf, lingering, newCase, nodeAt, people, repeat, wholeLog } from './trap.ts';
import type { TrapOptions } from './trap.ts';

/** Everybody as they were at each entry, in the order of the log. */
function* withPeople(log: readonly Entry[]): Generator<{ entry: Entry; body: Record<string, unknown>; staff: ReadonlyMap<string, Person> }> {
  const staff = new Map<string, Person>();
  for (const entry of log) {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    yield { entry, body, staff };
    if (!entry.subject.startsWith('person:')) continue;
    const id = entry.subject.slice(7);
    const after = evolvePerson(staff.get(id), { ...entry, body } as never);
    if (after) staff.set(id, after);
  }
}

/** A hand-off or a move to somebody who logs off in the same moment (T13): whoever receives is on duty in the order of the log. */
export const receiverSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(...people('ana', 'ben')));
    const report = await repeat('hand-off to somebody who leaves', 'T13 I9', options, async (run) => {
      const { task } = await newCase(nodes);
      const other = await newCase(nodes);
      const fence = fenceOf(await nodeAt(nodes, run).say('ana', { type: 'task:claim', task, version: 1 }));
      const [offered, moved, left] = await Promise.all([
        nodeAt(nodes, run).say('ana', { type: 'handOff:offer', task, fence, toPerson: 'ben', because: 'shift', situation: 's', done: 'd', promised: '', next: 'n' }),
        nodeAt(nodes, run).say('lead', { type: 'task:reassign', because: 'load', toPerson: 'ben', items: [{ task: other.task, version: 1 }] }),
        nodeAt(nodes, run + 1).say('ben', { type: 'person:setAvailability', person: 'ben', availability: 'off', because: 'shiftEnd' }),
      ]);
      expectThat(left?.ok === true && moved?.ok === true, 'ben cannot leave, or nothing can be moved');
      if (offered?.ok) {
        const taken = await nodeAt(nodes, run).say('ben', { type: 'handOff:accept', task, handOff: String(offered.result?.['handOff']) });
        expectThat(!taken.ok && taken.code === 'receiver_absent', 'somebody who is off accepts');
      } else expectThat(offered?.code === 'receiver_absent', `the offer is refused with ${String(offered?.code)}`);
      await nodeAt(nodes, run).say('ben', { type: 'person:setAvailability', person: 'ben', availability: 'available', because: 'back' });
    });
    for (const { entry, body, staff } of withPeople(await wholeLog(nodes))) {
      const to = entry.kind === 'handOff:offered' ? (body['handOff'] as { toPerson?: string }).toPerson : entry.kind === 'task:reassigned' ? (body['holder'] as { person?: string }).person : undefined;
      const receiver = to === undefined ? undefined : staff.get(to);
      if (receiver) expectThat(isOnDuty(receiver, entry.recordedAt), `${receiver.id} was off when ${entry.kind} ${String(entry.seq)} gave them a task`);
    }
    return report;
  });

/** The last two leads leave together (T15): one of them hears that they are the last. */
export const leavingSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank());
    return repeat('the last leads leave', 'T15 I9', options, async () => {
      const leads = ['lead', 'chief'];
      const answers = await Promise.all(leads.map((id, i) => nodeAt(nodes, i).say(id, { type: 'person:setAvailability', person: id, availability: 'off', because: 'shiftEnd' })));
      expectThat(answers.filter((answer) => answer.ok).length === 1, `${String(answers.filter((answer) => answer.ok).length)} of the two last leads left`);
      for (const [i, id] of leads.entries())
        if (answers[i]?.ok) await nodeAt(nodes, i).say(id, { type: 'person:setAvailability', person: id, availability: 'available', because: 'back' });
    });
  });

/** A right is taken away while a command that needs it is on its way (T26): in the order of the log nobody does what they may not. */
export const rightsSuite = (open: OpenNodes, options: TrapOptions): Promise<SuiteReport> =>
  withNodes(open, { reach: lingering }, async (nodes) => {
    await nodes.enter(...bank(person('admin', { role: 'administrator' }), ...people('ana')));
    const report = await repeat('a right is taken away', 'T26 I8', options, async (run) => {
      const made = await Promise.all(Array.from({ length: 6 }, () => newCase(nodes)));
      const claims = made.map(({ task }, i) => nodeAt(nodes, run + i).say('ana', { type: 'task:claim', task, version: 1 }));
      const revoked = nodeAt(nodes, run + 1).say('admin', { type: 'person:change', person: 'ana', because: 'moved', role: 'auditor' });
      await Promise.all([...claims, revoked]);
      expectThat((await revoked).ok, 'the right cannot be taken away');
      const late = await nodeAt(nodes, run).say('ana', { type: 'task:claim', task: (await newCase(nodes)).task, version: 1 });
      expectThat(!late.ok && late.code === 'forbidden', 'an auditor claims');
      await nodeAt(nodes, run).say('admin', { type: 'person:change', person: 'ana', because: 'back', role: 'branchEmployee' });
    });
    for (const { entry, staff } of withPeople(await wholeLog(nodes))) {
      const actor = staff.get(entry.actor);
      if (entry.kind === 'task:claimed' && actor)
        expectThat(can(actor, 'task:claim', { team: 'north', branch: 'north' }) === undefined, `${actor.id} claims at ${String(entry.seq)} as ${actor.role}`);
    }
    return report;
  });
