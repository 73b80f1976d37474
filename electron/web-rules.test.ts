import { expect, test } from 'vitest';
import { destinationOf, mayDownload, serverAddress, webPreferences } from './web-rules.ts';

test('a page runs sandboxed, isolated and without Node', () => {
  expect(webPreferences('preload.cjs')).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test.each([
  ['https://baton.example.test', true],
  ['http://127.0.0.1:4380', true],
  ['http://[::1]:4380', true],
  ['http://localhost:4380/desk', true],
  ['http://baton.example.test', false],
  ['https://user:secret@baton.example.test', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['http://127.0.0.1.example.test', false],
  ['baton', false],
])('%s may be opened as the server: %s', (text, isServer) => {
  expect(serverAddress(text) !== undefined).toBe(isServer);
});

test.each([
  ['https://baton.example.test/cases/1', 'within'],
  ['https://example.test/help', 'browser'],
  ['https://baton.example.test.evil.test/', 'browser'],
  ['https://baton.example.test@evil.test/', 'refused'],
  ['http://baton.example.test/', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['smb://share/x', 'refused'],
  ['no address', 'refused'],
] as const)('%s is %s', (address, destination) => {
  expect(destinationOf(address, new URL('https://baton.example.test'))).toBe(destination);
});

test.each([
  ['blob:https://baton.example.test/0f3c', true],
  ['https://baton.example.test/v1/documents/d-1', true],
  ['blob:https://evil.test/0f3c', false],
  ['blob:null/0f3c', false],
  ['data:text/csv,a', false],
  ['https://evil.test/x.exe', false],
  ['file:///etc/passwd', false],
])('%s may be saved as a file: %s', (address, may) => {
  expect(mayDownload(address, new URL('https://baton.example.test'))).toBe(may);
});
