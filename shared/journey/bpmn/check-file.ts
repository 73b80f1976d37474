import type { Defects } from './defects.ts';
import { understoodNamespaces } from './foreign-code.ts';
import { bpmnLimits, utf8Bytes } from './limits.ts';
import { scanXml } from './scan-xml.ts';
import { SchemaCheck } from './schema-check.ts';
import { batonNamespace } from './baton-moddle.ts';

/** Whose attributes a model uses, or whose editor wrote it. */
export type Dialect = 'baton' | 'camunda7' | 'camunda8' | 'signavio' | 'plain';

/** Where a model comes from. */
export interface BpmnSource {
  /** What the file says wrote it. */
  readonly exporter?: string;
  readonly dialect: Dialect;
}

/** A file that may be read, written so that bpmn-moddle reads it right. */
export interface CheckedFile {
  readonly source: BpmnSource;
  readonly xml: string;
  /** Puts ids back that bpmn-moddle would not take: text of JSON in and out. */
  readonly restore: ((json: string) => string) | undefined;
}

/**
 * Goes once through an upload: size, encoding, document types, well-formedness, limits, then the standard's schema with every element
 * and attribute. Undefined where there is nothing that could be read further; else defects may still have been added.
 */
export function checkFile(xml: string, defects: Defects): CheckedFile | undefined {
  if (utf8Bytes(xml, bpmnLimits.bytes) > bpmnLimits.bytes) {
    defects.error('bpmn_too_large', '', { limit: bpmnLimits.bytes });
    return undefined;
  }
  const check = new SchemaCheck(defects);
  const fault = scanXml(xml, check);
  if (fault) {
    defects.error(fault.code, '', fault.params);
    return undefined;
  }
  check.finish();
  if (!check.isReadable) return undefined;
  return { source: sourceOf(check), xml: check.edited(xml), restore: check.restore };
}

function sourceOf({ exporter, namespaces }: SchemaCheck): BpmnSource {
  const prefixes = new Set([...namespaces].map((uri) => (Object.hasOwn(understoodNamespaces, uri) ? understoodNamespaces[uri] : undefined)));
  const dialect: Dialect = namespaces.has(batonNamespace)
    ? 'baton'
    : prefixes.has('zeebe')
      ? 'camunda8'
      : prefixes.has('camunda')
        ? 'camunda7'
        : [...namespaces].some((uri) => /signavio/i.test(uri)) || /signavio/i.test(exporter ?? '')
          ? 'signavio'
          : 'plain';
  return { ...(exporter !== undefined && { exporter }), dialect };
}
