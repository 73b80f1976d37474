import { readFileSync } from 'node:fs';
import path from 'node:path';

const maxLines = 500;
const isCode = /\.(?:tsx?|[cm]?js|css|html|sh)$/;
const mayBeLong = /\.(?:test|e2e)\.tsx?$|\/locales\//;

/** One complaint for each file of code over 500 lines, tests and locales apart. */
export function tooLongFiles(root: string, files: readonly string[]): string[] {
  const complaints: string[] = [];
  for (const file of files) {
    if (!isCode.test(file) || mayBeLong.test(file)) continue;
    const lines = readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length;
    if (lines > maxLines) complaints.push(`${file} has ${lines} lines, ${maxLines} at most: split it where a part can carry its own noun or verb.`);
  }
  return complaints;
}
