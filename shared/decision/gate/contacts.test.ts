import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels } from '../../model/case.ts';
import { action, compiled, request, sourceOf } from '../action/testing/small-bundle.ts';
import { decide } from '../arbitrate/decide.ts';
import { contactsIn, freeAgainAt, type Contact } from './contacts.ts';

const day = 86_400_000;
const window = { at: 30 * day, spanMs: 30 * day };

test('a contact counts by whatever channel, until its span is over, and not before it was', () => {
  const history: Contact[] = [{ at: 0, channel: 'phone' }, { at: 1, channel: 'phone' }, { at: 30 * day, channel: 'email' }, { at: 30 * day + 1, channel: 'branch' }];
  expect([contactsIn(history, window), contactsIn(history, window, ['email'])]).toEqual([2, 1]);
  expect(freeAgainAt(history, window, 2)).toBe(1 + 30 * day);
});

const anyDay = fc.record({
  afterMs: fc.integer({ min: 0, max: 4 * day }), channel: fc.constantFrom(...channels), mayCall: fc.boolean(), isDisputed: fc.boolean(),
  /** The bank wants to offer something, or staff get in touch for another reason. */
  isOffer: fc.boolean(),
});

test('over any history of all channels no offer is made beyond the cap, without consent or while a customer is to be left alone, and a duty never waits', () => {
  const gates = ['cap', 'may-call', 'quiet-dispute'];
  const bundle = compiled(sourceOf([action('offer', { class: 'sales', gates, channels: [...channels] }), action('duty', { class: 'duty', channels: [...channels] })]));
  fc.assert(
    fc.property(fc.array(anyDay, { maxLength: 60 }), (days) => {
      const history: Contact[] = [];
      let at = 0;
      for (const { afterMs, channel, mayCall, isDisputed, isOffer } of days) {
        at += afterMs;
        const contacts = history.filter((contact) => contact.at > at - 30 * day).length;
        expect(contactsIn(history.toReversed(), { at, spanMs: 30 * day })).toBe(contacts);
        const { ranked } = decide(bundle, request({ contacts, mayCall, isDisputed }, { at, channel }));
        expect(ranked[0]?.action).toBe('duty');
        const isOpen = ranked.some(({ action: id }) => id === 'offer');
        expect(isOpen).toBe(contacts < 3 && mayCall && !isDisputed);
        const freeAt = freeAgainAt(history, { at, spanMs: 30 * day }, 3);
        expect(contactsIn(history, { at: freeAt, spanMs: 30 * day })).toBeLessThan(3);
        if (freeAt > at) expect(contactsIn(history, { at: freeAt - 1, spanMs: 30 * day })).toBeGreaterThanOrEqual(3);
        if (!isOffer || isOpen) history.push({ at, channel });
      }
    }),
    { numRuns: 150 },
  );
});
