/**
 * GitLab's Code Quality report: a JSON array of issues. A check is at the line of the file that it comes from; without
 * one, its path is its subject. Source: docs/contract/cli.md, "Output". The format: GitLab's documentation, "Code Quality report format".
 */
import type { Severity } from '../domain/audit/finding.js';
import type { Check } from './checks.js';
import { compactJson } from './json.js';
import { PageWriter, type Page } from './page.js';

const SEVERITY: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

export async function writeGitlab(checks: readonly Check[], page: Pick<Page, 'write'>): Promise<void> {
  const writer = new PageWriter(page);
  await writer.add('[');
  for (const [i, { name, subject, place, severity, message, fingerprint }] of checks.entries()) {
    const issue = compactJson({
      description: `${subject}: ${message}`,
      check_name: name,
      fingerprint,
      severity: SEVERITY[severity],
      location: { path: place?.file ?? subject, lines: { begin: place?.line ?? 1 } },
    });
    await writer.add(`${i === 0 ? '' : ','}\n  ${issue}`);
  }
  await writer.line(checks.length === 0 ? ']' : '\n]');
  await writer.flush();
}
