import path from 'node:path';
import { sides } from './source-files.ts';

const topLevel = [...sides, 'package.json', 'package-lock.json', 'tsconfig.json', 'electron-builder.yml', 'README.md'];
// What tools make and git ignores.
const made = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

const aboutNothing = new Set(['utils', 'util', 'helpers', 'services', 'types', 'common', 'misc', 'lib']);
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
const isCode = /\.(?:tsx?|[cm]?js|css|json|bpmn|dmn|cedar)$/;

/** What is missing at the top level, or has no place there. `entries` are the names in the folder; dot-files are free. */
export function topLevelComplaints(entries: readonly string[]): string[] {
  const extra = entries.filter((name) => !name.startsWith('.') && !made.has(name) && !name.endsWith('.log') && !topLevel.includes(name));
  const missing = topLevel.filter((name) => !entries.includes(name));
  return [
    ...extra.map((name) => `${name} has no place at the top level: it holds ${topLevel.join(', ')} and dot-files only.`),
    ...missing.map((name) => `${name} is missing at the top level.`),
  ];
}

/** Folders named for nothing, and files whose name is not in kebab-case. */
export function nameComplaints(files: readonly string[]): string[] {
  const complaints: string[] = [];
  for (const folder of new Set(files.map((file) => path.posix.dirname(file)))) {
    const last = path.posix.basename(folder);
    if (aboutNothing.has(last)) complaints.push(`${folder}/ is named for nothing: name it for the noun that it is about.`);
  }
  for (const file of files) {
    if (isCode.test(file) && !kebabCase.test(path.posix.basename(file))) complaints.push(`${file}: file names are kebab-case.`);
  }
  return complaints;
}
