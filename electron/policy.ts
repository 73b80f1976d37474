import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { serverAddress } from './web-rules.ts';

/** What a bank's IT lays down for a machine, in a file that only an administrator can write. */
const policySchema = z.strictObject({
  server: z.exactOptional(z.string().check(z.refine((text) => serverAddress(text) !== undefined))),
  updates: z.exactOptional(z.union([
    z.literal('off'),
    z.strictObject({
      /** https, where the bank keeps approved versions. */
      feed: z.string().check(z.refine((text) => text.startsWith('https:') && serverAddress(text) !== undefined)),
      /** The ring of this machine: who gets a version first. */
      ring: z.exactOptional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/))),
    }),
  ])),
});
export type Policy = z.infer<typeof policySchema>;

/** Where the file lies on this system. */
export function policyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return path.win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Baton', 'policy.json');
  return platform === 'darwin' ? '/Library/Application Support/Baton/policy.json' : '/etc/baton/policy.json';
}

/** The policy of this machine: nothing laid down where there is no file; `unreadable` where there is one that says what Baton does not understand. */
export function readPolicy(file: string): Policy | 'unreadable' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : 'unreadable';
  }
  try {
    const parsed = policySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

export interface Settings {
  /** undefined: the address that was given is none that may be opened. */
  readonly server: URL | undefined;
  readonly updates: { readonly feed: string; readonly ring: string } | 'off';
}

/**
 * What holds on this machine: the policy over the environment. A policy that cannot be read switches updates off and leaves the address
 * to the environment; updates without a feed are off.
 */
export function settingsOf(policy: Policy | 'unreadable', env: NodeJS.ProcessEnv): Settings {
  const { server, updates } = policy === 'unreadable' ? { updates: 'off' as const } as Policy : policy;
  const isOff = updates === undefined || updates === 'off' || env['BATON_UPDATES'] === 'off';
  return {
    server: serverAddress(server ?? env['BATON_URL'] ?? 'http://127.0.0.1:4380'),
    updates: isOff ? 'off' : { feed: updates.feed, ring: updates.ring ?? 'latest' },
  };
}
