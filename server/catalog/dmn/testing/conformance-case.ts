import { decisionXml, fileOf, textXml } from './small-file.ts';

/** Cases of our own on what one of the published conformance suites is about: a file, and what its decisions say, as FEEL writes it. */
export interface ConformanceCase {
  readonly suite: string;
  readonly xml: string;
  /** Files that it imports, by where they are. */
  readonly others?: Readonly<Record<string, string>>;
  readonly asked: readonly { readonly decision: string; readonly inputs: Readonly<Record<string, unknown>>; readonly says: string }[];
}

/** Expressions without inputs, each a decision of its own. */
export function literalCases(suite: string, rows: readonly (readonly [source: string, says: string])[], types = ''): ConformanceCase {
  return {
    suite,
    xml: fileOf(types + rows.map(([source], i) => decisionXml(`c${String(i)}`, textXml(source))).join('')),
    asked: rows.map(([, says], i) => ({ decision: `c${String(i)}`, inputs: {}, says })),
  };
}

/** One decision `d`, asked with several inputs. */
export function askedCase(suite: string, xml: string, rows: readonly (readonly [inputs: Readonly<Record<string, unknown>>, says: string])[], decision = 'd'): ConformanceCase {
  return { suite, xml: fileOf(xml), asked: rows.map(([inputs, says]) => ({ decision, inputs, says })) };
}
