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
  /** What it is part of, or stands on the edge of. */
  readonly inside?: string;
}

export interface Edge {
  readonly id: string;
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label?: Box;
  readonly isDashed: boolean;
  readonly from?: string;
  readonly to?: string;
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
  readonly bpmnElement?: { readonly $type: string; readonly id: string; readonly name?: string; readonly text?: string } & Joined;
}

interface Named {
  readonly id: string;
  readonly $type?: string;
}

interface Joined {
  readonly $parent?: Named;
  readonly sourceRef?: Named;
  readonly targetRef?: Named;
  readonly attachedToRef?: Named;
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
    if ($type === 'bpmndi:BPMNEdge' && waypoint) edges.push({ id, name, points: waypoint.map(({ x, y }) => ({ x, y })), isDashed: /MessageFlow$|Association$/.test(bpmnElement.$type), ...joined(bpmnElement), ...at });
    const kind = kinds.find(([type]) => type.test(bpmnElement.$type))?.[1];
    if ($type === 'bpmndi:BPMNShape' && bounds && kind) shapes.push({ id, name: name || text, kind, ...boxOf(bounds), ...insideOf(bpmnElement), ...at });
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

function joined({ sourceRef, targetRef }: Joined): { from?: string; to?: string } {
  return { ...(sourceRef ? { from: sourceRef.id } : {}), ...(targetRef ? { to: targetRef.id } : {}) };
}

function insideOf({ attachedToRef, $parent }: Joined): { inside?: string } {
  const holder = attachedToRef ?? (/SubProcess$|Transaction$/.test($parent?.$type ?? '') ? $parent : undefined);
  return holder ? { inside: holder.id } : {};
}

/** How many steps each shape is from where the journey starts; what is inside of another comes right after it. */
function steps({ shapes, edges }: Pick<Diagram, 'shapes' | 'edges'>): Map<string, number> {
  const far = new Map<string, number>();
  let next: (readonly [string, number])[] = shapes.filter(({ kind, inside }) => kind === 'start' && inside === undefined).map(({ id }) => [id, 0]);
  while (next.length > 0) {
    const found: (readonly [string, number])[] = [];
    for (const [id, at] of next) {
      if (far.has(id)) continue;
      far.set(id, at);
      for (const { from, to, isDashed } of edges) if (from === id && to !== undefined && !isDashed) found.push([to, at + 1]);
      for (const shape of shapes) if (shape.inside === id && (shape.kind === 'start' || shape.kind === 'boundary' || !edges.some(({ to }) => to === shape.id))) found.push([shape.id, at + 0.5]);
    }
    next = found.toSorted((a, b) => a[1] - b[1]);
  }
  return far;
}

/** What has a name and a place in the journey, in the order in which it is gone through: what readers of the screen walk along. */
export function outlineOf(diagram: Pick<Diagram, 'shapes' | 'edges'>): Shape[] {
  const far = steps(diagram);
  const of = ({ id, x }: Shape): number => far.get(id) ?? 10_000 + x;
  return diagram.shapes.filter(({ kind, name }) => worded.has(kind) && name !== '').toSorted((a, b) => of(a) - of(b) || a.y - b.y);
}
