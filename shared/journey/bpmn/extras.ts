import type { Defects } from './defects.ts';
import { batonExtras } from './dialect-baton.ts';
import { camundaExtras } from './dialect-camunda.ts';
import { zeebeExtras } from './dialect-zeebe.ts';
import type { Extras } from './reading.ts';
import type { Element } from './tree.ts';

/** The extras of every dialect together; where two say the same, `baton:` wins over `zeebe:` over `camunda:`. */
export function extrasOf(element: Element, defects: Defects): Extras {
  const camunda = camundaExtras(element, defects);
  const zeebe = zeebeExtras(element, defects);
  const baton = batonExtras(element, defects);
  const work = { ...camunda.work, ...zeebe.work, ...baton.work };
  return { ...camunda, ...zeebe, ...baton, ...(Object.keys(work).length > 0 && { work }) };
}
