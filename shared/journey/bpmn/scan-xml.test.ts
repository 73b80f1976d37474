import { describe, expect, it } from 'vitest';
import { scanXml } from './scan-xml.ts';

/** What the visitor is told, in order. */
function told(xml: string): unknown[] {
  const all: unknown[] = [];
  const fault = scanXml(xml, {
    open: (name, attributes, from) => void all.push(['open', name, Object.fromEntries([...attributes].map(([key, { value, from: at }]) => [key, [value, xml.slice(at, at + value.length)]])), from]),
    close: (to) => void all.push(['close', to]),
    text: (text, from) => void all.push(['text', text, xml.slice(from, from + text.length) === text]),
  });
  return fault ? [...all, fault] : all;
}

describe('the scan of XML', () => {
  it('tells elements, attributes and texts, and where they stand', () => {
    expect(told('<a x="1" y=\'&lt;>\'> t <b/><![CDATA[<c>]]></a>')).toEqual([
      ['open', 'a', { x: ['1', '1'], y: ['&lt;>', '&lt;>'] }, 0],
      ['text', ' t ', true],
      ['open', 'b', {}, 22],
      ['close', 26],
      ['text', '<c>', true],
      ['close', 45],
    ]);
  });

  it.each([
    ['an element that is not closed', '<a>\n<b>', 'bpmn_xml_broken'],
    ['two roots', '<a/><b/>', 'bpmn_xml_broken'],
    ['text before the root', 'x<a/>', 'bpmn_xml_broken'],
    ['an attribute without quotes', '<a x=1/>', 'bpmn_xml_broken'],
    ['attributes without space between', '<a x="1"y="2"/>', 'bpmn_xml_broken'],
    ['an attribute twice', '<a x="1" x="2"/>', 'bpmn_xml_broken'],
    ['a name that begins with a digit', '<1a/>', 'bpmn_xml_broken'],
    ['the end of a text section in a text', '<a>]]></a>', 'bpmn_xml_broken'],
    ['half a character', '<a>&#xD83D;</a>', 'bpmn_xml_broken'],
    ['a document type', '<!DOCTYPE a><a/>', 'bpmn_doctype'],
    ['an entity', '<a>&b;</a>', 'bpmn_entity'],
    ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'bpmn_encoding'],
    ['a NUL', '<a>\u0000</a>', 'bpmn_encoding'],
    ['depth', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'bpmn_too_deep'],
  ])('finds %s', (_what, xml, code) => {
    expect(told(xml).at(-1)).toMatchObject({ code });
  });

  it('says on which line', () => {
    expect(told('<a>\n\n<b></a>').at(-1)).toEqual({ code: 'bpmn_xml_broken', params: { line: 3 } });
  });
});
