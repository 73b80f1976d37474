import { drawingOf } from './drawing.ts';
import { exported } from './export.ts';
import type { ToolName } from './tools.ts';
import { tools } from './tools.ts';

/** A file that went wrong on its way, and every defect that must be told of it, as `severity code element`. */
export interface BrokenFile {
  readonly title: string;
  readonly xml: string;
  readonly defects: readonly string[];
}

const drawing = drawingOf(`
  start s "Bestellung"
  user a "Verpacken"
  xor g "Versichern?"
  service b "Versichern" topic=insurer.insure
  end e "Fertig"
  s > a > g
  g > b "ja" ? wert > 500
  g >> e "nein"
  b > e`);

const saved = (tool: ToolName): string => exported(drawing, tools[tool]);
const id = (tool: ToolName, kind: string, name: string): string => tools[tool].id(kind, name);

/** Changes a saved file by hand; a change that changes nothing would test nothing. */
function edited(tool: ToolName, from: string | RegExp, to: string): string {
  const before = saved(tool);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in the file of ${tool}: ${String(from)}`);
  return after;
}

const camunda = (kind: string, name: string): string => id('camunda7', kind, name);

export const brokenFiles: readonly BrokenFile[] = [
  { title: 'a file that was cut off in the middle', xml: saved('camunda7').slice(0, 1500), defects: ['error bpmn_xml_broken '] },
  { title: 'a file with its last tag missing', xml: saved('signavio').replace('</definitions>', ''), defects: ['error bpmn_xml_broken '] },
  { title: 'an ampersand typed by hand', xml: edited('camunda7', 'Verpacken', 'Verpacken & Kleben'), defects: ['error bpmn_entity '] },
  { title: 'an entity of HTML', xml: edited('camunda7', 'Verpacken', 'Verpacken&nbsp;und'), defects: ['error bpmn_entity '] },
  { title: 'a quotation mark that is gone', xml: edited('bpmn-js', 'name="Verpacken"', 'name="Verpacken'), defects: ['error bpmn_xml_broken '] },
  { title: 'tags that cross', xml: edited('adonis', '</process>', '</definitions>'), defects: ['error bpmn_xml_broken '] },
  { title: 'an attribute twice', xml: edited('yaoqiang', 'name="Verpacken"', 'name="Verpacken" name="Packen"'), defects: ['error bpmn_xml_broken '] },
  { title: 'a prefix that nobody declared', xml: edited('camunda7', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ', '').replace('<bpmn:serviceTask', '<bpmn:serviceTask camunda:asyncBefore="true"'), defects: ['camunda:asyncBefore', 'camunda:type', 'camunda:topic'].map(() => `error bpmn_attribute_unknown ${camunda('service', 'b')}`) },
  { title: 'two shapes with one id', xml: edited('camunda7', new RegExp(`<bpmn:endEvent id="${camunda('end', 'e')}"`), `<bpmn:manualTask id="${camunda('user', 'a')}"/><bpmn:endEvent id="${camunda('end', 'e')}"`), defects: [`error bpmn_id_taken ${camunda('user', 'a')}`] },
  { title: 'an arrow to a shape that was deleted', xml: edited('camunda7', new RegExp(`targetRef="${camunda('service', 'b')}"`), 'targetRef="Activity_gone"'), defects: [`error bpmn_reference_missing ${camunda('flow', 'g>b')}`, `warning bpmn_unreachable ${camunda('service', 'b')}`] },
  { title: 'an arrow without an end', xml: edited('camunda7', new RegExp(` targetRef="${camunda('service', 'b')}"`), ''), defects: [`error bpmn_attribute_missing ${camunda('flow', 'g>b')}`, `warning bpmn_unreachable ${camunda('service', 'b')}`] },
  { title: 'a default flow that was deleted', xml: edited('camunda7', /default="[^"]*"/, 'default="Flow_gone"'), defects: [`error bpmn_reference_missing ${camunda('xor', 'g')}`, `warning bpmn_condition_missing ${camunda('flow', 'g>e')}`] },
  { title: 'a shape of another standard', xml: edited('camunda7', '<bpmn:userTask', '<bpmn:humanTask id="h"/><bpmn:userTask'), defects: ['error bpmn_element_unknown h'] },
  { title: 'a shape where none may stand', xml: edited('camunda7', '<bpmn:process', '<bpmn:userTask id="out"/><bpmn:process'), defects: ['error bpmn_element_misplaced out'] },
  { title: 'an attribute typed wrongly', xml: edited('camunda7', '<bpmn:userTask', '<bpmn:userTask nmae="x"'), defects: [`error bpmn_attribute_unknown ${camunda('user', 'a')}`] },
  { title: 'yes where true is meant', xml: edited('camunda7', 'isExecutable="false"', 'isExecutable="yes"'), defects: [`error bpmn_attribute_value ${camunda('process', 'process0')}`] },
  { title: 'an id with a space', xml: edited('camunda7', `id="${camunda('user', 'a')}"`, 'id="my task"'), defects: ['error bpmn_attribute_value my task', `error bpmn_reference_missing ${camunda('flow', 's>a')}`, `error bpmn_reference_missing ${camunda('flow', 'a>g')}`, `warning bpmn_dead_end ${camunda('start', 's')}`, ...[camunda('xor', 'g'), camunda('service', 'b'), camunda('end', 'e')].map((one) => `warning bpmn_unreachable ${one}`)] },
  { title: 'text that fell between the shapes', xml: edited('camunda7', '<bpmn:userTask', 'oops <bpmn:userTask'), defects: [`error bpmn_text_misplaced ${camunda('process', 'process0')}`] },
  { title: 'a shape without a size', xml: edited('camunda7', / width="\d+"/, ''), defects: [`error bpmn_attribute_missing ${camunda('start', 's')}_di`] },
  { title: 'documentation at the wrong place', xml: edited('camunda7', '</bpmn:userTask>', '<bpmn:documentation>late</bpmn:documentation></bpmn:userTask>'), defects: [`error bpmn_element_misplaced ${camunda('user', 'a')}`] },
  { title: 'a file saved by the old standard', xml: saved('bpmn-js').replaceAll('http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://schema.omg.org/spec/BPMN/2.0'), defects: ['error bpmn_not_bpmn '] },
  { title: 'a process of another language', xml: '<?xml version="1.0"?><Package xmlns="http://www.wfmc.org/2008/XPDL2.1" Id="p"/>', defects: ['error bpmn_not_bpmn '] },
  { title: 'a diagram of another tool altogether', xml: '<mxfile host="app.diagrams.net"><diagram id="x">7VpR</diagram></mxfile>', defects: ['error bpmn_not_bpmn '] },
  { title: 'a web page instead of the model', xml: '<!DOCTYPE html><html><body>Sign in</body></html>', defects: ['error bpmn_doctype '] },
  { title: 'JSON', xml: '{"nodes": []}', defects: ['error bpmn_xml_broken '] },
  { title: 'nothing', xml: '', defects: ['error bpmn_xml_broken '] },
  { title: 'Latin 1, as it says', xml: edited('architect', 'encoding="utf-8"', 'encoding="ISO-8859-1"'), defects: ['error bpmn_encoding '] },
];
