import type { JourneyCatalog } from '../../catalog/journeys.ts';
import { journeyOf } from '../../catalog/testing/journey-of.ts';

/** A small journey with all that the desk has to do for one: a message opens it, people and a system work, time and messages end it. */
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="https://baton.example/schema/bpmn" targetNamespace="https://baton.example/parcel">
  <message id="asked" name="asked" />
  <message id="collected" name="collected" />
  <error id="unknownAddress" errorCode="unknown_address" name="unknown address" />
  <process id="parcel" name="Parcel" isExecutable="true">
    <startEvent id="isAsked" baton:stage="Order"><extensionElements><baton:output from="weight" to="weight" /></extensionElements><outgoing>f1</outgoing><messageEventDefinition messageRef="asked" /></startEvent>
    <sequenceFlow id="f1" sourceRef="isAsked" targetRef="pack" />
    <userTask id="pack" name="Pack it" baton:stage="Order" baton:form="packing" baton:team="north"><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
    <sequenceFlow id="f2" sourceRef="pack" targetRef="send" />
    <serviceTask id="send" name="Send it" baton:stage="Way"><extensionElements><baton:connector name="core" operation="ship" /><baton:input from="weight" to="weight" /><baton:output from="price" to="price" /></extensionElements><incoming>f2</incoming><outgoing>f3</outgoing></serviceTask>
    <boundaryEvent id="isUnknown" attachedToRef="send"><outgoing>f6</outgoing><errorEventDefinition errorRef="unknownAddress" /></boundaryEvent>
    <sequenceFlow id="f6" sourceRef="isUnknown" targetRef="sentBack" />
    <endEvent id="sentBack" baton:outcome="sent_back"><incoming>f6</incoming></endEvent>
    <sequenceFlow id="f3" sourceRef="send" targetRef="isDear" />
    <exclusiveGateway id="isDear" default="f5"><incoming>f3</incoming><outgoing>f4</outgoing><outgoing>f5</outgoing></exclusiveGateway>
    <sequenceFlow id="f4" sourceRef="isDear" targetRef="approve"><conditionExpression>price &gt; 1000</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="isDear" targetRef="wait" />
    <userTask id="approve" name="Approve the price" baton:stage="Way" baton:team="north" baton:fourEyes="true"><incoming>f4</incoming><outgoing>f7</outgoing></userTask>
    <sequenceFlow id="f7" sourceRef="approve" targetRef="wait" />
    <receiveTask id="wait" name="Wait for the customer" messageRef="collected" baton:stage="Desk"><incoming>f5</incoming><incoming>f7</incoming><outgoing>f8</outgoing></receiveTask>
    <boundaryEvent id="isLate" attachedToRef="wait"><outgoing>f9</outgoing><timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="f8" sourceRef="wait" targetRef="isCollected" />
    <sequenceFlow id="f9" sourceRef="isLate" targetRef="isLost" />
    <endEvent id="isCollected" baton:outcome="collected"><incoming>f8</incoming></endEvent>
    <endEvent id="isLost" baton:outcome="lost"><incoming>f9</incoming></endEvent>
  </process>
</definitions>`;

export const parcelJourneys = (): Promise<JourneyCatalog> =>
  journeyOf(xml, {
    journey: 'parcel', version: 1, name: 'Parcel', model: 'parcel.bpmn', process: 'parcel', team: 'north', stages: ['Order', 'Way', 'Desk'], sources: ['shop'],
    messages: { asked: { from: 'customer', fields: { weight: { type: 'number', required: true }, address: { type: 'text' } } }, collected: { from: 'customer' } },
    forms: { packing: { title: 'Packing', fields: { box: { type: 'code', choices: ['small', 'large'] }, remark: { type: 'text' } } } },
  });
