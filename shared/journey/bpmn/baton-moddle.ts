/** The namespace of Baton's own attributes and elements in a BPMN file; write it as `xmlns:baton`. */
export const batonNamespace = 'https://baton.example/schema/bpmn';

const attribute = (name: string) => ({ name, isAttr: true, type: 'String' });
const attributes = (...names: string[]) => names.map(attribute);

/**
 * The `baton:` dialect as a moddle descriptor. Durations are ISO 8601 (weeks, days of 24 hours, hours, minutes, seconds);
 * expressions are FEEL, with or without a leading `=`. An attribute or element that is not here is refused.
 */
export const batonModdle = {
  name: 'Baton',
  uri: batonNamespace,
  prefix: 'baton',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'OfFlowNode',
      extends: ['bpmn:FlowNode'],
      properties: attributes(
        'stage', // the part of the journey that people say aloud: Identity, Income, Decision, Sign
        'team', // whose work it is: id of a team; else the lane's
      ),
    },
    // a global task lies in no lane and no sub-process that could say it
    { name: 'OfGlobalTask', extends: ['bpmn:GlobalTask'], properties: attributes('team', 'stage') },
    // a lane's team; without it the lane's name as an id ("Credit Back Office" → credit-back-office)
    { name: 'OfLane', extends: ['bpmn:Lane'], properties: attributes('team') },
    {
      name: 'OfTask',
      extends: ['bpmn:Task', 'bpmn:GlobalTask'],
      properties: attributes(
        'form', // id of a form of the catalog
        'skills', // needed skills with levels: "credit:2 german:1"; the level is 1 where it is left out
        'licence', // id of a licence that the person must hold; it never relaxes
        'language', // BCP 47 tag of the customer's language that the person must speak
        'roles', // roles of which the person must have one: "clerk lead"
        'weight', // whole number: how much load the task is; 1 where it is left out
        'fourEyes', // "true": nobody who touched the case; or ids of earlier activities whose people may not take it
        'expectedWithin', // duration within which something should move, in the team's open time: "PT4H"
        'assignee', // FEEL: the person who should have it
        'decision', // business rule: id of a decision of the catalog
        'resultVariable', // script, business rule: variable that takes the value
        'key', // receive: FEEL that gives the value by which the message finds the case
      ),
    },
    // ends the case's journey with this code: "declined", "paid"
    { name: 'OfEndEvent', extends: ['bpmn:EndEvent'], properties: attributes('outcome') },
    // FEEL that gives the value by which the message finds the case
    { name: 'OfMessage', extends: ['bpmn:Message', 'bpmn:MessageEventDefinition'], properties: attributes('key') },
    // "case": only the case that throws it hears it; else every case of the bank that waits for it, "bank"
    { name: 'OfSignal', extends: ['bpmn:Signal'], properties: attributes('scope') },
    // "true": the duration or date counts the open time of the team's calendar
    { name: 'OfTimer', extends: ['bpmn:TimerEventDefinition'], properties: attributes('workingTime') },
    {
      name: 'OfInstances',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: attributes(
        'collection', // FEEL: a list; one instance for each element
        'item', // variable of the instance that holds its element
        'outputCollection', // variable that takes the list of results
        'outputItem', // FEEL over the instance's variables: its result
      ),
    },
    // FEEL for the first value of a data object or property
    { name: 'OfData', extends: ['bpmn:DataObject', 'bpmn:Property'], properties: attributes('value') },
    // <baton:clock>: a named deadline of the case, from when the task opens; regulatory="true" where the law sets it
    { name: 'Clock', superClass: ['Element'], properties: attributes('name', 'goal', 'deadline', 'regulatory') },
    // <baton:connector>: the system that is called; backups are tried in order; timeout is a duration
    { name: 'Connector', superClass: ['Element'], properties: attributes('name', 'operation', 'backups', 'retries', 'timeout') },
    // <baton:input>, <baton:output>: FEEL `from` into the variable `to` (a dotted path writes into a context)
    { name: 'Input', superClass: ['Element'], properties: attributes('from', 'to') },
    { name: 'Output', superClass: ['Element'], properties: attributes('from', 'to') },
  ],
};
