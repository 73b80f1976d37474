/** Why a bundle is not taken; each has a text in the locale files (`bundleDefect`). FEEL's codes are its own. */
export type DefectReason =
  | 'shape'
  | 'id_twice'
  | 'gate_unknown'
  | 'part_unknown'
  | 'change_unknown'
  | 'change_idle'
  | 'change_too_many'
  | 'action_unknown'
  | 'placement_unknown'
  | 'feature_unknown'
  | 'feature_personal'
  | 'feature_clock'
  | 'value_type'
  | 'nothing_gated'
  | 'nothing_missing'
  | 'feel_syntax'
  | 'feel_unsupported'
  | 'feel_too_deep'
  | 'feel_too_long';

/** What is wrong with a bundle: `element` is an id of it or a path into it, `found` what is meant there. */
export interface BundleDefect {
  readonly because: DefectReason;
  readonly element: string;
  readonly found?: string;
}
