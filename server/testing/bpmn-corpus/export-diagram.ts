import type { Drawing, Scope } from './drawing.ts';
import type { Tool } from './tools.ts';

const round = /^(?:start|end|catch|throw|boundary)$/;

/** How a drawing lies on the canvas: shapes in rows, arrows with two bends, as far as the tool writes it. */
export function diagram(drawing: Drawing, tool: Tool): string {
  const { bpmndi, dc, di } = tool.di;
  const hasPools = drawing.pools.some(({ name }) => name !== '');
  const plane = hasPools ? tool.id('collaboration', 'collaboration') : tool.id('process', 'process0');
  const parts: string[] = [];
  let row = 0;
  for (const pool of drawing.pools) {
    row += 1;
    if (hasPools) parts.push(`<${bpmndi}:BPMNShape id="${tool.id('pool', pool.name)}_di" bpmnElement="${tool.id('pool', pool.name)}" isHorizontal="true"><${dc}:Bounds x="120" y="${String(row * 300)}" width="900" height="250"/></${bpmndi}:BPMNShape>`);
    draw(pool, row * 300);
  }
  return `<${bpmndi}:BPMNDiagram id="BPMNDiagram_1"><${bpmndi}:BPMNPlane id="BPMNPlane_1" bpmnElement="${plane}">${parts.join('')}</${bpmndi}:BPMNPlane></${bpmndi}:BPMNDiagram>`;

  function draw(scope: Scope, y: number): void {
    for (const [index, shape] of scope.shapes.entries()) {
      const id = tool.id(shape.kind, shape.id);
      const size = round.test(shape.kind) ? 36 : 80;
      parts.push(`<${bpmndi}:BPMNShape id="${id}_di" bpmnElement="${id}"><${dc}:Bounds x="${String(160 + index * 120)}" y="${String(y)}" width="${String(size)}" height="${String(size)}"/></${bpmndi}:BPMNShape>`);
      if (shape.inner) draw(shape.inner, y + 40);
    }
    for (const { from, to } of scope.arrows) {
      const id = tool.id('flow', `${from}>${to}`);
      parts.push(`<${bpmndi}:BPMNEdge id="${id}_di" bpmnElement="${id}"><${di}:waypoint x="200" y="${String(y)}"/><${di}:waypoint x="320.5" y="${String(y)}"/></${bpmndi}:BPMNEdge>`);
    }
  }
}
