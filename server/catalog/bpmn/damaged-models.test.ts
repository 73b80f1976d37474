import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { goodUploads } from '../../testing/bpmn-corpus/good-uploads.ts';
import { readBpmn } from './read-bpmn.ts';

const files = [...goodUploads()].map(({ xml }) => xml).filter((xml) => xml.length < 30_000);
const pieces = ['', '<', '>', '"', '/', '&', ' ', '=', 'id="x"', '<bpmn:task/>', '</bpmn:process>', '${', '}', ']]>', '<!--', 'sourceRef', '\u0000', 'ü', '<a:b xmlns:a="urn:x"/>', 'P1D', '__proto__', 'constructor'];

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Cuts, doubles and puts in pieces, as bad transfers do. */
const transfer = fc.record({ at: share, length: fc.nat(60), piece: fc.constantFrom(...pieces), repeats: fc.integer({ min: 0, max: 2 }) }).map(({ at, length, piece, repeats }) => (text: string): string => {
  const from = Math.floor(at * text.length);
  return `${text.slice(0, from)}${piece}${text.slice(from, from + length).repeat(repeats)}${text.slice(from + length)}`;
});

const nth = (text: string, pattern: RegExp, at: number): RegExpExecArray | undefined => {
  const all = [...text.matchAll(pattern)];
  return all[Math.min(all.length - 1, Math.floor(at * all.length))];
};

/** Gives an attribute the value of another, or takes an element or attribute out, as hands do. */
const edit = fc.record({ at: share, other: share, pattern: fc.constantFrom(/="([^"]*)"/g, /<[\w:]+[^<>]*\/>/g, / [a-z]\w*="[^"]*"/g, />([^<>\s][^<>]*)</g) }).map(({ at, other, pattern }) => (text: string): string => {
  const [one, two] = [nth(text, pattern, at), nth(text, pattern, other)];
  const isValue = pattern.source.includes('(');
  return one === undefined || two === undefined ? text : `${text.slice(0, one.index)}${isValue ? two[0] : ''}${text.slice(one.index + one[0].length)}`;
});

it('a damaged model is read or refused with defects of the catalogue, and nothing is thrown', async () => {
  const tally = { refused: 0, draft: 0, executable: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.oneof({ weight: 1, arbitrary: fc.array(transfer, { minLength: 1, maxLength: 3 }) }, { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 4 }) }), async (file, damages) => {
      const reading = await readBpmn(damages.reduce((text, damage) => damage(text), file));
      tally[reading.ok ? (reading.executable ? 'executable' : 'draft') : 'refused'] += 1;
      expect(reading.defects.some(({ severity }) => severity === 'error')).toBe(!reading.ok);
      expect(reading.defects.filter(({ code }) => !code.startsWith('bpmn_'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(Object.entries(tally).filter(([, count]) => count < 5)).toEqual([]);
}, 60_000);
