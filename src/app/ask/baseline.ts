/** Reads the baseline of an audit: `abo.baseline/1`, which views/audit.ts writes. Source: docs/contract/cli.md, "Audit rules" (`--baseline`). */
import { AUDIT_RULES } from '../../domain/audit/finding.js';
import type { KnownFinding } from '../../domain/audit/report.js';
import { DocumentFault, ObjectReader } from '../../domain/object-reader.js';

/** Returns null for a text that is not a baseline. */
export function parseBaseline(text: string): readonly KnownFinding[] | null {
  try {
    const document = new ObjectReader(JSON.parse(text.replace(/^\ufeff/u, '')));
    const findings = document.take('findings');
    if (document.take('schema') !== 'abo.baseline/1' || !Array.isArray(findings)) return null;
    return findings.map((item: unknown) => {
      const known = new ObjectReader(item);
      const rule = known.oneOf('rule', AUDIT_RULES);
      return { fingerprint: known.text('fingerprint'), rule, company: known.textOrNull('company') };
    });
  } catch (error) {
    if (error instanceof DocumentFault || error instanceof SyntaxError) return null;
    throw error;
  }
}
