import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const file = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const blocks = { light: /:root \{([^}]*)\}/, dark: /data-theme='dark'\] \{([^}]*)\}/, contrast: /data-theme='contrast'\] \{([^}]*)\}/ };

function colours(theme: keyof typeof blocks): Record<string, string> {
  const block = blocks[theme].exec(file)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['app', 'panel', 'sunken', 'raised', 'hover', 'selected'];
const inks = ['strong', 'text', 'muted'];
const states = ['late', 'soon', 'done', 'ai'];

test.each(['light', 'dark', 'contrast'] as const)('every text can be read on every surface in %s', (theme) => {
  const all = colours(theme);
  const least = theme === 'contrast' ? 7 : 4.5;
  const bad: string[] = [];
  const pair = (ink: string, ground: string, minimum = least): void => {
    const found = contrast(all[ink] ?? '', all[ground] ?? '');
    if (!(found >= minimum)) bad.push(`${ink} on ${ground}: ${found.toFixed(2)}`);
  };
  for (const ground of surfaces) for (const ink of inks) pair(ink, ground);
  for (const state of states) for (const ground of ['app', 'panel', 'raised', `${state}-ground`]) pair(state, ground);
  pair('on-accent', 'accent');
  for (const ground of ['app', 'panel', 'raised']) for (const mark of ['edge', 'focus', 'accent']) pair(mark, ground, 3);
  expect(bad).toEqual([]);
});
