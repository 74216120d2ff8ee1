/** `abo audit`: findings on the whole configuration, for people and for CI. Source: docs/contract/cli.md, "Audit rules". */
import { actorOf } from '../app/access/acting-store.js';
import { audit as run, type AuditRequest } from '../app/ask/audit.js';
import { parseBaseline } from '../app/ask/baseline.js';
import type { Format, Session } from '../context.js';
import { selectCompanies } from '../app/read/filters.js';
import { openInput } from '../csv/input.js';
import { plainLines } from '../csv/line.js';
import { AUDIT_RULES, type FailOn } from '../domain/audit/finding.js';
import type { KnownFinding } from '../domain/audit/report.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import {
  auditChecks,
  auditDocument,
  auditFindings,
  auditLines,
  auditRules,
  isFailed,
  writeAuditMarkdown,
  writeBaseline,
  type OfferedReport,
} from '../views/audit.js';
import { writeChecks } from '../views/checks.js';
import { writeStreamedDocument } from '../views/json.js';
import { FORMATS, inBatches, writeList } from '../views/list.js';
import { writeLines, type Page } from '../views/page.js';
import { layoutOf } from '../views/style.js';
import { answerList, namedOutputs, writeOutputs } from './lib/answer.js';
import { auditOptionsOf, auditRulesOf, localDay, sayUnknownCompanies } from './lib/audit-settings.js';
import { command, type Noun } from './lib/command.js';
import type { Options } from './lib/flags.js';
import { commandOf, flagsOf } from './lib/offered-commands.js';
import { fileInput } from './lib/inputs.js';
import { counting } from './lib/progress.js';
import { reading } from './lib/read-world.js';
import { isFilled, requireApart, requirePlaces, writeNamed, type NamedFile } from './lib/written-files.js';

const auditCompanies = command({
  flags: [
    'company',
    'excludeCompany',
    'partner',
    'rule',
    'skipRule',
    'listRules',
    'failOn',
    'baseline',
    'writeBaseline',
    'output',
    'maxChars',
    'at',
    'with',
  ],
  run: async (session, _, options) => {
    const settings = session.auditSettings();
    const rules = auditRulesOf(settings, options);
    if (options.listRules) return listRules(session, rules);
    const written =
      options.writeBaseline === undefined ? null : { flag: '--write-baseline', file: options.writeBaseline };
    await requireFiles(session, options, written);
    const failOn = options.failOn ?? settings.failOn ?? 'error';
    const report = await reportOf(session, options, rules);
    await writeOutputs(session, FORMATS, options.output, (format, page) =>
      writeReport(report, format, failOn, options, page, session),
    );
    if (written === null) return isFailed(report, failOn) ? EXIT.no : EXIT.done;
    await writeNamed(session, written, (page) => writeBaseline(report, page));
    const { recorded, kept } = report;
    await session.notice(
      session.messages.audit.baselineWritten({ file: written.file, findings: recorded.length, kept }),
    );
    return EXIT.done;
  },
});

/** Checks the output files before the audit starts, since it may take long. */
async function requireFiles(
  session: Session,
  { output, baseline, with: files }: Options<'output' | 'baseline' | 'with'>,
  written: NamedFile | null,
): Promise<void> {
  const outputs = namedOutputs(output);
  const others = written === null ? [] : [written];
  // The new baseline may replace the one that is read.
  await requirePlaces(session, others, files);
  requireApart(session, [...others, ...outputs]);
  await requirePlaces(session, outputs, baseline === undefined ? files : [baseline, ...files]);
}

type ReportFlag = 'company' | 'excludeCompany' | 'partner' | 'baseline' | 'writeBaseline' | 'at' | 'with';

async function reportOf(
  session: Session,
  options: Options<ReportFlag>,
  rules: AuditRequest['rules'],
): Promise<OfferedReport> {
  const settings = session.auditSettings();
  const { baseline: known, writeBaseline: file } = options;
  const baseline = known === undefined ? [] : await readBaseline(session, known);
  const before =
    known === undefined && file !== undefined && isFilled(session, file) ? await readBaseline(session, file) : baseline;
  return reading(session, options, async (reader, { now, imported }) => {
    // With `--at` or `--as`, a company that the settings name may exist without being visible here.
    if (options.at === undefined && session.globals.as === undefined) await sayUnknownCompanies(session, reader);
    const request: AuditRequest = {
      selection: await selectCompanies(reader, options),
      rules,
      options: auditOptionsOf(settings),
      accept: settings.accept,
      actor: actorOf(now),
      baseline,
      recorded: before,
      today: localDay(session.clock()),
    };
    const report = await counting(session, 'auditing', (onCompanies) => run(reader, request, onCompanies));
    const csvLine = await plainLines();
    const findings = report.findings.map((finding) => {
      const { fix, actorMay } = finding;
      const isOffered = fix !== undefined && options.at === undefined;
      return { ...finding, command: isOffered ? commandOf(fix, flagsOf(session.globals, actorMay), csvLine) : null };
    });
    return { ...report, findings, imported };
  });
}

async function listRules(session: Session, rules: AuditRequest['rules']): Promise<ExitCode> {
  const records = AUDIT_RULES.map((rule) => ({ rule, severity: rules.get(rule) ?? null }));
  const exitCode = await answerList(session, auditRules, inBatches(records));
  if (records.some(({ severity }) => severity === null)) await session.notice(session.messages.audit.offUnlessNamed);
  return exitCode;
}

/** @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`; `baseline-unreadable` for another kind of file */
async function readBaseline(session: Session, file: string): Promise<readonly KnownFinding[]> {
  const input = await openInput(fileInput(session, file));
  try {
    const chunks = await Array.fromAsync(input.chunks(), (chunk) => Buffer.from(chunk));
    const known = parseBaseline(Buffer.concat(chunks).toString('utf8'));
    if (known === null) throw new AboError('baseline-unreadable', { file });
    return known;
  } finally {
    await input.close();
  }
}

async function writeReport(
  report: OfferedReport,
  format: Format,
  failOn: FailOn,
  { maxChars }: Options<'maxChars'>,
  page: Page,
  { messages }: Session,
): Promise<void> {
  switch (format) {
    case 'table':
      return writeLines(auditLines(report, layoutOf(page, messages)), page);
    case 'markdown':
      return writeAuditMarkdown(report, maxChars ?? null, page, messages);
    case 'json':
      await writeStreamedDocument(auditDocument(report, failOn, messages), page);
      return;
    case 'ndjson':
    case 'csv':
      await writeList(auditFindings(messages), inBatches(report.findings), format, page, messages, plainLines);
      return;
    case 'junit':
    case 'github':
    case 'gitlab':
      return writeChecks(auditChecks(report, failOn, messages), format, page);
  }
}

export const audit: Noun = { name: 'audit', commands: [auditCompanies] };
