/**
 * GitHub workflow commands: each check is an annotation of the run, at the line of the file that it comes from, if any.
 * Source: docs/contract/cli.md, "Output". The format: GitHub's documentation, "Workflow commands".
 */
import type { Severity } from '../domain/audit/finding.js';
import type { Check } from './checks.js';
import { PageWriter, type Page } from './page.js';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

export async function writeGithub(checks: readonly Check[], page: Pick<Page, 'write'>): Promise<void> {
  const writer = new PageWriter(page);
  for (const { name, subject, place, severity, message, detail } of checks) {
    const at = place === null ? '' : `file=${property(place.file)},line=${place.line},`;
    const text = `${subject}: ${message}${detail === null ? '' : `\n${detail}`}`;
    await writer.line(`::${LEVEL[severity]} ${at}title=${property(name)}::${data(text)}`);
  }
  await writer.flush();
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
