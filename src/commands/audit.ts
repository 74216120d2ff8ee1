/** `abo audit`: findings on the whole configuration, for people and for CI. Source: docs/contract/cli.md, "Audit rules". */
import { actorOf } from '../app/access/acting-store.js';
import { audit as run, type AuditRequest } from '../app/ask/audit.js';
import { parseBaseline } from '../app/ask/baseline.js';
import type { Format, Session } from '../context.js';
import { openInput } from '../csv/input.js';
import { csvLine, PLAIN } from '../csv/write.js';
import { AUDIT_RULES, type FailOn } from '../domain/audit/finding.js';
import type { AuditFinding, KnownFinding } from '../domain/audit/report.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import {
  auditChecks,
  auditFindings,
  auditHead,
  auditRules,
  auditSummary,
  isFailed,
  writeAudit,
  writeAuditMarkdown,
  writeBaseline,
  type OfferedReport,
} from '../views/audit.js';
import { FORMATS } from '../views/formats.js';
import { writeGithub } from '../views/github.js';
import { writeGitlab } from '../views/gitlab.js';
import { writeStreamedDocument } from '../views/json.js';
import { writeJunit } from '../views/junit.js';
import { inBatches, recordOf, writeList } from '../views/list.js';
import type { Page } from '../views/page.js';
import { answerList } from './lib/answer.js';
import { auditOptionsOf, auditRulesOf, localDay, sayUnknownCompanies } from './lib/audit-settings.js';
import type { Noun, Run } from './lib/command.js';
import { selectionOf } from './lib/filter-flags.js';
import type { Options } from './lib/flags.js';
import { commandOf, flagsOf, type ShellLine } from './lib/offered-commands.js';
import { requirePlaces, writeOutputs } from './lib/outputs.js';
import { counting } from './lib/progress.js';
import { reading } from './lib/read-world.js';
import { isFilled, requirePlace, writeNamed } from './lib/written-files.js';

const answer: Run = async (session, _, options) => {
  const settings = session.auditSettings();
  const rules = auditRulesOf(settings, options);
  if (options.listRules === true) return listRules(session, rules);
  const { output = [], baseline: known, with: files = [], writeBaseline: file } = options;
  const written = file === undefined ? null : { flag: '--write-baseline', file };
  // A baseline may well be replaced by the one after it.
  if (written !== null) await requirePlace(session, written, files);
  const inputs = known === undefined ? files : [known, ...files];
  await requirePlaces(session, output, inputs, written === null ? [] : [written]);
  const failOn = options.failOn ?? settings.failOn ?? 'error';
  const baseline = known === undefined ? [] : await readBaseline(known);
  const recorded =
    known !== undefined ? baseline : file !== undefined && isFilled(file) ? await readBaseline(file) : [];
  const { imported, ...audited } = await reading(session, options, async (reader, { now, imported }) => {
    // Who is not there then, or may not be seen, may well be there.
    if (options.at === undefined && session.globals.as === undefined) await sayUnknownCompanies(session, reader);
    const request: AuditRequest = {
      selection: await selectionOf(reader, options),
      rules,
      options: auditOptionsOf(settings),
      accept: settings.accept,
      actor: actorOf(now),
      baseline,
      recorded,
      today: localDay(session.clock()),
    };
    const found = await counting(session, 'auditing', (onCompanies) => run(reader, request, onCompanies));
    return { ...found, imported };
  });
  const offered = audited.findings.map((finding) => ({ ...finding, command: commandFor(finding, session, options) }));
  const report = { ...audited, findings: offered, imported };
  await writeOutputs(session, FORMATS, output, (format, page) =>
    writeReport(report, format, failOn, options, page, session),
  );
  if (written !== null) {
    await writeNamed(session, written, (page) => writeBaseline(report, page));
    const told = { file: written.file, findings: report.recorded.length, kept: report.kept };
    await session.notice(session.messages.audit.baselineWritten(told));
    return EXIT.done;
  }
  return isFailed(report, failOn) ? EXIT.no : EXIT.done;
};

async function listRules(session: Session, rules: AuditRequest['rules']): Promise<ExitCode> {
  const records = AUDIT_RULES.map((rule) => ({ rule, severity: rules.get(rule) ?? null }));
  const exitCode = await answerList(session, auditRules, inBatches(records));
  if (records.some(({ severity }) => severity === null)) await session.notice(session.messages.audit.offUnlessNamed);
  return exitCode;
}

/** On the database that was asked; none where it is the past that was. */
function commandFor({ mend, actorMay }: AuditFinding, { globals }: Session, { at }: Options): ShellLine | null {
  return mend === undefined || at !== undefined ? null : commandOf(mend, flagsOf(globals, actorMay));
}

/** @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`; `baseline-unreadable` for another kind of file */
async function readBaseline(file: string): Promise<readonly KnownFinding[]> {
  const input = await openInput(file);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of input.chunks()) chunks.push(Buffer.from(chunk));
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
  { maxChars }: Options,
  page: Page,
  { messages }: Session,
): Promise<void> {
  const view = auditFindings(messages);
  switch (format) {
    case 'table':
      return writeAudit(report, page, messages);
    case 'markdown':
      return writeAuditMarkdown(report, maxChars ?? null, page, messages);
    case 'json': {
      const items = inBatches(report.findings.map((finding) => recordOf(view, finding)));
      const list = { key: 'items', batches: items };
      await writeStreamedDocument(page, auditHead(report), list, auditSummary(report, failOn));
      return;
    }
    case 'ndjson':
    case 'csv':
      await writeList(view, inBatches(report.findings), format, page, messages, (cells) => csvLine(cells, PLAIN));
      return;
    case 'junit':
      return writeJunit(auditChecks(report, failOn, messages), page);
    case 'github':
      return writeGithub(auditChecks(report, failOn, messages).checks, page);
    case 'gitlab':
      return writeGitlab(auditChecks(report, failOn, messages).checks, page);
  }
}

export const audit: Noun = {
  name: 'audit',
  commands: [
    {
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
      run: answer,
    },
  ],
};
