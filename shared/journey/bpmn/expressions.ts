import { compileFeel } from '../../decision/feel/feel.ts';
import type { Defects } from './defects.ts';
import { quoted } from './defects.ts';
import type { Element } from './tree.ts';
import { bodyOf, textOf } from './tree.ts';
import { feelOfJuel } from './juel.ts';

/** As long as FEEL may be. */
const MOST_TEXT = 4000;

/** Words that are an answer on an arrow, not a condition: they compile as variables that nobody has. */
const answers = /^(?:yes|no|ja|nein|oui|non|ok|sonst|else|otherwise|default|sinon)[.!?]?$/i;

/** In what language a text stands: FEEL for certain, something that only looks like it, or one that is not understood. */
type Written =
  | { readonly as: 'feel' | 'plain' | 'juel'; readonly text: string }
  | { readonly as: 'foreign'; readonly language: string }
  | { readonly as: 'long' };

function written(text: string, language: string | undefined): Written {
  // Tools name the standard's default language, XPath, beside what is none.
  if (language !== undefined && /xpath/i.test(language) && /^=|^[#$]\{/.test(text)) return written(text, undefined);
  if (language !== undefined && !/feel|juel|unified.?el/i.test(language)) return { as: 'foreign', language };
  if (text.startsWith('=')) return { as: 'feel', text: text.slice(1).trim() };
  const juel = /^[#$]\{([^{}]*)\}$/.exec(text);
  if (juel?.[1] !== undefined) return { as: 'juel', text: juel[1] };
  return { as: language !== undefined && /feel/i.test(language) ? 'feel' : 'plain', text };
}

/**
 * A condition or value as FEEL; undefined with a defect of `element` where it is none. FEEL that is marked as such (by a
 * leading `=` or its language) must compile; a text that is not marked and does not compile was meant for people.
 */
export function feelOf(text: string, element: string, defects: Defects, language?: string): string | undefined {
  const source: Written = text.length > MOST_TEXT ? { as: 'long' } : written(text.trim(), language);
  if (source.as === 'long') {
    defects.error('bpmn_feel_refused', element, { text: quoted(text), because: 'feel_too_long' });
    return undefined;
  }
  if (source.as === 'foreign') {
    defects.error('bpmn_language', element, { language: quoted(source.language) });
    return undefined;
  }
  const feel = source.as === 'juel' ? feelOfJuel(source.text) : source.text;
  if (feel === undefined) {
    defects.error('bpmn_expression_calls_code', element, { text: quoted(text) });
    return undefined;
  }
  const compiled = compileFeel(feel, 'any');
  if (compiled.ok && !(source.as === 'plain' && answers.test(feel))) return feel;
  if (source.as === 'plain') defects.warn('bpmn_condition_words', element, { text: quoted(text) });
  else defects.error('bpmn_feel_refused', element, { text: quoted(text), because: compiled.ok ? '' : (compiled.rule ?? compiled.code) });
  return undefined;
}

/** The FEEL of an expression element (`tExpression` or `tFormalExpression`); undefined where it is missing, empty or defective. */
export function feelOfExpression(expression: Element | undefined, element: string, defects: Defects): string | undefined {
  const text = bodyOf(expression);
  if (!expression || text === undefined) return undefined;
  return feelOf(text, element, defects, languageOf(expression));
}

/** What can say yes or no: it compares, calls, quantifies or is true or false; or it is the path of a variable as expressions write it. */
const decides = /[<>=(]|\b(?:and|or|in|between|some|every|true|false|instance of)\b/;
const path = /^[a-z_]\w*(?:\.\w+)*$/;

/**
 * As `feelOfExpression`, for what must say yes or no. A text that is not marked as FEEL and could not, or that only repeats what
 * stands on the arrow (`label`), was meant for people.
 */
export function feelOfCondition(expression: Element | undefined, element: string, defects: Defects, label?: string): string | undefined {
  const feel = feelOfExpression(expression, element, defects);
  const text = bodyOf(expression);
  if (feel === undefined || text === undefined || (expression && languageOf(expression) !== undefined) || /^=|[#$]\{/.test(text)) return feel;
  const bare = text.replace(/"[^"]*"/g, '');
  if (path.test(text) ? text !== label : decides.test(bare) && !/^[<>=]/.test(text)) return feel;
  defects.warn('bpmn_condition_words', element, { text: quoted(text) });
  return undefined;
}

export const languageOf = (expression: Element): string | undefined =>
  expression.$instanceOf('bpmn:FormalExpression') ? textOf(expression, 'language') : undefined;

/**
 * A value as parameters write it: text is text unless it is marked (`=` in Camunda 8) or has `${…}` in it (Camunda 7), where the
 * parts are joined.
 */
export function feelOfParameter(text: string, element: string, defects: Defects): string | undefined {
  if (text.length > MOST_TEXT || text.startsWith('=') || /^[#$]\{[^{}]*\}$/.test(text)) return feelOf(text, element, defects);
  if (!/[#$]\{/.test(text)) return JSON.stringify(text);
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[#$]\{([^{}]*)\}/g)) {
    if (match.index > from) parts.push(JSON.stringify(text.slice(from, match.index)));
    const feel = feelOf(match[0], element, defects);
    if (feel === undefined) return undefined;
    parts.push(`string(${feel})`);
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(JSON.stringify(text.slice(from)));
  return parts.join(' + ');
}
