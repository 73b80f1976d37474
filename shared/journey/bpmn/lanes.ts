import { extrasOf } from './extras.ts';
import type { Lanes, Reading } from './reading.ts';
import type { Element } from './tree.ts';
import { elementOf, elementsOf, idOf, textOf } from './tree.ts';

/** A name as an id: small letters, digits and hyphens; ä, ö, ü, ß are written out, other marks are dropped. */
export function slugOf(name: string): string {
  const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => german[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

/** The innermost lane of each flow node of a process or sub-process, and the team that stands for it. */
export function lanesOf(holder: Element, reading: Reading): Lanes {
  const lanes = new Map<Element, { lane: string; team?: string }>();
  for (const set of elementsOf(holder, 'laneSets')) walk(set, undefined);
  return lanes;

  function walk(set: Element, around: string | undefined): void {
    for (const lane of elementsOf(set, 'lanes')) {
      const name = textOf(lane, 'name');
      const team = extrasOf(lane, reading.defects).team ?? (name === undefined ? around : slugOf(name) || around);
      for (const node of elementsOf(lane, 'flowNodeRef')) lanes.set(node, { lane: idOf(lane), ...(team !== undefined && { team }) });
      const inner = elementOf(lane, 'childLaneSet');
      if (inner) walk(inner, team);
    }
  }
}
