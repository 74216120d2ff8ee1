/**
 * Checks as CI systems read them: what was looked for, on what, and whether it failed. The findings of an audit and the
 * unmet expectations of `verify` have this form; JUnit, GitHub and GitLab each write it.
 * Source: docs/contract/cli.md, "Output".
 */
import type { Severity } from '../domain/audit/finding.js';
import { compactJson } from './json.js';
import { writeLines, type Page } from './page.js';

export interface Check {
  /** What was looked for: a rule's code, an event. */
  readonly name: string;
  /** On what: a company, in words. */
  readonly subject: string;
  /** The line of the file that it comes from, if any. */
  readonly place: { readonly file: string; readonly line: number } | null;
  readonly severity: Severity;
  /** Grave enough for the answer to be no. */
  readonly failed: boolean;
  readonly message: string;
  /** What to do, or what was expected and what is; as many lines as it takes. */
  readonly detail: string | null;
  /** The same for the same check from run to run. */
  readonly fingerprint: string;
}

/** A check that passed. It has the name that it would have if it failed: CI follows a check from run to run by its name. */
export interface Passed {
  readonly name: string;
  /** The subject and message that it would have; for what has no subject yet, the name again. */
  readonly what: string;
}

export interface CheckReport {
  /** `abo.audit`. */
  readonly suite: string;
  /** Those that passed. A report without them would look as if nothing had been checked. */
  readonly passed: readonly Passed[];
  readonly checks: readonly Check[];
}

export const CHECK_FORMATS = ['junit', 'github', 'gitlab'] as const;

export async function writeChecks(
  report: CheckReport,
  format: (typeof CHECK_FORMATS)[number],
  page: Pick<Page, 'write'>,
): Promise<void> {
  const linesOf = { junit: junitLines, github: githubLines, gitlab: gitlabLines }[format];
  await writeLines(linesOf(report), page);
}

/** JUnit XML, as Jenkins, GitLab and GitHub actions read it: a test case a check; one that isn't grave enough to fail is skipped. */
function junitLines({ suite, passed, checks }: CheckReport): readonly string[] {
  const failures = checks.filter(({ failed }) => failed).length;
  const counts = { name: suite, tests: passed.length + checks.length, failures, errors: 0 };
  return [
    `<?xml${attributesOf({ version: '1.0', encoding: 'UTF-8' })}?>`,
    opening('testsuites', counts),
    opening('testsuite', { ...counts, skipped: checks.length - failures, time: 0 }),
    ...passed.map(({ name, what }) => element('testcase', { classname: name, name: what, time: 0 })),
    ...checks.map(testCase),
    '</testsuite>',
    '</testsuites>',
  ];
}

function testCase({ name, subject, severity, failed, message, detail }: Check): string {
  const outcome = failed
    ? element('failure', { type: severity, message }, escape(detail ?? message))
    : element('skipped', { message });
  return element('testcase', { classname: name, name: `${subject}: ${message}`, time: 0 }, outcome);
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content = ''): string {
  return `${opening(name, attributes)}${content}</${name}>`;
}

function opening(name: string, attributes: Attributes): string {
  return `<${name}${attributesOf(attributes)}>`;
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`)
    .join('');
}

/** Control characters can't be in XML 1.0, however they are written. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\x7e\x80-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n\r\t]/gu, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

const GITHUB_LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** An annotation of the run for each check, at the line of the file that it comes from. The format: GitHub's documentation, "Workflow commands". */
function githubLines({ checks }: CheckReport): readonly string[] {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return checks.map(({ name, subject, place, severity, message, detail }) => {
    const at = place === null ? '' : `file=${property(place.file)},line=${place.line},`;
    const text = `${subject}: ${message}${detail === null ? '' : `\n${detail}`}`;
    return `::${GITHUB_LEVEL[severity]} ${at}title=${property(name)}::${data(text)}`;
  });
}

const GITLAB_SEVERITY: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** A JSON array of issues; the path of a check that comes from no file is its subject. The format: GitLab's documentation, "Code Quality report format". */
function gitlabLines({ checks }: CheckReport): readonly string[] {
  if (checks.length === 0) return ['[]'];
  const issues = checks.map(({ name, subject, place, severity, message, fingerprint }) =>
    compactJson({
      description: `${subject}: ${message}`,
      check_name: name,
      fingerprint,
      severity: GITLAB_SEVERITY[severity],
      location: { path: place?.file ?? subject, lines: { begin: place?.line ?? 1 } },
    }),
  );
  return ['[', ...issues.map((issue, i) => `  ${issue}${i === issues.length - 1 ? '' : ','}`), ']'];
}
