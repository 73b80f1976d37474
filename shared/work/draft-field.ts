import type { Field } from '../journey/orchestrated/field.ts';

/** The name of the draft of a field: it belongs to the activity, so that the note of the next step is another one. */
export const draftField = (activity: string, name: string): string => `${activity.replaceAll(/[^A-Za-z0-9_.-]/g, '').replace(/^[^A-Za-z]+/, '')}.${name}`.slice(0, 64);

/** How a draft of a value is kept, readable in any language: texts as they are, all else as JSON. */
export const draftText = (field: Pick<Field, 'type'> | undefined, value: unknown): string =>
  field?.type === 'text' && typeof value === 'string' ? value : JSON.stringify(value);
