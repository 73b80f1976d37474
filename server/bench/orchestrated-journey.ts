import { journeyOf } from '../catalog/testing/journey-of.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';

/**
 * A case of the day's mix in small: its customer writes twice, a system is asked once, somebody does one piece of work, and time ends it.
 * With a note on two of three cases that is 40 % of staff, 30 % messages, 15 % timers and 15 % results.
 */
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="https://baton.example/schema/bpmn" targetNamespace="https://baton.example/bench">
  <message id="asked" name="asked" />
  <message id="answered" name="answered" />
  <process id="day" name="Day" isExecutable="true">
    <startEvent id="isAsked" baton:stage="Request"><extensionElements><baton:output from="amount" to="amount" /><baton:output from="customer" to="who" /></extensionElements><outgoing>f1</outgoing><messageEventDefinition messageRef="asked" /></startEvent>
    <sequenceFlow id="f1" sourceRef="isAsked" targetRef="screen" />
    <serviceTask id="screen" name="Screen" baton:stage="Request"><extensionElements><baton:connector name="aml" operation="screen" /><baton:input from="who" to="customer" /><baton:output from="result" to="screening" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing></serviceTask>
    <sequenceFlow id="f2" sourceRef="screen" targetRef="review" />
    <userTask id="review" name="Review" baton:stage="Review" baton:form="review" baton:team="team-0"><incoming>f2</incoming><outgoing>f3</outgoing></userTask>
    <sequenceFlow id="f3" sourceRef="review" targetRef="isLarge" />
    <exclusiveGateway id="isLarge" default="f5"><incoming>f3</incoming><outgoing>f4</outgoing><outgoing>f5</outgoing></exclusiveGateway>
    <sequenceFlow id="f4" sourceRef="isLarge" targetRef="wait"><conditionExpression>amount &gt; 1000000 and screening = "clear"</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="isLarge" targetRef="wait" />
    <receiveTask id="wait" name="Wait for the answer" messageRef="answered" baton:stage="Answer"><incoming>f4</incoming><incoming>f5</incoming><outgoing>f6</outgoing></receiveTask>
    <sequenceFlow id="f6" sourceRef="wait" targetRef="rest" />
    <intermediateCatchEvent id="rest" baton:stage="Answer"><incoming>f6</incoming><outgoing>f7</outgoing><timerEventDefinition><timeDuration>PT0.1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f7" sourceRef="rest" targetRef="isOver" />
    <endEvent id="isOver" baton:outcome="served"><incoming>f7</incoming></endEvent>
  </process>
</definitions>`;

export const dayJourney = (): Promise<JourneyCatalog> =>
  journeyOf(xml, {
    journey: 'day', version: 1, name: 'Day', model: 'day.bpmn', process: 'day', team: 'team-0', stages: ['Request', 'Review', 'Answer'], sources: ['bench'],
    messages: { asked: { from: 'customer', fields: { amount: { type: 'amount', required: true } } }, answered: { from: 'customer' } },
    forms: { review: { title: 'Review', fields: { verdict: { type: 'code', choices: ['yes', 'no'] } } } },
  });
