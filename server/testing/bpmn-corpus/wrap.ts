const namespaces = {
  bpmn: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  baton: 'https://baton.example/schema/bpmn',
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
};

/** `definitions` around root elements. The prefix is `bpmn:`; every dialect's own is declared only where it is used. */
export function definitions(roots: string): string {
  const used = Object.entries(namespaces).filter(([prefix]) => prefix === 'bpmn' || roots.includes(`${prefix}:`));
  const declared = used.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions ${declared} id="definitions" targetNamespace="https://bank.example/models">${roots}</bpmn:definitions>\n`;
}

/** A process `p` of these elements in a file of its own. */
export const processFile = (elements: string, roots = ''): string => definitions(`${roots}<bpmn:process id="p" isExecutable="true">${elements}</bpmn:process>`);

/** Flows in a chain: `chain('start', 'a', 'end')` is `start-a` and `a-end`. */
export const chain = (...ids: string[]): string => ids.slice(1).map((to, index) => `<bpmn:sequenceFlow id="${ids[index] ?? ''}-${to}" sourceRef="${ids[index] ?? ''}" targetRef="${to}" />`).join('');

/** A process in which one element stands between start and end. */
export const around = (id: string, element: string, roots = ''): string =>
  processFile(`<bpmn:startEvent id="start" />${element}<bpmn:endEvent id="end" />${chain('start', id, 'end')}`, roots);
