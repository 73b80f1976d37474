/* eslint-disable no-template-curly-in-string -- so expressions of Camunda 7 look */
import type { BadUpload } from './bad-upload.ts';
import { around, chain, definitions, processFile } from './wrap.ts';

const encoder = new TextEncoder();
const times = (count: number, make: (index: number) => string): string[] => Array.from({ length: count }, (_none, index) => make(index));

const ends = '<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />';
const task = (element: string): string => around('a', element);
const inside = (kind: string, extension: string, attributes = ''): string => task(`<bpmn:${kind} id="a"${attributes}><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:${kind}>`);
const condition = (language: string, text: string): string =>
  processFile(`${ends}<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"${language === '' ? '' : ` language="${language}"`}>${text}</bpmn:conditionExpression></bpmn:sequenceFlow>`);
const calls = (id: string, to: string): string => `<bpmn:process id="${id}">${`<bpmn:startEvent id="${id}-s" /><bpmn:callActivity id="${id}-c" calledElement="${to}" /><bpmn:endEvent id="${id}-e" />${chain(`${id}-s`, `${id}-c`, `${id}-e`)}`}</bpmn:process>`;
const foreign = (uri: string, xml: string): string => xml.replace('<bpmn:definitions', `<bpmn:definitions xmlns:f="${uri}"`);
const activiti = 'http://activiti.org/bpmn';
const flowable = 'http://flowable.org/bpmn';
const drools = 'http://www.jboss.org/drools';

/** Well-formed models that would run something, or hang together badly. */
const families: readonly (readonly [family: string, code: string, models: readonly string[]])[] = [
  ['ids', 'bpmn_id_taken', [
    ...['userTask', 'serviceTask', 'subProcess', 'exclusiveGateway', 'callActivity', 'scriptTask', 'task', 'transaction', 'manualTask', 'dataObject'].map((kind) => processFile(`${ends}${chain('start', 'end')}<bpmn:${kind} id="end" />`)),
    processFile('<bpmn:startEvent id="p" />'), processFile(`${ends}<bpmn:sequenceFlow id="start" sourceRef="start" targetRef="end" />`), definitions('<bpmn:process id="definitions" />'), definitions('<bpmn:process id="p" /><bpmn:process id="p" />'),
    processFile(`<bpmn:subProcess id="s"><bpmn:task id="s" /></bpmn:subProcess>`), definitions('<bpmn:message id="m" /><bpmn:signal id="m" /><bpmn:process id="p" />'), processFile('<bpmn:laneSet id="l"><bpmn:lane id="l" /></bpmn:laneSet>'), processFile('<bpmn:task id="same" />'.repeat(19_000)),
    definitions('<bpmn:process id="p" /><bpmndi:BPMNDiagram id="p"><bpmndi:BPMNPlane /></bpmndi:BPMNDiagram>'),
  ]],
  ['circles of calls', 'bpmn_call_circle', [...[1, 2, 3, 5, 10, 50, 190].map((length) => definitions(times(length, (index) => calls(`p${String(index)}`, `p${String((index + 1) % length)}`)).join(''))), ...times(10, (index) => definitions(times(index + 2, (at) => calls(`p${String(at)}`, `p${String(Math.min(at + 1, index))}`)).join('')))]],
  ['missing ends', 'bpmn_reference_missing', [
    ...['start', 'end', 'gone', 'p', 'Start'].flatMap((from) => ['gone', 'END', 'definition'].map((to) => processFile(`${ends}<bpmn:sequenceFlow id="f" sourceRef="${from}" targetRef="${to}" />`))),
    ...['exclusiveGateway', 'inclusiveGateway', 'complexGateway', 'userTask', 'subProcess'].map((kind) => processFile(`<bpmn:${kind} id="a" default="gone" />`)),
    processFile('<bpmn:laneSet id="l"><bpmn:lane id="l1"><bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'), processFile('<bpmn:dataObjectReference id="d" dataObjectRef="gone" />'),
    processFile(times(19_000, (index) => `<bpmn:sequenceFlow id="f${String(index)}" sourceRef="a${String(index)}" targetRef="b${String(index)}" />`).join('')),
  ]],
  ['missing attributes', 'bpmn_attribute_missing', [processFile('<bpmn:sequenceFlow id="f" />'), processFile(`${ends}<bpmn:sequenceFlow id="f" sourceRef="start" />`), processFile('<bpmn:boundaryEvent id="b" />'), processFile('<bpmn:intermediateThrowEvent id="e"><bpmn:linkEventDefinition /></bpmn:intermediateThrowEvent>'), definitions('<bpmn:process id="p" />').replace(/ targetNamespace="[^"]*"/, '')]],
  ['scripts', 'bpmn_script_language', ['javascript', 'JavaScript', 'application/javascript', 'groovy', 'python', 'jython', 'ruby', 'juel', 'MVEL', 'http://www.java.com/java', 'bash', 'powershell', 'beanshell', 'scala', 'kotlin', 'clojure', 'lua', 'perl', 'xpath', 'sql'].flatMap((language) => [
    task(`<bpmn:scriptTask id="a" scriptFormat="${language}"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>`),
    definitions(`<bpmn:process id="p" /><bpmn:globalScriptTask id="g" scriptLanguage="${language.replaceAll(' ', '')}"><bpmn:script><![CDATA[java.lang.Runtime.getRuntime().exec("id")]]></bpmn:script></bpmn:globalScriptTask>`),
  ])],
  ['scripts without a language', 'bpmn_script_language', [task('<bpmn:scriptTask id="a"><bpmn:script>1 + 1</bpmn:script></bpmn:scriptTask>'), task('<bpmn:scriptTask id="a" scriptFormat=""><bpmn:script>process.exit()</bpmn:script></bpmn:scriptTask>')]],
  ['listeners', 'bpmn_foreign_code', [
    ...['userTask', 'serviceTask', 'startEvent', 'endEvent', 'exclusiveGateway', 'subProcess'].flatMap((kind) => ['class="org.evil.Run"', 'expression="${x.y()}"', 'delegateExpression="${bean}"'].map((how) => processFile(`${ends}${chain('start', 'end')}<bpmn:${kind} id="a"><bpmn:extensionElements><camunda:executionListener event="start" ${how} /></bpmn:extensionElements></bpmn:${kind}>`))),
    ...['create', 'assignment', 'complete', 'delete', 'timeout'].map((event) => inside('userTask', `<camunda:taskListener event="${event}" class="org.evil.Run" />`)),
    inside('userTask', '<camunda:taskListener event="create"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:taskListener>'),
    processFile(`<bpmn:extensionElements><camunda:executionListener class="org.evil.Run" event="end" /></bpmn:extensionElements>${ends}${chain('start', 'end')}`),
    inside('serviceTask', '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x" /></zeebe:executionListeners>'),
    inside('userTask', '<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x" /></zeebe:taskListeners>'),
    ...[activiti, flowable].flatMap((uri) => ['executionListener', 'taskListener', 'eventListener'].map((kind) => foreign(uri, inside('userTask', `<f:${kind} class="org.evil.Run" event="create" />`)))),
    ...['onEntry-script', 'onExit-script'].map((kind) => foreign(drools, inside('userTask', `<f:${kind} scriptFormat="http://www.java.com/java"><f:script>System.exit(1);</f:script></f:${kind}>`))),
  ]],
  ['code behind tasks', 'bpmn_foreign_code', [
    ...['serviceTask', 'sendTask', 'businessRuleTask'].flatMap((kind) => ['camunda:class="org.evil.Run"', 'camunda:delegateExpression="${bean}"', 'camunda:expression="${bean.go()}"', 'camunda:type="mail"', 'camunda:type="shell"', 'camunda:type="http"'].map((how) => task(`<bpmn:${kind} id="a" ${how} />`))),
    ...['serviceTask', 'sendTask', 'intermediateThrowEvent'].map((kind) => inside(kind, '<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>')),
    ...['f:class="org.evil.Run"', 'f:delegateExpression="${x}"', 'f:type="shell"', 'f:type="camel"', 'f:skipExpression="${true}"'].flatMap((how) => [activiti, flowable].map((uri) => foreign(uri, task(`<bpmn:serviceTask id="a" ${how} />`)))),
    task('<bpmn:userTask id="a" camunda:formHandlerClass="org.evil.Run" />'), task('<bpmn:callActivity id="a" calledElement="x" camunda:variableMappingClass="org.evil.Run" />'), task('<bpmn:callActivity id="a" camunda:caseRef="x" />'), task('<bpmn:scriptTask id="a" scriptFormat="groovy" camunda:resource="deployment://x.groovy" />'),
    inside('serviceTask', '<camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="javascript">1</camunda:script></camunda:inputParameter></camunda:inputOutput>'), inside('serviceTask', '<camunda:field name="x"><camunda:expression>${y}</camunda:expression></camunda:field>'), inside('serviceTask', '<zeebe:linkedResources><zeebe:linkedResource resourceId="x" resourceType="RPA" /></zeebe:linkedResources>'),
    processFile('<bpmn:serviceTask id="a" camunda:class="org.evil.Run" />'.replace('id="a"', '').repeat(9000)),
  ]],
  ['connectors of others', 'bpmn_foreign_connector', ['io.camunda:http-json:1', 'io.camunda.agenticai:aiagent:1', 'io.camunda:sendgrid:1', 'io.camunda:aws-lambda:1', 'io.camunda:slack:1'].map((type) => inside('serviceTask', `<zeebe:taskDefinition type="${type}" />`))],
  ['languages of conditions', 'bpmn_language', ['javascript', 'groovy', 'python', 'http://www.java.com/java', 'http://www.mvel.org/2.0', 'xpath', 'http://www.w3.org/1999/XPath', 'sql', 'ruby'].map((language) => condition(language, 'a &gt; 1'))],
  ['conditions that call', 'bpmn_expression_calls_code', ['${x.y()}', '#{bean.go()}', '${execution.getVariable("x")}', '${Runtime.getRuntime().exec("id")}', "${''.getClass()}", '${x[y]}', '${x = 1}', '${a -> b}', '${a;b}', '${"\\u0041"}'].map((text) => condition('', text.replaceAll('"', '&quot;').replaceAll('>', '&gt;')))],
  ['FEEL that is none', 'bpmn_feel_refused', ['=', '= 1 +', '= (', '= if a then b', `= ${'('.repeat(3000)}`, `= ${'a+'.repeat(5000)}1`, '= [1,2', '= function(x) external {java: {}}'].map((text) => condition('', text))],
  ['other namespaces', 'bpmn_not_bpmn', ['http://schema.omg.org/spec/BPMN/2.0', 'http://www.omg.org/spec/BPMN/20100524/DI', 'http://www.omg.org/spec/DMN/20180521/MODEL/', 'http://www.omg.org/spec/CMMN/20151109/MODEL', 'http://bpmn.org', 'urn:x', 'http://www.omg.org/spec/BPMN/20100524/model', 'http://www.omg.org/spec/BPMN/20100524/MODEL/'].map((uri) => processFile(ends).replace('http://www.omg.org/spec/BPMN/20100524/MODEL', uri)).concat(['<html/>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<definitions/>', '<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', '<Package xmlns="http://www.wfmc.org/2008/XPDL2.1"/>'])],
  ['elements that nobody knows', 'bpmn_element_unknown', [processFile('<bpmn:evil />'), processFile('<bpmn:choreographyTask id="c" initiatingParticipantRef="x"><bpmn:participantRef>a</bpmn:participantRef><bpmn:participantRef>b</bpmn:participantRef><bpmn:messageFlowRef>c</bpmn:messageFlowRef></bpmn:choreographyTask>'), processFile('<evil />'), processFile(times(19_000, (index) => `<bpmn:x${String(index)} />`).join('')), task('<bpmn:userTask id="a"><bpmn:evil /></bpmn:userTask>')],],
  ['elements where none may stand', 'bpmn_element_misplaced', [definitions('<bpmn:userTask id="a" />'), processFile('<bpmn:process id="q" />'), processFile('<bpmn:lane id="l" />'), task('<bpmn:userTask id="a"><bpmn:userTask id="b" /></bpmn:userTask>'), processFile(`${ends}<bpmn:documentation>x</bpmn:documentation>`), processFile('<bpmn:startEvent id="s"><bpmn:messageEventDefinition /><bpmn:outgoing>x</bpmn:outgoing></bpmn:startEvent>')]],
  ['attributes that nobody knows', 'bpmn_attribute_unknown', [task('<bpmn:userTask id="a" onload="x" />'), task('<bpmn:userTask id="a" baton:evil="x" />'), task('<bpmn:userTask id="a" bpmn:name="x" />'), processFile(times(4000, (index) => `<bpmn:task id="t${String(index)}" a="" b="" c="" d="" />`).join(''))]],
  ['values that do not fit', 'bpmn_attribute_value', [processFile('<bpmn:task id="1" />'), processFile('<bpmn:task id="a b" />'), processFile('<bpmn:task id="" />'), processFile('<bpmn:task id="a" startQuantity="many" />'), processFile('<bpmn:task id="a" isForCompensation="maybe" />'), processFile('<bpmn:exclusiveGateway id="a" gatewayDirection="Up" />'), processFile(`<bpmn:task id="${'a'.repeat(1000)}/" />`)]],
];

export function* badModels(): Generator<BadUpload> {
  for (const [family, code, models] of families) for (const xml of models) yield { family, code, bytes: encoder.encode(xml) };
}
