import type { ToolName } from './tools.ts';

/** A model as somebody drew it with a tool, and what must come of it: drafts and refusals with every defect as `code shape`. */
export interface DrawnModel {
  readonly title: string;
  readonly tool: ToolName;
  readonly drawing: string;
  readonly want: 'executable' | 'draft' | 'refused';
  readonly defects?: readonly string[];
}
