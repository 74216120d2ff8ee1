/** Reads the baseline of an audit: `abo.baseline/1`, which views/audit.ts writes. Source: docs/contract/cli.md, "Audit rules" (`--baseline`). */
import { AUDIT_RULES } from '../../domain/audit/finding.js';
import type { KnownFinding } from '../../domain/audit/report.js';

/** Returns null for a text that is not a baseline. */
export function parseBaseline(text: string): readonly KnownFinding[] | null {
  const document = asRecord(parseJson(text));
  const { schema, findings } = document;
  if (schema !== 'abo.baseline/1' || !Array.isArray(findings)) return null;
  const known: KnownFinding[] = [];
  for (const item of findings as readonly unknown[]) {
    const { fingerprint, rule, company } = asRecord(item);
    const code = AUDIT_RULES.find((candidate) => candidate === rule);
    if (typeof fingerprint !== 'string' || code === undefined) return null;
    if (company !== null && typeof company !== 'string') return null;
    known.push({ fingerprint, rule: code, company });
  }
  return known;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, '')) as unknown;
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
