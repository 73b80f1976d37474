import type { Node } from './tables.ts';

/**
 * For each incoming flow of a gateway, which nodes of its scope (by place) have a path to it that does not pass the gateway.
 * A boundary event is a way out of its activity, a link one into its other end.
 */
export function reachOf(gateway: Node): readonly Uint8Array[] {
  const { list } = gateway.table;
  const before: Node[][] = list.map(({ incoming }) => incoming.map(({ from }) => from));
  for (const node of list) {
    for (const boundary of node.boundaries) before[boundary.place]?.push(node);
    if (node.link !== undefined) before[node.link.place]?.push(node);
  }
  return gateway.incoming.map(({ from }) => {
    const reach = new Uint8Array(list.length);
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === gateway || reach[node.place] === 1) continue;
      reach[node.place] = 1;
      open.push(...(before[node.place] ?? []));
    }
    return reach;
  });
}
