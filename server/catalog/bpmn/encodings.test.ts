import { describe, expect, it } from 'vitest';
import { processFile } from '../../testing/bpmn-corpus/wrap.ts';
import { readBpmnUpload } from './read-bpmn.ts';

const model = processFile('<bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" /><bpmn:task id="t" name="Prüfen – §5" /><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e" /><bpmn:endEvent id="e" />');

const declared = (encoding: string): string => model.replace(/encoding="[^"]*"/, `encoding="${encoding}"`);
const latin = (text: string): Buffer => Buffer.from(text.replace('–', '-'), 'latin1');

async function nameOf(bytes: Uint8Array): Promise<string | undefined> {
  const reading = await readBpmnUpload(bytes);
  if (!reading.ok) return reading.defects.map(({ code, params }) => `${code} ${JSON.stringify(params ?? {})}`).join();
  return reading.processes[0]?.nodes.find(({ id }) => id === 't')?.name;
}

describe('the encoding of an upload', () => {
  it('may be Latin-1 where the file says so, as several tools write it', async () => {
    expect(declared('x')).toContain('encoding="x"');
    for (const name of ['ISO-8859-1', 'iso-8859-1', 'windows-1252']) expect(await nameOf(latin(declared(name)))).toBe('Prüfen - §5');
    expect(await nameOf(Buffer.from(declared('UTF-8')))).toBe('Prüfen – §5');
  });

  it('is refused where the bytes are not what the file says, or in codes that hide markup', async () => {
    expect(await nameOf(latin(declared('UTF-8')))).toContain('bpmn_encoding');
    for (const name of ['UTF-7', 'UTF-16', 'ISO-2022-JP']) expect(await nameOf(latin(declared(name)))).toContain('bpmn_encoding');
    expect(await nameOf(latin(declared('ISO-8859-1').replace('?>', '?><!DOCTYPE x>')))).toContain('bpmn_doctype');
  });
});
