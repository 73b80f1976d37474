import fc from 'fast-check';
import type { answered, dropped, enqueue, Outbox, Outgoing, sendable } from '../sync/outbox.ts';
import { emptyOutbox } from '../sync/outbox.ts';
import { checkProperty, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';

export interface OutboxPart {
  readonly enqueue: typeof enqueue;
  readonly sendable: typeof sendable;
  readonly answered: typeof answered;
  readonly dropped: typeof dropped;
}

const anyMove = fc.record({ entity: fc.constantFrom('k1', 'k2', 'k3'), what: fc.constantFrom('give', 'give', 'send', 'send', 'lose', 'drop'), which: fc.nat(9), isDone: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)) });

/**
 * What was typed while the line was down leaves in order per case and stops at the first refusal (T23); lost answers make it go again
 * under the same id, and nothing is dropped but by its person (T22).
 */
export const outboxSuite = (part: OutboxPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'commands given while offline', 'T22 T23',
    fc.property(fc.array(anyMove, { maxLength: 40, size: 'max' }), (moves) => {
      let outbox: Outbox<Outgoing> = emptyOutbox;
      const given: Outgoing[] = [];
      const done = new Set<string>();
      const refused = new Set<string>();
      const thrown = new Set<string>();
      for (const [index, { entity, what, which, isDone }] of moves.entries()) {
        const sent = part.sendable(outbox);
        const one = sent[which % (sent.length || 1)];
        if (what === 'give') {
          const command = { commandId: String(index), entity };
          given.push(command);
          outbox = part.enqueue(outbox, command);
        } else if (what === 'send' && one) {
          const before = given.filter((other) => other.entity === one.entity && Number(other.commandId) < Number(one.commandId));
          for (const other of before) expectThat(done.has(other.commandId) || thrown.has(other.commandId), `${one.commandId} is sent before ${other.commandId} is done`);
          expectThat(!refused.has(one.commandId) && !done.has(one.commandId), `${one.commandId} is sent after its answer`);
          (isDone ? done : refused).add(one.commandId);
          outbox = part.answered(outbox, one.commandId, isDone);
        } else if (what === 'drop') {
          const refusedOne = [...refused][which % (refused.size || 1)];
          if (refusedOne === undefined) continue;
          refused.delete(refusedOne);
          thrown.add(refusedOne);
          outbox = part.dropped(outbox, refusedOne);
        }
        for (const command of given)
          expectThat(done.has(command.commandId) || thrown.has(command.commandId) || outbox.queue.includes(command), `${command.commandId} is gone in silence`);
      }
    }),
    options,
  );
