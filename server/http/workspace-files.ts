import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { workspacePolicy } from './security.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
};

const noncePlace = '{nonce}';

/**
 * Hands out the bundled workspace: its page at `/` with a nonce of its own for each answer, and exactly the files that lie in its
 * `assets`, which never change under their names. Returns false, and binds nothing, where no bundle lies in the folder.
 */
export function bindWorkspace(app: FastifyInstance, folder: string): boolean {
  let page: string;
  let names: string[];
  try {
    page = readFileSync(path.join(folder, 'index.html'), 'utf8');
    names = readdirSync(path.join(folder, 'assets'));
  } catch {
    return false;
  }
  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply.headers(workspacePolicy(nonce)).type('text/html; charset=utf-8').send(page.replaceAll(noncePlace, nonce));
  });
  for (const name of names) {
    const type = types[path.extname(name)];
    if (type === undefined) continue;
    const content = readFileSync(path.join(folder, 'assets', name));
    app.get(`/assets/${name}`, (_request, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(content));
  }
  return true;
}
