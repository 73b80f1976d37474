/* eslint-disable no-template-curly-in-string -- so expressions of Camunda 7 look */
import { describe, expect, it } from 'vitest';
import type { ActivityDefinition, EventDefinition, NodeDefinition, ProcessDefinition } from '../../../shared/journey/process.ts';
import { around, chain, definitions, processFile } from '../../testing/bpmn-corpus/wrap.ts';
import { readBpmn } from './read-bpmn.ts';

/** The processes of a model without any defect. */
async function processesOf(xml: string): Promise<readonly ProcessDefinition[]> {
  const reading = await readBpmn(xml);
  expect(reading.defects).toEqual([]);
  return reading.ok ? reading.processes : [];
}

async function nodeOf(xml: string, id: string): Promise<NodeDefinition | undefined> {
  const [process] = await processesOf(xml);
  return process?.nodes.find((node) => node.id === id);
}

const activity = async (element: string, roots = ''): Promise<ActivityDefinition> => (await nodeOf(around('a', element, roots), 'a')) as ActivityDefinition;

const plain = { kind: 'activity', isForCompensation: false, startQuantity: 1, completionQuantity: 1, inputs: [], outputs: [], data: [], instantiates: false } as const;

/** Codes and elements of the defects, errors first. */
async function defectsOf(xml: string): Promise<string[]> {
  return (await readBpmn(xml)).defects.map(({ severity, code, element }) => `${severity} ${code} ${element}`);
}

describe('our own dialect', () => {
  it('says everything about human work', async () => {
    const read = await activity(`<bpmn:userTask id="a" name="Review  the
      application" baton:team="credit" baton:stage="Decision" baton:form="review" baton:skills="credit:2 german" baton:licence="consumer-credit" baton:language="de"
      baton:roles="clerk lead" baton:weight="2" baton:fourEyes="enter check" baton:expectedWithin="PT4H" baton:assignee="=adviser"><bpmn:documentation>Look twice.</bpmn:documentation>
      <bpmn:extensionElements><baton:clock name="decision" goal="PT4H" deadline="P1DT30M" regulatory="true" /><baton:input from="application.amount" to="amount" /><baton:output from="approved" to="decision.approved" /></bpmn:extensionElements></bpmn:userTask>`);
    expect(read).toEqual({
      ...plain,
      id: 'a',
      name: 'Review the application',
      activity: 'user',
      team: 'credit',
      stage: 'Decision',
      documentation: 'Look twice.',
      inputs: [{ from: 'application.amount', to: 'amount' }],
      outputs: [{ from: 'approved', to: 'decision.approved' }],
      work: {
        form: 'review',
        skills: { credit: 2, german: 1 },
        licence: 'consumer-credit',
        language: 'de',
        roles: ['clerk', 'lead'],
        weight: 2,
        fourEyes: ['enter', 'check'],
        expectedWithinMs: 14_400_000,
        assignee: 'adviser',
        clock: { name: 'decision', goalMs: 14_400_000, deadlineMs: 88_200_000, isRegulatory: true },
      },
    });
  });

  it('names the system, its backups, retries and patience', async () => {
    const read = await activity('<bpmn:serviceTask id="a"><bpmn:extensionElements><baton:connector name="bureau" operation="score" backups="bureau-b manual" retries="3" timeout="PT10S" /></bpmn:extensionElements></bpmn:serviceTask>');
    expect(read.connector).toEqual({ connector: 'bureau', operation: 'score', backups: ['bureau-b', 'manual'], retries: 3, timeoutMs: 10_000 });
  });

  it('counts the open time of the team, ends with an outcome, finds a case by a key', async () => {
    const xml = processFile(
      `<bpmn:startEvent id="start" /><bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m" /><bpmn:timerEventDefinition baton:workingTime="true"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT8H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
       <bpmn:endEvent id="end" baton:outcome="declined" />${chain('start', 'wait', 'end')}`,
      '<bpmn:message id="m" name="documents" baton:key="caseKey" />',
    );
    expect([(await nodeOf(xml, 'wait')) as EventDefinition, (await nodeOf(xml, 'end')) as EventDefinition].map(({ triggers, outcome }) => ({ triggers, outcome }))).toEqual([
      { triggers: [{ on: 'message', name: 'documents', key: 'caseKey' }, { on: 'timer', timer: 'duration', value: '"PT8H"', isWorkingTime: true }], outcome: undefined },
      { triggers: [], outcome: 'declined' },
    ]);
  });

  it.each([
    ['an attribute that is misspelt', '<bpmn:userTask id="a" baton:taem="credit" />', 'error bpmn_attribute_unknown a'],
    ['an element that is misspelt', '<bpmn:userTask id="a"><bpmn:extensionElements><baton:clok /></bpmn:extensionElements></bpmn:userTask>', 'error bpmn_element_unknown a'],
    ['an attribute of an element that is misspelt', '<bpmn:userTask id="a"><bpmn:extensionElements><baton:clock deadline="PT1H" gaol="PT1H" /></bpmn:extensionElements></bpmn:userTask>', 'error bpmn_attribute_unknown a'],
    ['a duration in months', '<bpmn:userTask id="a" baton:expectedWithin="P1M" />', 'error bpmn_attribute_value a'],
    ['a goal after its deadline', '<bpmn:userTask id="a"><bpmn:extensionElements><baton:clock goal="PT2H" deadline="PT1H" /></bpmn:extensionElements></bpmn:userTask>', 'error bpmn_attribute_value a'],
    ['an input that is no FEEL', '<bpmn:userTask id="a"><bpmn:extensionElements><baton:input from="a +" to="b" /></bpmn:extensionElements></bpmn:userTask>', 'error bpmn_feel_refused a'],
  ])('refuses %s', async (_what, element, defect) => {
    expect(await defectsOf(around('a', element))).toEqual([defect]);
  });

  it('keeps a signal within its case, or tells it to the bank as the standard has it', async () => {
    const model = (scope: string): string => around('a', '<bpmn:intermediateThrowEvent id="a"><bpmn:signalEventDefinition signalRef="s" /></bpmn:intermediateThrowEvent>', `<bpmn:signal id="s" name="over" ${scope}/>`);
    const triggers = async (scope: string): Promise<unknown> => ((await nodeOf(model(scope), 'a')) as EventDefinition).triggers;
    expect(await triggers('')).toEqual([{ on: 'signal', name: 'over' }]);
    expect(await triggers('baton:scope="bank" ')).toEqual([{ on: 'signal', name: 'over' }]);
    expect(await triggers('baton:scope="case" ')).toEqual([{ on: 'signal', name: 'over', isOwn: true }]);
    expect(await defectsOf(model('baton:scope="team" '))).toEqual(['error bpmn_attribute_value a']);
  });
});

describe('the dialect of Camunda 7', () => {
  it('is understood for human work', async () => {
    const read = await activity('<bpmn:userTask id="a" camunda:candidateGroups="credit" camunda:assignee="${adviser.id}" camunda:formKey="review" camunda:dueDate="P3D" camunda:asyncBefore="true" />');
    expect([read.team, read.work]).toEqual(['credit', { form: 'review', assignee: 'adviser.id', clock: { name: 'due', goalMs: 259_200_000, deadlineMs: 259_200_000 } }]);
  });

  it('is understood for external tasks, their retries and parameters', async () => {
    const read = await activity(`<bpmn:serviceTask id="a" camunda:type="external" camunda:topic="kyc.screen"><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R3/PT5M</camunda:failedJobRetryTimeCycle><camunda:inputOutput>
      <camunda:inputParameter name="who">\${customer.name}</camunda:inputParameter><camunda:inputParameter name="text">Dear \${customer.name}!</camunda:inputParameter>
      <camunda:inputParameter name="list"><camunda:list><camunda:value>a</camunda:value><camunda:value>\${b}</camunda:value></camunda:list></camunda:inputParameter>
      <camunda:outputParameter name="hit">\${score ge 80 &amp;&amp; !known}</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`);
    expect([read.connector, read.inputs, read.outputs]).toEqual([
      { connector: 'kyc', operation: 'screen', retries: 3 },
      [{ from: 'customer.name', to: 'who' }, { from: '"Dear " + string(customer.name) + "!"', to: 'text' }, { from: '["a", b]', to: 'list' }],
      [{ from: 'score >= 80 and not(known)', to: 'hit' }],
    ]);
  });

  it('is understood for decisions, instances and conditions', async () => {
    const rule = await activity('<bpmn:businessRuleTask id="a" camunda:decisionRef="limit" camunda:resultVariable="limit" camunda:mapDecisionResult="singleEntry" />');
    const many = await activity('<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics camunda:collection="${guarantors}" camunda:elementVariable="guarantor"><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${numberOfCompletedInstances == 2}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>');
    expect([rule.decision, rule.resultVariable, many.loop]).toEqual(['limit', 'limit', { loop: 'multi', isSequential: false, collection: 'guarantors', item: 'guarantor', completion: 'numberOfCompletedInstances = 2', behavior: 'all' }]);
  });

  it.each([
    ['a class', '<bpmn:serviceTask id="a" camunda:class="org.bank.Score" />', 'bpmn_foreign_code'],
    ['a delegate', '<bpmn:serviceTask id="a" camunda:delegateExpression="${score}" />', 'bpmn_foreign_code'],
    ['an expression that calls', '<bpmn:serviceTask id="a" camunda:expression="${bean.go()}" />', 'bpmn_foreign_code'],
    ['a mail task', '<bpmn:serviceTask id="a" camunda:type="mail" />', 'bpmn_foreign_code'],
    ['an execution listener', '<bpmn:userTask id="a"><bpmn:extensionElements><camunda:executionListener class="org.bank.L" event="start" /></bpmn:extensionElements></bpmn:userTask>', 'bpmn_foreign_code'],
    ['a task listener', '<bpmn:userTask id="a"><bpmn:extensionElements><camunda:taskListener expression="${x.y()}" event="create" /></bpmn:extensionElements></bpmn:userTask>', 'bpmn_foreign_code'],
    ['a connector of its own', '<bpmn:sendTask id="a"><bpmn:extensionElements><camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector></bpmn:extensionElements></bpmn:sendTask>', 'bpmn_foreign_code'],
    ['a script as a parameter', '<bpmn:userTask id="a"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>', 'bpmn_foreign_code'],
    ['a groovy script', '<bpmn:scriptTask id="a" scriptFormat="groovy"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>', 'bpmn_script_language'],
    ['a parameter that calls', '<bpmn:userTask id="a" camunda:assignee="${users.find(1)}" />', 'bpmn_expression_calls_code'],
    ['a message name that is worked out', '<bpmn:receiveTask id="a" messageRef="m" />', 'bpmn_must_be_fixed'],
    ['a form that is worked out', '<bpmn:userTask id="a" camunda:formKey="${form}" />', 'bpmn_must_be_fixed'],
  ])('is refused where it means %s', async (_what, element, code) => {
    expect(await defectsOf(around('a', element, '<bpmn:message id="m" name="pay-${number}" />'))).toContain(`error ${code} a`);
  });
});

describe('the dialect of Camunda 8', () => {
  it('is understood for job workers and their mappings', async () => {
    const read = await activity('<bpmn:serviceTask id="a"><bpmn:extensionElements><zeebe:taskDefinition type="core:open-account" retries="5" /><zeebe:ioMapping><zeebe:input source="=customer.id" target="id" /><zeebe:input source="EUR" target="currency" /><zeebe:output source="=iban" target="account.iban" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>');
    expect([read.connector, read.inputs, read.outputs]).toEqual([{ connector: 'core', operation: 'open-account', retries: 5 }, [{ from: 'customer.id', to: 'id' }, { from: '"EUR"', to: 'currency' }], [{ from: 'iban', to: 'account.iban' }]]);
  });

  it('is understood for people, scripts, decisions and instances', async () => {
    const user = await activity('<bpmn:userTask id="a"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition assignee="=adviser" candidateGroups="credit" /><zeebe:formDefinition formId="review" /><zeebe:taskSchedule dueDate="=now() + duration(&quot;PT2H&quot;)" /><zeebe:priorityDefinition priority="70" /></bpmn:extensionElements></bpmn:userTask>');
    const script = await activity('<bpmn:scriptTask id="a"><bpmn:extensionElements><zeebe:script expression="=amount * 2" resultVariable="double" /></bpmn:extensionElements></bpmn:scriptTask>');
    const rule = await activity('<bpmn:businessRuleTask id="a"><bpmn:extensionElements><zeebe:calledDecision decisionId="limit" resultVariable="limit" /></bpmn:extensionElements></bpmn:businessRuleTask>');
    const many = await activity('<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=papers" inputElement="paper" outputCollection="results" outputElement="=ok" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>');
    expect([user.team, user.work, script.script, script.resultVariable, rule.decision, many.loop]).toEqual([
      'credit',
      { form: 'review', assignee: 'adviser', clock: { name: 'due', goalMs: 7_200_000, deadlineMs: 7_200_000 } },
      'amount * 2',
      'double',
      'limit',
      { loop: 'multi', isSequential: true, collection: 'papers', item: 'paper', outputCollection: 'results', outputItem: 'ok', behavior: 'all' },
    ]);
  });

  it.each([
    ['listeners', '<bpmn:userTask id="a"><bpmn:extensionElements><zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x" /></zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>', 'bpmn_foreign_code'],
    ['a connector of its own', '<bpmn:serviceTask id="a"><bpmn:extensionElements><zeebe:taskDefinition type="io.camunda:http-json:1" /></bpmn:extensionElements></bpmn:serviceTask>', 'bpmn_foreign_connector'],
    ['a job type that is worked out', '<bpmn:serviceTask id="a"><bpmn:extensionElements><zeebe:taskDefinition type="=kind" /></bpmn:extensionElements></bpmn:serviceTask>', 'bpmn_must_be_fixed'],
  ])('is refused where it means %s', async (_what, element, code) => {
    expect(await defectsOf(around('a', element))).toContain(`error ${code} a`);
  });
});

describe('a condition', () => {
  const condition = (text: string) =>
    processFile(`<bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="g" default="g-no" /><bpmn:endEvent id="no" /><bpmn:endEvent id="yes" />${chain('start', 'g', 'no')}<bpmn:sequenceFlow id="f" name="open" sourceRef="g" targetRef="yes"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${text.replaceAll('<', '&lt;')}</bpmn:conditionExpression></bpmn:sequenceFlow>`);

  it.each(['amount > 1000', 'approved', 'customer.isKnown', 'a and b', 'not(late)', 'country in ["DE", "AT"]', 'contains(name, "x")', 'amount between 1 and 5', '= Approved', '${genehmigt}'])('may be %s', async (text) => {
    expect(await defectsOf(condition(text))).toEqual([]);
  });

  it.each(['Betrag > 1000 EUR', 'Ja', 'yes', 'nein', 'sonst', 'Kunde zufrieden', 'groß', 'Genehmigt', 'open', 'n/a', 'yes/no', 'small / big', '"yes"', '1', '>= 500', '50%', 'ok?', '#', 'wenn Ware groß', 'amount > 1000 €', 'A und B'])('was written for people where it is %s', async (text) => {
    expect(await defectsOf(condition(text))).toEqual(['warning bpmn_condition_words f']);
  });
});

describe('what is filled in where it has no use', () => {
  it.each([
    ['a form of a start event', processFile(`<bpmn:startEvent id="a" camunda:formKey="apply" /><bpmn:endEvent id="end" />${chain('a', 'end')}`)],
    ['a clock of a system\u2019s task', around('a', '<bpmn:serviceTask id="a"><bpmn:extensionElements><baton:connector name="core" operation="open" /><baton:clock deadline="PT1H" /></bpmn:extensionElements></bpmn:serviceTask>')],
    ['a connector of a person\u2019s task', around('a', '<bpmn:userTask id="a"><bpmn:extensionElements><baton:connector name="core" operation="open" /></bpmn:extensionElements></bpmn:userTask>')],
    ['a decision of a gateway\u2019s neighbour', around('a', '<bpmn:manualTask id="a" baton:decision="limit" />')],
    ['several candidate users', around('a', '<bpmn:userTask id="a" camunda:candidateUsers="ana,dev" />')],
    ['a form inside the model', around('a', '<bpmn:userTask id="a"><bpmn:extensionElements><camunda:formData><camunda:formField id="x" type="string" /></camunda:formData></bpmn:extensionElements></bpmn:userTask>')],
  ])('is said of %s', async (_what, xml) => {
    expect(await defectsOf(xml)).toEqual(['warning bpmn_not_carried_out a']);
  });

  it('is said of variables that Camunda would pass to a called process by itself', async () => {
    const called = `<bpmn:process id="q"><bpmn:startEvent id="s" /><bpmn:endEvent id="e" />${chain('s', 'e')}</bpmn:process>`;
    const calls = (extension: string) => around('a', `<bpmn:callActivity id="a" calledElement="q"><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:callActivity>`, called);
    expect(await Promise.all([calls('<camunda:in variables="all" />'), calls('<zeebe:calledElement processId="q" />'), calls('<camunda:in source="a" target="b" />'), calls('<zeebe:calledElement processId="q" propagateAllParentVariables="false" />')].map(defectsOf))).toEqual([['warning bpmn_variables_all a'], ['warning bpmn_variables_all a'], [], []]);
  });
});

describe('what the standard itself says', () => {
  it('gives nested lanes, roles and names to nodes', async () => {
    const xml = processFile(`<bpmn:laneSet id="ls"><bpmn:lane id="bank" name="Bank"><bpmn:childLaneSet id="inner"><bpmn:lane id="back" name="Kredit &amp; Märkte"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="front"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
      <bpmn:startEvent id="start" /><bpmn:subProcess id="a" baton:stage="Income"><bpmn:startEvent id="in" /><bpmn:userTask id="t"><bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>group(north)</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner></bpmn:userTask><bpmn:endEvent id="out" />${chain('in', 't', 'out')}</bpmn:subProcess><bpmn:endEvent id="end" />${chain('start', 'a', 'end')}`);
    const [process] = await processesOf(xml);
    const inner = (process?.nodes[1] as ActivityDefinition).scope?.nodes ?? [];
    expect([...(process?.nodes ?? []), ...inner].map(({ id, lane, team, stage }) => [id, lane, team, stage])).toEqual([
      ['start', 'front', 'bank', undefined],
      ['a', 'back', 'kredit-maerkte', 'Income'],
      ['end', undefined, undefined, undefined],
      ['in', 'back', 'kredit-maerkte', 'Income'],
      ['t', 'back', 'north', 'Income'],
      ['out', 'back', 'kredit-maerkte', 'Income'],
    ]);
  });

  it('gives one process per pool, and names to messages from the flows between them', async () => {
    const xml = definitions(`<bpmn:collaboration id="c"><bpmn:participant id="p1" name="Bank" processRef="bank" /><bpmn:participant id="p2" name="Shop" processRef="shop" /><bpmn:participant id="p3" name="Customer" /><bpmn:messageFlow id="m1" name="order" sourceRef="throw" targetRef="catch" /><bpmn:messageFlow id="m2" name="paper" sourceRef="p3" targetRef="first" /></bpmn:collaboration>
      <bpmn:process id="bank"><bpmn:startEvent id="first"><bpmn:messageEventDefinition id="d1" /></bpmn:startEvent><bpmn:endEvent id="throw"><bpmn:messageEventDefinition id="d2" /></bpmn:endEvent>${chain('first', 'throw')}</bpmn:process>
      <bpmn:process id="shop"><bpmn:startEvent id="s" /><bpmn:receiveTask id="catch" /><bpmn:endEvent id="e" />${chain('s', 'catch', 'e')}</bpmn:process>`);
    const processes = await processesOf(xml);
    expect(processes.map(({ id, name, nodes }) => [id, name, nodes.map((node) => (node.kind === 'event' ? node.triggers : node.kind === 'activity' ? node.message : undefined))])).toEqual([
      ['bank', 'Bank', [[{ on: 'message', name: 'paper' }], [{ on: 'message', name: 'order' }]]],
      ['shop', 'Shop', [[], { name: 'order' }, []]],
    ]);
  });

  it('reads every kind of event, and events with several triggers', async () => {
    const roots = '<bpmn:message id="m" name="paid" /><bpmn:signal id="sig" name="stop" /><bpmn:error id="err" errorCode="E1" /><bpmn:escalation id="esc" escalationCode="late" /><bpmn:timerEventDefinition id="daily"><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>';
    const xml = processFile(
      `<bpmn:startEvent id="start" parallelMultiple="true"><bpmn:signalEventDefinition signalRef="sig" /><bpmn:eventDefinitionRef>daily</bpmn:eventDefinitionRef></bpmn:startEvent><bpmn:transaction id="a"><bpmn:startEvent id="in" /><bpmn:endEvent id="out"><bpmn:cancelEventDefinition /></bpmn:endEvent>${chain('in', 'out')}</bpmn:transaction>
       <bpmn:boundaryEvent id="b1" cancelActivity="false" attachedToRef="a"><bpmn:escalationEventDefinition escalationRef="esc" /></bpmn:boundaryEvent><bpmn:boundaryEvent id="b2" attachedToRef="a"><bpmn:errorEventDefinition errorRef="err" /></bpmn:boundaryEvent><bpmn:boundaryEvent id="b3" attachedToRef="a"><bpmn:cancelEventDefinition /></bpmn:boundaryEvent><bpmn:boundaryEvent id="b4" attachedToRef="a"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>
       <bpmn:serviceTask id="undo" isForCompensation="true"><bpmn:extensionElements><baton:connector name="core" operation="undo" /></bpmn:extensionElements></bpmn:serviceTask>
       <bpmn:intermediateThrowEvent id="go"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="come"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateCatchEvent>
       <bpmn:intermediateCatchEvent id="until"><bpmn:conditionalEventDefinition><bpmn:condition>balance &gt; 0</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent><bpmn:intermediateThrowEvent id="back"><bpmn:compensateEventDefinition waitForCompletion="false" activityRef="a" /></bpmn:intermediateThrowEvent>
       <bpmn:endEvent id="end"><bpmn:terminateEventDefinition /></bpmn:endEvent>${chain('start', 'a', 'go')}${chain('come', 'until', 'back', 'end')}${chain('b1', 'end')}${chain('b2', 'end')}${chain('b3', 'end')}<bpmn:association id="as" sourceRef="b4" targetRef="undo" />`,
      roots,
    );
    const [process] = await processesOf(xml);
    expect(process?.compensations).toEqual([{ activity: 'a', handler: 'undo' }]);
    expect(process?.nodes.filter((node) => node.kind === 'event').map(({ id, place, triggers, isInterrupting, isParallelMultiple, attachedTo }) => ({ id, place, triggers, isInterrupting, isParallelMultiple, attachedTo }))).toEqual(
      [
        { id: 'start', place: 'start', triggers: [{ on: 'signal', name: 'stop' }, { on: 'timer', timer: 'cycle', value: '"R/P1D"' }], isInterrupting: true, isParallelMultiple: true },
        { id: 'b1', place: 'boundary', triggers: [{ on: 'escalation', code: 'late' }], attachedTo: 'a' },
        { id: 'b2', place: 'boundary', triggers: [{ on: 'error', code: 'E1' }], isInterrupting: true, attachedTo: 'a' },
        { id: 'b3', place: 'boundary', triggers: [{ on: 'cancel' }], isInterrupting: true, attachedTo: 'a' },
        { id: 'b4', place: 'boundary', triggers: [{ on: 'compensation', waits: true }], isInterrupting: true, attachedTo: 'a' },
        { id: 'go', place: 'throw', triggers: [{ on: 'link', name: 'L' }] },
        { id: 'come', place: 'catch', triggers: [{ on: 'link', name: 'L' }] },
        { id: 'until', place: 'catch', triggers: [{ on: 'conditional', condition: 'balance > 0' }] },
        { id: 'back', place: 'throw', triggers: [{ on: 'compensation', activity: 'a', waits: false }] },
        { id: 'end', place: 'end', triggers: [{ on: 'terminate' }] },
      ].map((event) => ({ isInterrupting: false, isParallelMultiple: false, attachedTo: undefined, ...event })),
    );
  });

  it('reads gateways with their defaults, activation and instantiation', async () => {
    const xml = processFile(`<bpmn:eventBasedGateway id="first" instantiate="true" eventGatewayType="Parallel" /><bpmn:intermediateCatchEvent id="c1"><bpmn:signalEventDefinition signalRef="s1" /></bpmn:intermediateCatchEvent><bpmn:receiveTask id="c2" messageRef="m" /><bpmn:complexGateway id="cx" default="cx-end"><bpmn:activationCondition>activationCount &gt;= 2</bpmn:activationCondition></bpmn:complexGateway><bpmn:endEvent id="end" />${chain('first', 'c1', 'cx')}${chain('first', 'c2', 'cx', 'end')}`,
      '<bpmn:signal id="s1" name="one" /><bpmn:message id="m" name="two" />');
    const [process] = await processesOf(xml);
    expect(process?.nodes.filter((node) => node.kind === 'gateway')).toEqual([
      { kind: 'gateway', id: 'first', gateway: 'event', isParallel: true, instantiates: true },
      { kind: 'gateway', id: 'cx', gateway: 'complex', isParallel: false, instantiates: false, defaultFlow: 'cx-end', activation: 'activationCount >= 2' },
    ]);
  });

  it('reads loops, instances and what they throw', async () => {
    const loop = await activity('<bpmn:task id="a" startQuantity="2" completionQuantity="3"><bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="5"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">missing &gt; 0</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:task>');
    const one = await activity('<bpmn:task id="a"><bpmn:multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="sd"><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>', '<bpmn:signal id="s" name="first" /><bpmn:signalEventDefinition id="sd" signalRef="s" />');
    const complex = await activity('<bpmn:task id="a"><bpmn:multiInstanceLoopCharacteristics behavior="Complex"><bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:complexBehaviorDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">numberOfCompletedInstances = 2</bpmn:condition><bpmn:event id="ie"><bpmn:signalEventDefinition signalRef="s" /></bpmn:event></bpmn:complexBehaviorDefinition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>', '<bpmn:signal id="s" name="two" />');
    expect([loop, one, complex].map(({ startQuantity, completionQuantity, loop: how }) => ({ startQuantity, completionQuantity, how }))).toEqual([
      { startQuantity: 2, completionQuantity: 3, how: { loop: 'standard', testBefore: true, condition: 'missing > 0', maximum: 5 } },
      { startQuantity: 1, completionQuantity: 1, how: { loop: 'multi', isSequential: false, cardinality: '3', behavior: 'one', event: { on: 'signal', name: 'first' } } },
      { startQuantity: 1, completionQuantity: 1, how: { loop: 'multi', isSequential: false, cardinality: '3', behavior: 'complex', complex: [{ condition: 'numberOfCompletedInstances = 2', event: { on: 'signal', name: 'two' } }] } },
    ]);
  });

  it('reads sub-processes of every kind', async () => {
    const xml = processFile(`<bpmn:startEvent id="start" /><bpmn:adHocSubProcess id="adhoc" ordering="Sequential" cancelRemainingInstances="false"><bpmn:userTask id="one" /><bpmn:userTask id="two" /><bpmn:completionCondition>enough</bpmn:completionCondition></bpmn:adHocSubProcess>
      <bpmn:subProcess id="watch" triggeredByEvent="true"><bpmn:startEvent id="late" isInterrupting="false"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent><bpmn:endEvent id="over" />${chain('late', 'over')}</bpmn:subProcess><bpmn:endEvent id="end" />${chain('start', 'adhoc', 'end')}`);
    const [process] = await processesOf(xml);
    const inside = process?.nodes.filter((node) => node.kind === 'activity') as ActivityDefinition[];
    expect(inside.map(({ id, activity: kind, adHoc, scope }) => [id, kind, adHoc, scope?.nodes.map((node) => [node.id, node.kind === 'event' && node.isInterrupting])])).toEqual([
      ['adhoc', 'adHoc', { ordering: 'sequential', completion: 'enough', cancelsRemaining: false }, [['one', false], ['two', false]]],
      ['watch', 'eventSubProcess', undefined, [['late', false], ['over', false]]],
    ]);
  });

  it('finds what call activities call, in the file and in the catalog', async () => {
    const xml = definitions(`<bpmn:process id="p"><bpmn:startEvent id="start" /><bpmn:callActivity id="a" calledElement="g" /><bpmn:callActivity id="b" calledElement="q" /><bpmn:endEvent id="end" />${chain('start', 'a', 'b', 'end')}</bpmn:process><bpmn:globalUserTask id="g" name="Ask" baton:form="ask" />`);
    const [other] = await processesOf(definitions(`<bpmn:process id="q"><bpmn:startEvent id="s" /><bpmn:endEvent id="e" />${chain('s', 'e')}</bpmn:process>`));
    const reading = await readBpmn(xml, (id) => (id === 'q' ? other : undefined));
    expect(reading.ok && [reading.executable, Object.entries(reading.processes[0]?.called ?? {}).map(([id, { nodes }]) => [id, nodes.map((node) => node.kind === 'activity' && node.work)])]).toEqual([true, [['g', [{ form: 'ask' }]], ['q', [false, false]]]]);
  });

  it('reads data, its associations and correlation', async () => {
    const xml = definitions(`<bpmn:message id="m" name="answer" /><bpmn:correlationProperty id="cp" name="number"><bpmn:correlationPropertyRetrievalExpression messageRef="m"><bpmn:messagePath xsi:type="bpmn:tFormalExpression">ref.number</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
      <bpmn:collaboration id="c"><bpmn:participant id="pp" processRef="p" /><bpmn:correlationKey id="k" name="by number"><bpmn:correlationPropertyRef>cp</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>
      <bpmn:process id="p"><bpmn:property id="pr" name="count" baton:value="0" /><bpmn:dataObject id="do" isCollection="true" /><bpmn:dataObjectReference id="dr" name="application" dataObjectRef="do" /><bpmn:startEvent id="start" />
      <bpmn:userTask id="a"><bpmn:ioSpecification><bpmn:dataInput id="di" name="given" /><bpmn:inputSet /><bpmn:outputSet /></bpmn:ioSpecification><bpmn:property id="ph" name="__targetRef_placeholder" /><bpmn:dataInputAssociation id="da"><bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation><bpmn:dataInputAssociation id="db"><bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>ph</bpmn:targetRef></bpmn:dataInputAssociation>
      <bpmn:dataOutputAssociation id="dc"><bpmn:targetRef>dr</bpmn:targetRef><bpmn:assignment><bpmn:from xsi:type="bpmn:tFormalExpression">given.amount</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">application.amount</bpmn:to></bpmn:assignment></bpmn:dataOutputAssociation></bpmn:userTask><bpmn:endEvent id="end" />${chain('start', 'a', 'end')}
      <bpmn:correlationSubscription id="cs" correlationKeyRef="k"><bpmn:correlationPropertyBinding correlationPropertyRef="cp"><bpmn:dataPath xsi:type="bpmn:tFormalExpression">caseNumber</bpmn:dataPath></bpmn:correlationPropertyBinding></bpmn:correlationSubscription></bpmn:process>`);
    const [process] = await processesOf(xml);
    const task = process?.nodes[1] as ActivityDefinition;
    expect([process?.data, task.inputs, task.outputs, task.data, process?.correlations]).toEqual([
      [{ id: 'do', name: 'application', isCollection: true }, { id: 'pr', name: 'count', isCollection: false, value: '0' }],
      [{ from: 'application', to: 'given' }],
      [{ from: 'given.amount', to: 'application.amount' }],
      [],
      [{ name: 'by number', properties: [{ name: 'number', messages: { answer: 'ref.number' }, value: 'caseNumber' }] }],
    ]);
  });

  it('takes ids of every alphabet, names with prefixes, 1 and 0, and mark-up in texts', async () => {
    const xml = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tns="urn:x" targetNamespace="urn:x"><message id="Nächste" name="weiter" /><process id="Straße"><documentation>See <b>all</b> of it</documentation><startEvent id="Anfang_Ü" isInterrupting="1"><outgoing>tns:f</outgoing></startEvent><endEvent id="終"><incoming>tns:f</incoming><messageEventDefinition messageRef="tns:Nächste" /></endEvent><sequenceFlow id="f" sourceRef="Anfang_Ü" targetRef="終" /></process></definitions>`;
    const [process] = await processesOf(xml);
    expect([process?.id, process?.nodes.map((node) => node.id), process?.flows, process?.messages]).toEqual(['Straße', ['Anfang_Ü', '終'], [{ id: 'f', from: 'Anfang_Ü', to: '終' }], [{ id: 'Nächste', name: 'weiter' }]]);
  });
});
