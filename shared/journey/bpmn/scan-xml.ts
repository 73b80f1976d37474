import type { BpmnCode } from './defects.ts';
import { bpmnLimits } from './limits.ts';

/** An attribute's value as written, references not yet replaced, and where it begins in the text. */
export interface XmlAttribute {
  readonly value: string;
  readonly from: number;
}

/** What is told of each element, in the order of the document. */
export interface XmlVisitor {
  open(name: string, attributes: ReadonlyMap<string, XmlAttribute>, from: number, line: () => number): void;
  /** `to` is where its last tag ends. */
  close(to: number): void;
  /** Text with more than white space in it, and where it begins. */
  text(text: string, from: number): void;
}

/** Why a text is not XML that may be read. */
export interface XmlFault {
  readonly code: BpmnCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

const nameStart = String.raw`A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD`;
const namePattern = String.raw`[:${nameStart}][:\w.\-\u00B7\u0300-\u036F\u203F-\u2040${nameStart}]*`;
const openName = new RegExp(namePattern, 'y');
const attributePattern = new RegExp(String.raw`\s+(${namePattern})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const declarationPattern = /^<\?xml\s+version\s*=\s*(?:"1\.\d"|'1\.\d')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/;
const tagEnd = /\s*(\/?)>/y;
const closeTag = new RegExp(String.raw`</(${namePattern})\s*>`, 'y');
const reference = /&(?:(?:lt|gt|amp|quot|apos);|#(\d{1,7});|#x([\da-fA-F]{1,6});)?/g;
// Characters that XML does not have.
const noCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * Goes once through a text as XML 1.0 without document types: linear in its length, nothing is built. Returns the first fault:
 * not well-formed, over a limit, or something that a safe reader does not follow.
 */
export function scanXml(xml: string, visitor: XmlVisitor): XmlFault | undefined {
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0;
  let elements = 0;
  let hasRoot = false;
  const open: string[] = [];
  const lineAt = (position: number) => xml.slice(0, position).split('\n').length;
  const broken = (position: number): XmlFault => ({ code: 'bpmn_xml_broken', params: { line: lineAt(position) } });

  const bad = noCharacter.exec(xml);
  if (bad) return bad.index < 4 || bad[0] === '\u0000' ? { code: 'bpmn_encoding', params: { encoding: '?' } } : broken(bad.index);
  const declaration = declarationPattern.exec(xml.slice(at, at + 512));
  if (!declaration && /^<\?xml\s/i.test(xml.slice(at, at + 6))) return broken(at);
  const encoding = declaration?.[1] ?? declaration?.[2];
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii|ascii)$/i.test(encoding)) return { code: 'bpmn_encoding', params: { encoding } };
  at += declaration?.[0].length ?? 0;

  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const fault = textFault(at, next < 0 ? xml.length : next);
    if (fault) return fault;
    if (next < 0) break;
    const step = markup(next);
    if (typeof step === 'object') return step;
    at = step;
  }
  return open.length > 0 || !hasRoot ? broken(xml.length) : undefined;

  /** Text between two tags. */
  function textFault(from: number, to: number): XmlFault | undefined {
    if (from === to) return undefined;
    const text = xml.slice(from, to);
    if (text.includes(']]>')) return broken(from);
    if (text.trim() === '') return undefined;
    if (open.length === 0) return broken(from);
    visitor.text(text, from);
    return referenceFault(text, from);
  }

  function referenceFault(text: string, from: number): XmlFault | undefined {
    if (!text.includes('&')) return undefined;
    for (const match of text.matchAll(reference)) {
      if (match[0] === '&') return { code: 'bpmn_entity', params: { line: lineAt(from) } };
      const code = match[1] === undefined ? (match[2] === undefined ? 32 : Number.parseInt(match[2], 16)) : Number(match[1]);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return broken(from);
    }
    return undefined;
  }

  /** What begins with `<`; returns where it ends. */
  function markup(from: number): number | XmlFault {
    const second = xml[from + 1];
    if (second === '/') return closing(from);
    if (second === '?') return /^<\?xml[\s?]/i.test(xml.slice(from, from + 6)) ? broken(from) : until('?>', from + 2);
    if (second !== '!') return opening(from);
    if (xml.startsWith('<!--', from)) return until('-->', from + 4);
    if (!xml.startsWith('<![CDATA[', from)) return /^<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION|\[)/i.test(xml.slice(from, from + 12)) ? { code: 'bpmn_doctype' } : broken(from);
    if (open.length === 0) return broken(from);
    const end = until(']]>', from + 9);
    if (typeof end === 'number') visitor.text(xml.slice(from + 9, end - 3), from + 9);
    return end;
  }

  function until(end: string, from: number): number | XmlFault {
    const found = xml.indexOf(end, from);
    return found < 0 ? broken(from) : found + end.length;
  }

  function closing(from: number): number | XmlFault {
    closeTag.lastIndex = from;
    const match = closeTag.exec(xml);
    if (!match || open.pop() !== match[1]) return broken(from);
    visitor.close(closeTag.lastIndex);
    return closeTag.lastIndex;
  }

  function opening(from: number): number | XmlFault {
    openName.lastIndex = from + 1;
    const name = openName.exec(xml)?.[0];
    if (name === undefined || (hasRoot && open.length === 0)) return broken(from);
    hasRoot = true;
    elements += 1;
    if (elements > bpmnLimits.elements) return { code: 'bpmn_too_many', params: { what: 'elements', limit: bpmnLimits.elements } };
    if (open.length >= bpmnLimits.depth) return { code: 'bpmn_too_deep', params: { limit: bpmnLimits.depth } };
    const attributes = new Map<string, XmlAttribute>();
    let position = openName.lastIndex;
    for (;;) {
      attributePattern.lastIndex = position;
      const match = attributePattern.exec(xml);
      if (!match) break;
      const [, key = '', double, single] = match;
      if (attributes.has(key)) return broken(from);
      const value = double ?? single ?? '';
      attributes.set(key, { value, from: attributePattern.lastIndex - value.length - 1 });
      if (attributes.size > bpmnLimits.attributes) return { code: 'bpmn_too_many', params: { what: 'attributes', limit: bpmnLimits.attributes } };
      const fault = referenceFault(value, from);
      if (fault) return fault;
      position = attributePattern.lastIndex;
    }
    tagEnd.lastIndex = position;
    const end = tagEnd.exec(xml);
    if (!end) return broken(from);
    visitor.open(name, attributes, from, () => lineAt(from));
    if (end[1] === '/') visitor.close(tagEnd.lastIndex);
    else open.push(name);
    return tagEnd.lastIndex;
  }
}
