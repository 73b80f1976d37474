import { BpmnModdle } from 'bpmn-moddle';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type ShapeKind = 'task' | 'subProcess' | 'start' | 'catch' | 'throw' | 'end' | 'boundary' | 'exclusive' | 'parallel' | 'inclusive' | 'eventBased' | 'pool' | 'lane' | 'data' | 'text';

export interface Shape extends Box {
  readonly id: string;
  readonly name: string;
  readonly kind: ShapeKind;
  /** Where the name stands outside of the shape. */
  readonly label?: Box;
}

export interface Edge {
  readonly id: string;
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label?: Box;
  readonly isDashed: boolean;
}

export interface Diagram {
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
  readonly box: Box;
}

interface Drawn {
  readonly $type: string;
  readonly bounds?: Box;
  readonly waypoint?: readonly { readonly x: number; readonly y: number }[];
  readonly label?: { readonly bounds?: Box };
  readonly bpmnElement?: { readonly $type: string; readonly id: string; readonly name?: string; readonly text?: string };
}

const kinds: readonly (readonly [RegExp, ShapeKind])[] = [
  [/Participant$/, 'pool'], [/Lane$/, 'lane'], [/StartEvent$/, 'start'], [/EndEvent$/, 'end'], [/IntermediateThrowEvent$/, 'throw'], [/IntermediateCatchEvent$/, 'catch'],
  [/BoundaryEvent$/, 'boundary'], [/ParallelGateway$/, 'parallel'], [/InclusiveGateway$/, 'inclusive'], [/EventBasedGateway$/, 'eventBased'], [/Gateway$/, 'exclusive'],
  [/SubProcess$|Transaction$|CallActivity$/, 'subProcess'], [/Task$/, 'task'], [/Data(?:Object|Store)/, 'data'], [/TextAnnotation$/, 'text'],
];

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** The picture that a BPMN model has of itself; undefined where it has none. */
export async function readDiagram(xml: string): Promise<Diagram | undefined> {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const drawn = (rootElement as { diagrams?: readonly { plane?: { planeElement?: readonly Drawn[] } }[] }).diagrams?.[0]?.plane?.planeElement ?? [];
  const shapes: Shape[] = [];
  const edges: Edge[] = [];
  for (const { $type, bounds, waypoint, label, bpmnElement } of drawn) {
    if (!bpmnElement) continue;
    const { id, name = '', text = '' } = bpmnElement;
    const at = label?.bounds ? { label: boxOf(label.bounds) } : {};
    if ($type === 'bpmndi:BPMNEdge' && waypoint) edges.push({ id, name, points: waypoint.map(({ x, y }) => ({ x, y })), isDashed: /MessageFlow$|Association$/.test(bpmnElement.$type), ...at });
    const kind = kinds.find(([type]) => type.test(bpmnElement.$type))?.[1];
    if ($type === 'bpmndi:BPMNShape' && bounds && kind) shapes.push({ id, name: name || text, kind, ...boxOf(bounds), ...at });
  }
  if (shapes.length === 0) return undefined;
  const left = Math.min(...shapes.map(({ x }) => x));
  const top = Math.min(...shapes.map(({ y }) => y));
  const right = Math.max(...shapes.map(({ x, width }) => x + width));
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height));
  const margin = 24;
  return { shapes, edges, box: { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin } };
}

/** The words of a name in lines of so many letters. */
export function wrapped(name: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines.slice(most - 1).join(' ').slice(0, letters - 1)}…`];
}

const worded = new Set<ShapeKind>(['task', 'subProcess', 'start', 'catch', 'throw', 'end', 'boundary', 'exclusive', 'inclusive']);

/** What has a name and a place in the journey, from left to right: what readers of the screen walk along. */
export const outlineOf = ({ shapes }: Diagram): Shape[] => shapes.filter(({ kind, name }) => worded.has(kind) && name !== '').toSorted((a, b) => a.x + a.width / 2 - (b.x + b.width / 2));
