import type { DmnDefects } from '../../../shared/decision/dmn/defects.ts';

/** An element as dmn-moddle gives it. */
export interface Part {
  readonly $type: string;
  readonly id?: string;
  readonly $parent?: Part;
  get(name: string): unknown;
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && '$type' in value && 'get' in value;

export function partOf(part: Part, name: string): Part | undefined {
  const value = part.get(name);
  return isPart(value) ? value : undefined;
}

export function partsOf(part: Part, name: string): readonly Part[] {
  const value = part.get(name);
  return Array.isArray(value) ? value.filter(isPart) : [];
}

/** A text as it stands; undefined where there is none. */
export function textOf(part: Part | undefined, name: string): string | undefined {
  const value = part?.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A name, its white space as FEEL counts it. */
export function nameOf(part: Part, name = 'name'): string {
  return (textOf(part, name) ?? '').replace(/\s+/g, ' ').trim();
}

/** Its own id, or that of the nearest element around it that has one. */
export function idOf(part: Part): string {
  for (let at: Part | undefined = part; at !== undefined; at = at.$parent) if (typeof at.id === 'string' && at.id !== '') return at.id;
  return '';
}

/** A FEEL type or a type of the file, as a property that is only there if it is named. */
export function typeOf(part: Part | undefined): { type?: string } {
  const type = textOf(part, 'typeRef')?.trim();
  return type === undefined ? {} : { type };
}

/** FEEL is the only language that is carried out; what is not written in it is a defect. */
export function languageOf(part: Part, name: string, defects: DmnDefects): void {
  const language = textOf(part, name);
  if (language !== undefined && !/feel/i.test(language)) defects.add('dmn_not_carried_out', idOf(part), { what: language.slice(0, 80) });
}
