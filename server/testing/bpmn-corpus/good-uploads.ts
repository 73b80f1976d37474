import { drawingOf } from './drawing.ts';
import { exported } from './export.ts';
import { creditModels } from './models-credit.ts';
import { dispatchModels } from './models-dispatch.ts';
import { otherModels } from './models-other.ts';
import { recourseModels } from './models-recourse.ts';
import { tools } from './tools.ts';
import { around, chain, definitions, processFile } from './wrap.ts';

const repeated = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_none, index) => make(index)).join('');
const ends = `<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />${chain('start', 'end')}`;

/** Models that must be accepted, as drafts or executable: what people draw, and what comes close to the limits. */
export function* goodUploads(): Generator<{ readonly title: string; readonly xml: string }> {
  for (const { title, tool, drawing, want } of [...creditModels, ...dispatchModels, ...recourseModels, ...otherModels]) {
    if (want !== 'refused') yield { title, xml: exported(drawingOf(drawing), tools[tool]) };
  }
  const nested = (depth: number): string => `${repeated(depth, (index) => `<bpmn:subProcess id="s${String(index)}">`)}${'</bpmn:subProcess>'.repeat(depth)}`;
  yield { title: 'as deep as may be', xml: processFile(nested(62)) };
  yield { title: 'almost as many elements as may be', xml: processFile(repeated(9900, (index) => `<bpmn:task id="t${String(index)}" />${index === 0 ? '' : `<bpmn:sequenceFlow id="f${String(index)}" sourceRef="t${String(index - 1)}" targetRef="t${String(index)}" />`}`)) };
  yield { title: 'almost as large as may be', xml: around('a', `<bpmn:userTask id="a"><bpmn:documentation>${'word '.repeat(390_000)}</bpmn:documentation></bpmn:userTask>`) };
  yield { title: 'as many attributes as may be', xml: around('a', `<bpmn:userTask id="a" ${repeated(190, (index) => `xmlns:n${String(index)}="urn:${String(index)}" `)} />`) };
  yield { title: 'as many lanes as may be', xml: processFile(`<bpmn:laneSet id="l">${repeated(1000, (index) => `<bpmn:lane id="l${String(index)}" />`)}</bpmn:laneSet>${ends}`) };
  yield { title: 'as many processes as may be, in a chain of calls', xml: definitions(repeated(200, (index) => `<bpmn:process id="p${String(index)}"><bpmn:startEvent id="s${String(index)}" /><bpmn:callActivity id="c${String(index)}" calledElement="p${String(index + 1)}" /></bpmn:process>`)) };
  yield { title: 'a large picture', xml: definitions(`<bpmn:process id="p">${ends}</bpmn:process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${repeated(9000, (index) => `<bpmndi:BPMNShape id="sh${String(index)}" bpmnElement="start"><dc:Bounds x="1" y="1" width="1" height="1" /></bpmndi:BPMNShape>`)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`) };
  yield { title: 'the word DOCTYPE in a text', xml: around('a', '<bpmn:userTask id="a" name="&lt;!DOCTYPE x>"><bpmn:documentation><![CDATA[<!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]> &e; ]]></bpmn:documentation></bpmn:userTask>') };
  yield { title: 'every entity that XML has', xml: around('a', '<bpmn:userTask id="a" name="&lt;&gt;&amp;&quot;&apos;&#228;&#xE4;&#x1F600;" />') };
  yield { title: 'comments and instructions everywhere', xml: around('a', '<!-- <bpmn:evil/> & --><?xml-stylesheet href="x"?><bpmn:userTask id="a" />') };
  yield { title: 'other tools\u2019 elements', xml: around('a', '<bpmn:userTask id="a"><bpmn:extensionElements><x:y xmlns:x="urn:x"><bpmn:whatever /><z /></x:y></bpmn:extensionElements></bpmn:userTask>') };
}
