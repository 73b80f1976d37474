import { describe, expect, it } from 'vitest';
import type { Role } from '../model/person.ts';
import { roles } from '../model/person.ts';
import type { Looking } from './may-see.ts';
import { helpedOne, MASK, maskedValue, maskName, maySee, revealedUntil, verifiedUntil } from './may-see.ts';

const now = 1_000_000;
const looking = (role: Role, isVerified: boolean, holdsTask: boolean, part: Partial<Looking> = {}): Looking => ({
  person: { id: 'ana', role }, customer: isVerified ? { verified: { ana: { until: now + 1, method: 'idSeen' } } } : {}, case: 'k-1', holdsTask, now, ...part,
});

/** By hand from the rule: whom a task of the case alone lets see. */
const byWork: readonly Role[] = ['backOffice', 'secondLine'];

describe('what may be seen of a customer', () => {
  it.each(roles.map((role) => [role]))('is for %s what verification and work give, and nothing else', (role) => {
    const seen = [[false, false], [false, true], [true, false], [true, true]].map(([isVerified = false, holds = false]) => maySee(looking(role, isVerified, holds)));
    expect(seen).toEqual([false, byWork.includes(role), true, true]);
  });

  it('is not what a colleague has verified, and not what was verified too long ago', () => {
    expect(maySee(looking('branchEmployee', true, true, { person: { id: 'ben', role: 'branchEmployee' } }))).toBe(false);
    expect(maySee(looking('branchEmployee', true, true, { now: now + 1 }))).toBe(false);
    expect(verifiedUntil(looking('branchEmployee', true, false))).toBe(now + 1);
  });

  it('is for a helper what whoever asked may see, of that case and as long, and no more', () => {
    const ben = { person: { id: 'ben', role: 'callCentreAgent' as const }, holdsTask: false };
    const verified = { verified: { ben: { until: now + 1, method: 'app' } } };
    const helping = looking('teamLead', false, false, { customer: verified, helps: [ben] });
    expect([maySee(helping), helpedOne(helping)]).toEqual([true, 'ben']);
    expect(maySee({ ...helping, now: now + 1 })).toBe(false);
    expect(maySee({ ...helping, customer: {} })).toBe(false);
    expect(maySee({ ...helping, helps: [] })).toBe(false);
    const { case: _, ...fromNone } = helping;
    expect(maySee(fromNone)).toBe(false);
    // Help is not handed on: who helps a helper sees nothing by it.
    expect(maySee({ ...helping, helps: [{ person: { id: 'chloe', role: 'teamLead' }, holdsTask: false }] })).toBe(false);
    expect(helpedOne(looking('teamLead', true, false, { helps: [ben] }))).toBeUndefined();
    expect(maySee({ ...helping, customer: {}, helps: [{ person: { id: 'elif', role: 'backOffice' }, holdsTask: true }] })).toBe(true);
  });

  it('is not more because of work on another case, or on none', () => {
    const { case: _, ...fromNone } = looking('backOffice', false, true);
    expect(maySee(fromNone)).toBe(false);
    expect(maySee(looking('backOffice', false, false))).toBe(false);
  });

  it('is open to whoever has the work while nobody is identified', () => {
    for (const role of roles) expect([maySee(looking(role, false, true, { customer: undefined })), maySee(looking(role, false, false, { customer: undefined }))]).toEqual([true, false]);
  });

  it('is one field for a minute where it was revealed, to that person and at that place', () => {
    const revealed = [{ by: 'ana', field: 'phone', until: now + 5 }, { by: 'ana', field: 'incomeMinor', case: 'k-1', until: now + 5 }, { by: 'ben', field: 'iban', until: now + 5 }];
    const one = looking('callCentreAgent', false, false, { customer: { revealed } });
    expect(revealedUntil(one, 'phone', false)).toBe(now + 5);
    expect(revealedUntil({ ...one, now: now + 5 }, 'phone', false)).toBeUndefined();
    expect(revealedUntil(one, 'phone', true)).toBeUndefined();
    expect(revealedUntil(one, 'iban', false)).toBeUndefined();
    expect(revealedUntil(one, 'incomeMinor', true)).toBe(now + 5);
    expect(revealedUntil({ ...one, case: 'k-2' }, 'incomeMinor', true)).toBeUndefined();
    expect(maySee(one)).toBe(false);
  });
});

describe('a masked name', () => {
  it.each([
    ['Tobenna Okafor', 'T••• O•••'],
    ['  ada   lovelace-king ', 'A••• L•••'],
    ['İlker Ågren', 'İ••• Å•••'],
    ['O’Brien & Sons', 'O••• S•••'],
    ['محمد علي', 'م••• ع•••'],
    ['𝒜lpha Beta', '𝒜••• B•••'],
    ['a b c d e f', 'A••• B••• C••• D•••'],
    ['---', MASK],
    ['', MASK],
  ])('of %j is %j', (name, masked) => expect(maskName(name)).toBe(masked));

  it('has one letter of each part and no second one, for any name', () => {
    let state = 7;
    const draw = (below: number): number => ((state = (state * 1_103_515_245 + 12_345) % 2 ** 31), state % below);
    const letters = [...'abcdefghijklmnopqrstuvwxyzåéøßñçжщяあ漢'];
    for (let round = 0; round < 2000; round += 1) {
      const parts = Array.from({ length: 1 + draw(5) }, () => Array.from({ length: 1 + draw(9) }, () => letters[draw(letters.length)] ?? '').join(''));
      const shown = maskName(parts.join(' ')).split(' ');
      expect(shown).toHaveLength(Math.min(4, parts.length));
      for (const [index, one] of shown.entries()) expect(one).toBe(`${([...(parts[index] ?? '')][0] ?? '').toUpperCase()}${MASK}`);
    }
  });

  it('is all that a masked value shows', () => {
    for (const field of ['birthDate', 'phone', 'email', 'iban', 'address', 'incomeMinor']) expect(maskedValue(field, 'secret')).toBe(MASK);
    expect(maskedValue('name', 'Ada King')).toBe('A••• K•••');
  });
});
