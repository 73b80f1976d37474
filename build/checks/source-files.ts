import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The folders that hold what we write; the top level holds nothing else but the files named in `layout.ts`. */
export const sides = ['electron', 'renderer', 'shared', 'server', 'build'];

const isOurs = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist';

/** Every file below the sides of `root`, as a path relative to it with forward slashes, sorted. */
export function sourceFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      if (!isOurs(entry.name)) continue;
      const at = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(at);
      else found.push(at);
    }
  };
  const present = new Set(readdirSync(root));
  for (const side of sides) if (present.has(side)) walk(side);
  return found.sort();
}
