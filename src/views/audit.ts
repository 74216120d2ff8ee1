/**
 * What an audit found: for people by company, with the command that fixes it; for programs one record a finding; for CI as
 * checks. Source: docs/contract/cli.md, "Audit rules".
 */
import type { InputFile } from '../domain/change-set.js';
import {
  AUDIT_RULES,
  fails,
  SEVERITIES,
  type AuditRule,
  type FailOn,
  type Finding,
  type Severity,
} from '../domain/audit/finding.js';
import type { AuditFinding, AuditReport } from '../domain/audit/report.js';
import type { Messages } from '../messages/index.js';
import { withJson } from './answer-worlds.js';
import type { CheckReport } from './checks.js';
import { named } from './fields.js';
import { writeStreamedDocument, type StreamedDocument } from './json.js';
import { field, inBatches, property, recordOf, type ListView } from './list.js';
import { markdownCode, markdownText, writeMarkdown, type MarkdownGroup } from './markdown.js';
import type { Page } from './page.js';
import { commandLines } from './shell.js';
import type { Layout, Style } from './style.js';
import { visible } from './visible.js';
import { GAP, padTo, widestOf, widthOf, wrapWords } from './width.js';

/** With the command that fixes it, its words quoted for a shell; null when there is none to run. */
export interface OfferedFinding extends AuditFinding {
  readonly command: readonly string[] | null;
}

export interface OfferedReport extends AuditReport {
  readonly findings: readonly OfferedFinding[];
  /** The files with which it would be so. */
  readonly imported: readonly InputFile[];
}

/** The whole report for people. */
export function* auditLines(report: OfferedReport, layout: Layout): Generator<string> {
  const { columns, style, messages } = layout;
  const { audit } = messages;
  const widths = { severity: widestOf(Object.values(audit.severity)), rule: widestOf(AUDIT_RULES) };
  for (const { title, findings } of groupsOf(report, messages)) {
    yield style.bold(title);
    for (const alike of together(findings)) yield* findingLines(alike, widths, layout);
    yield '';
  }
  if (report.findings.length === 0) yield audit.nothing;
  for (const line of summaryLines(report, messages)) yield* wrapWords(line, columns);
}

interface Group {
  readonly title: string;
  readonly findings: readonly OfferedFinding[];
}

function groupsOf({ findings }: OfferedReport, { audit }: Messages): readonly Group[] {
  const byCompany = Map.groupBy(findings, ({ company }) => company);
  return [...byCompany].map(([company, of]) => ({
    title: company === null ? audit.acrossCompanies : named(company, of[0]?.companyName ?? null),
    findings: of,
  }));
}

/** The severity and the rule in columns; on a narrow terminal what was found stands below them. */
function findingLines(
  alike: AlikeFindings,
  widths: { readonly severity: number; readonly rule: number },
  { columns, style, messages }: Layout,
): readonly string[] {
  const { audit } = messages;
  const [finding] = alike;
  const severity = padTo(audit.severity[finding.severity], widths.severity);
  const message = visible(findingText(finding, messages, alike));
  const head = `${GAP}${severity}${GAP}${padTo(finding.rule, widths.rule)}`;
  const painted = head.replace(severity, colourOf(finding.severity, style)(severity));
  const wide = columns === null || columns >= WIDE;
  const indent = wide ? widthOf(head) + GAP.length : GAP.length * 2;
  const available = columns === null ? null : Math.max(NARROWEST, columns - indent);
  const fix = finding.command === null ? [] : fixLines(finding.command, available, messages);
  const lines = [...wrapWords(message, available), ...fix.map(style.dim)];
  const [first = '', ...rest] = lines.map((line) => ' '.repeat(indent) + line);
  return wide ? [`${painted}${GAP}${first.trimStart()}`, ...rest] : [painted.trimEnd(), first, ...rest];
}

/** Beside its label where it fits; below it, in lines that a shell reads as one, where it doesn't. */
function fixLines(words: readonly string[], columns: number | null, { audit }: Messages): readonly string[] {
  const line = `${audit.fix} ${words.join(' ')}`;
  if (columns === null || widthOf(line) <= columns) return [line];
  return [audit.fix, ...commandLines(words, columns, GAP)];
}

/** From so many columns on a finding stands beside its rule. */
const WIDE = 110;
const NARROWEST = 20;

function colourOf(severity: Severity, { bad, caution, dim }: Style): (text: string) => string {
  return { error: bad, warning: caution, info: dim }[severity];
}

/** What was found, in one place or together in several; names in it as stored. */
export function findingText(finding: Finding, { audit }: Messages, alike: readonly Finding[] = [finding]): string {
  const cells = alike.flatMap(({ category, channel }) =>
    category === undefined ? [] : [{ category, ...(channel === undefined ? {} : { channel }) }],
  );
  return audit.finding[finding.rule]({ ...finding, cells });
}

type AlikeFindings = readonly [OfferedFinding, ...OfferedFinding[]];

/** Findings that differ in their category alone, and that no command fixes one by one, are one line for people. */
function together(findings: readonly OfferedFinding[]): readonly AlikeFindings[] {
  const groups: [OfferedFinding, ...OfferedFinding[]][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last[0], finding)) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function isAlike(a: OfferedFinding, b: OfferedFinding): boolean {
  if (a.command !== null || b.command !== null || b.category === undefined) return false;
  return a.rule === b.rule && a.universe === b.universe && a.contact === b.contact && a.address === b.address;
}

/** Entries of a baseline named, of those that are found no more. */
const STALE_NAMED = 20;

/** What must be read whatever is shown: when the commands hold, totals, and what isn't shown. */
function summaryLines(report: OfferedReport, messages: Messages): readonly string[] {
  const { audit } = messages;
  const { counts, companies, accepted, known, stale, expired, unused } = report;
  const offered = report.findings.some(({ command }) => command !== null);
  return [
    ...(offered ? onceImported(report, messages) : []),
    audit.summary({ companies, ...counts }),
    ...(accepted > 0 ? [audit.accepted(accepted)] : []),
    ...(known > 0 ? [audit.known(known)] : []),
    ...(stale.length > 0 ? [audit.stale(stale.length)] : []),
    ...stale
      .slice(0, STALE_NAMED)
      .map(({ rule, company, fingerprint }) =>
        visible([GAP.slice(1) + rule, ...(company === null ? [] : [company]), fingerprint].join(' ')),
      ),
    ...expired.map(({ rule, until, reason }) => visible(audit.expired({ rule, until, reason }))),
    ...unused.map(({ rule, reason }) => visible(audit.unused({ rule, reason }))),
  ];
}

/** With `--with`, the commands are for the time after the import. */
function onceImported({ imported }: OfferedReport, { views }: Messages): readonly string[] {
  return imported.length === 0 ? [] : [views.onceImported(imported.map(({ name }) => visible(name)))];
}

export async function writeAuditMarkdown(
  report: OfferedReport,
  maxChars: number | null,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { audit } = messages;
  const groups = groupsOf(report, messages).map(({ title, findings }): MarkdownGroup => ({
    count: findings.length,
    lines: [
      `### ${markdownText(title)}`,
      '',
      ...together(findings).flatMap(([finding, ...others]) => [
        `- **${audit.severity[finding.severity]}** \`${finding.rule}\`: ${markdownText(visible(findingText(finding, messages, [finding, ...others])))}`,
        ...(finding.command === null ? [] : [`  ${audit.fix} ${markdownCode(finding.command.join(' '))}`]),
      ]),
    ],
  }));
  const head = [`## ${audit.title}`, '', ...summaryLines(report, messages).map((line) => `- ${markdownText(line)}`)];
  const cut = (left: { count: number; groups: number }): string =>
    audit.cut({ findings: left.count, groups: left.groups });
  await writeMarkdown(head, groups, maxChars, cut, page);
}

/** As a program reads it, one record a finding; a list in NDJSON and CSV. */
export function auditFindings(messages: Messages): ListView<OfferedFinding> {
  return {
    schema: 'audit',
    fields: [
      property('rule'),
      property('severity'),
      property('company'),
      field('universe', ({ universe }) => universe ?? null),
      field('category', ({ category }) => category ?? null),
      field('channel', ({ channel }) => channel ?? null),
      field('contact', ({ contact }) => contact ?? null),
      field('address', ({ address }) => address ?? null),
      field('detail', ({ detail }) => detail ?? []),
      field('message', (finding) => findingText(finding, messages)),
      field('mend', ({ command }) => command?.join(' ') ?? null),
      property('fingerprint'),
    ],
  };
}

/** The rules, as `--list-rules` has them. */
export const auditRules: ListView<{ readonly rule: AuditRule; readonly severity: Severity | null }> = {
  schema: 'audit-rules',
  fields: [
    property('rule', { header: ({ audit }) => audit.column.rule, keep: true }),
    property('severity', {
      header: ({ audit }) => audit.column.severity,
      text: (severity: Severity | null, { audit }) => (severity === null ? audit.off : audit.severity[severity]),
      keep: true,
    }),
  ],
  last: { header: (m) => m.audit.column.looksFor, text: ({ rule }, m) => m.audit.rule[rule] },
};

/** `abo.audit/1` */
export function auditDocument(report: OfferedReport, failOn: FailOn, messages: Messages): StreamedDocument {
  const { counts, companies, accepted, known, stale, expired, unused, findings, imported } = report;
  const view = auditFindings(messages);
  return {
    schema: 'abo.audit/1',
    ...withJson(imported),
    items: inBatches(findings.map((finding) => recordOf(view, finding))),
    summary: { ...counts, companies, accepted, known },
    stale: stale.map((finding) => ({ ...finding })),
    expired_acceptances: expired.map(({ rule, reason, until }) => ({ rule, reason, until })),
    unused_acceptances: unused.map(({ rule, reason, until }) => ({ rule, reason, until })),
    fail_on: failOn,
    failed: isFailed(report, failOn),
  };
}

/** Is there a finding grave enough for the answer to be no? */
export function isFailed({ counts }: AuditReport, failOn: FailOn): boolean {
  return SEVERITIES.some((severity) => counts[severity] > 0 && fails(severity, failOn));
}

export function auditChecks(report: OfferedReport, failOn: FailOn, messages: Messages): CheckReport {
  const found = new Set<AuditRule>(report.findings.map(({ rule }) => rule));
  return {
    suite: 'abo.audit',
    passed: [...report.rules.keys()].filter((rule) => !found.has(rule)).map((rule) => ({ name: rule, what: rule })),
    checks: report.findings.map((finding) => ({
      name: finding.rule,
      subject: finding.company ?? messages.audit.acrossCompanies,
      place: null,
      severity: finding.severity,
      failed: fails(finding.severity, failOn),
      message: findingText(finding, messages),
      detail:
        finding.command === null
          ? null
          : [`${messages.audit.fix} ${finding.command.join(' ')}`, ...onceImported(report, messages)].join('\n'),
      fingerprint: finding.fingerprint,
    })),
  };
}

/** A baseline: what is found today, a line each, so that files can be compared. Read back in app/ask/baseline.ts. */
export async function writeBaseline({ recorded }: AuditReport, page: Pick<Page, 'write'>): Promise<void> {
  const findings = inBatches(recorded.map(({ fingerprint, rule, company }) => ({ fingerprint, rule, company })));
  await writeStreamedDocument({ schema: 'abo.baseline/1', findings }, page);
}
