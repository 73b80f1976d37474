type LockedPackage = {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
export type LockFile = { packages: Record<string, LockedPackage> };

// The oldest versions without a known hole that matters to us.
const floors: Record<string, string> = {
  'socket.io-parser': '4.2.7', // CVE-2026-69185, memory exhaustion
  'engine.io': '6.6.7', // CVE-2026-59725, binary POST
  electron: '41.0.0', // the advisories of April 2026
};

function isBelow(version: string, floor: string): boolean {
  const [release = '', pre] = version.split('-', 2);
  const have = release.split('.').map(Number);
  const want = floor.split('.').map(Number);
  for (const [at, least] of want.entries()) {
    const part = have[at] ?? 0;
    if (part !== least) return part < least;
  }
  return pre !== undefined;
}

/** The name of the package locked at `at`, e.g. `node_modules/a/node_modules/@b/c` → `@b/c`. */
function nameAt(at: string): string {
  return at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Whether Node, asking from the package at `at`, finds `name` in the lock: beside it or further up. */
function isFoundFrom(at: string, name: string, packages: LockFile['packages']): boolean {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place] !== undefined) return true;
    if (folder === '') return false;
  }
}

/**
 * What is wrong with a lock file: addresses of a registry (they would tie the checkout to one network), entries that no
 * checksum pins, packages that others need and that have no entry (npm leaves out what the registry lacked, then `npm ci`
 * refuses the lock), packages below their security floor (every copy counts, not only the top one), and direct
 * dependencies that are not pinned to one version.
 */
export function lockFileComplaints(lock: LockFile, direct: Record<string, string>): string[] {
  const complaints: string[] = [];
  for (const [at, locked] of Object.entries(lock.packages)) {
    for (const name of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) {
      if (!isFoundFrom(at, name, lock.packages)) complaints.push(`${at === '' ? 'package.json' : at}: needs ${name}, which the lock file lacks: npm ci would refuse it.`);
    }
    if (at === '') continue;
    if (locked.resolved !== undefined) complaints.push(`${at}: carries an address ("resolved"): .npmrc keeps them out, run npm install with it.`);
    if (locked.integrity === undefined && locked.link !== true) complaints.push(`${at}: no integrity, so its content is not pinned.`);
    const floor = floors[nameAt(at)];
    if (floor !== undefined && isBelow(locked.version ?? '0', floor)) complaints.push(`${at}: ${locked.version} is below its security floor ${floor}.`);
  }
  for (const [name, range] of Object.entries(direct)) {
    if (!/^(?:npm:(?:@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range)) complaints.push(`package.json: ${name} "${range}" is not one exact version.`);
  }
  return complaints;
}
