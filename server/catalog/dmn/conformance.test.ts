import { expect, it } from 'vitest';
import { compileModel } from '../../../shared/decision/dmn/compile-model.ts';
import { evaluate } from '../../../shared/decision/dmn/decide.ts';
import type { DmnModel } from '../../../shared/decision/dmn/model.ts';
import { feelText } from '../../../shared/decision/feel/text-of.ts';
import { FeelFunction } from '../../../shared/decision/feel/values.ts';
import { findImported } from '../decisions.ts';
import { readDmn } from './read-dmn.ts';
import type { ConformanceCase } from './testing/conformance-case.ts';
import { level2 } from './testing/conformance-level-2.ts';
import { importing } from './testing/conformance-imports.ts';
import { level3 as other, refusedAtOnce, refusedOfLevel3 } from './testing/conformance-level-3.ts';
import { decisionXml, fileOf, textXml } from './testing/small-file.ts';

const level3 = [...other, ...importing];
const NOW = Date.parse('2026-03-02T10:00:00Z');

/** What is wrong with a suite, or nothing. */
async function complaints({ suite, xml, others = {}, asked }: ConformanceCase): Promise<string[]> {
  const reading = await readDmn(xml);
  const read = new Map<string, DmnModel>();
  for (const [place, text] of Object.entries(others)) {
    const other = await readDmn(text);
    if (other.ok) read.set(place, other.model);
  }
  const model = reading.ok ? compileModel(reading.model, findImported(read, 'first.dmn')) : reading;
  if (!model.ok) return [`${suite}: ${JSON.stringify(model.defects.slice(0, 3))}`];
  return asked.flatMap(({ decision, inputs, says }) => {
    const evaluation = evaluate(model, decision, inputs, NOW);
    const said = !evaluation.ok ? evaluation.code : written(evaluation.value);
    return said === says ? [] : [`${suite} ${decision}: ${said} instead of ${says} ${/<text><!\[CDATA\[(.*?)\]\]>/.exec(xml.slice(xml.indexOf(`name="${decision}"`)))?.[1] ?? ''}`];
  });
}

function written(value: Parameters<typeof feelText>[0] | FeelFunction): string {
  if (value === null) return 'null';
  if (value instanceof FeelFunction) return 'function';
  return typeof value === 'string' ? JSON.stringify(value) : (feelText(value, { left: 1_000_000, calls: 0, depth: 0, input: null, now: null }) ?? 'no text');
}

const distinct = (cases: readonly ConformanceCase[]): number => new Set(cases.map(({ suite }) => suite)).size;

it('what the 28 suites of level 2 are about is said as DMN says it', async () => {
  expect((await Promise.all(level2.map(complaints))).flat()).toEqual([]);
  expect(distinct(level2)).toBe(28);
});

it('what the suites of level 3 are about is said as DMN says it, 95 of 100 and more', async () => {
  expect((await Promise.all(level3.map(complaints))).flat()).toEqual([]);
  expect(distinct(level3)).toBe(119);
  expect(distinct(level3) / (distinct(level3) + refusedOfLevel3.length)).toBeGreaterThanOrEqual(0.95);
});

it('what is left of level 3 is refused by name, never half done', async () => {
  for (const { suite, xml, code } of refusedOfLevel3) {
    const reading = await readDmn(xml);
    const model = reading.ok ? compileModel(reading.model) : reading;
    expect([suite, model.ok ? 'taken' : model.defects[0]?.code]).toEqual([suite, code]);
  }
});

it('what can only ever be null, as a function has too few arguments or does not exist, is refused when it is read', async () => {
  const codes = await Promise.all(refusedAtOnce.map(async (source) => {
    const reading = await readDmn(fileOf(decisionXml('d', textXml(source))));
    const model = reading.ok ? compileModel(reading.model) : reading;
    return model.ok ? source : model.defects[0]?.code;
  }));
  expect(new Set(codes)).toEqual(new Set(['dmn_feel_refused']));
});
