/** What a code means, and what to do: of one code, or of all of them by kind. Source: docs/contract/cli.md, "explain". */
import { DEFAULT_SEVERITY, type Severity } from '../domain/audit/finding.js';
import { SUBSCRIPTION_REASONS, type SubscriptionReason } from '../domain/effective.js';
import { REFUSALS } from '../domain/permissions.js';
import { PROBLEM_CODES } from '../domain/problems.js';
import { EXIT, exitOf, type ErrorCode, type ExitCode } from '../errors.js';
import type { Explanation, Explanations, ReasonCode } from '../messages/explanations.js';
import { messagesIn, type Messages } from '../messages/index.js';
import type { JsonObject } from './json.js';
import { field, property, recordOf, type ListView } from './list.js';
import { writeLines, type Page } from './page.js';
import { styleOf } from './style.js';
import { GAP, padTo, widestOf, wrapWords } from './width.js';

/** Where a code comes from. */
const CODE_KINDS = ['reason', 'refusal', 'rule', 'problem', 'error'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Beside those of subscriptions. */
const OTHER_REASONS: Readonly<Record<Exclude<ReasonCode, SubscriptionReason>, true>> = {
  mailbox: true,
  'no-mailbox': true,
  'no-partner': true,
  'out-of-scope': true,
  'not-in-audience': true,
  'nobody-at-address': true,
  'no-result': true,
  inert: true,
};

const CODES_OF: Readonly<Record<CodeKind, readonly string[]>> = {
  reason: [...SUBSCRIPTION_REASONS, ...Object.keys(OTHER_REASONS)],
  refusal: REFUSALS,
  rule: Object.keys(DEFAULT_SEVERITY),
  problem: PROBLEM_CODES,
  error: Object.keys(messagesIn.en.errors),
};

export interface ExplainedRecord {
  readonly code: string;
  /** Some codes come from several places, with the same meaning. */
  readonly kinds: readonly CodeKind[];
  readonly means: string;
  readonly todo: string;
  /** Of an error, or of an input rejected for the problem; null for the others. */
  readonly exitCode: ExitCode | null;
  /** The default severity of an audit rule; null for the others. */
  readonly severity: Severity | null;
}

export const explanationsList: ListView<ExplainedRecord> = {
  schema: 'explanations',
  fields: [
    property('code'),
    property('kinds'),
    property('means'),
    property('todo'),
    field('exit_code', ({ exitCode }) => exitCode),
    property('severity'),
  ],
};

/** Every code that has an explanation, in the order of the kinds. */
export function explainedRecords(explanations: Explanations): readonly ExplainedRecord[] {
  const codes = new Set(CODE_KINDS.flatMap((kind) => CODES_OF[kind]));
  return [...codes].flatMap((code) => {
    const explanation = explanations.get(code);
    return explanation === undefined ? [] : [recordFor(code, explanation)];
  });
}

function recordFor(code: string, [means, todo]: Explanation): ExplainedRecord {
  const kinds = CODE_KINDS.filter((kind) => CODES_OF[kind].includes(code));
  const severities: Readonly<Record<string, Severity>> = DEFAULT_SEVERITY;
  return {
    code,
    kinds,
    means,
    todo,
    exitCode: exitCodeOf(code, 'error') ?? (kinds.includes('problem') ? exitCodeOf(code, 'problem') : null),
    severity: severities[code] ?? null,
  };
}

/** The exit code of a command that ends with this code; null where the code ends none. */
function exitCodeOf(code: string, kind: CodeKind): ExitCode | null {
  if (kind === 'problem') return EXIT.rejected;
  return kind === 'error' && isErrorCode(code) ? exitOf(code) : null;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in messagesIn.en.errors;
}

export async function writeExplanation(record: ExplainedRecord, page: Page, messages: Messages): Promise<void> {
  const style = styleOf(page);
  const { kind, exit, severity } = messages.pages.explain;
  const { code, kinds, means, todo } = record;
  const facts = kinds.map((each) => {
    const ends = exitCodeOf(code, each);
    return [
      kind[each].one,
      ...(ends === null ? [] : [exit(ends)]),
      ...(each === 'rule' && record.severity !== null ? [severity(messages.audit.severity[record.severity])] : []),
    ].join(', ');
  });
  const lines = [means, todo].flatMap((text) => wrapWords(text, page.columns));
  await writeLines([`${style.bold(code)}${GAP}${style.dim(facts.join('; '))}`, ...lines], page);
}

/** `abo.explanation/1` */
export function explanationDocument(record: ExplainedRecord): JsonObject {
  return { schema: 'abo.explanation/1', ...recordOf(explanationsList, record) };
}

/** Codes and meanings, under their kind. */
export async function writeAllExplanations(
  records: readonly ExplainedRecord[],
  page: Page,
  messages: Messages,
): Promise<void> {
  const width = widestOf(records.map(({ code }) => code));
  const columns = page.columns === null ? null : Math.max(20, page.columns - width - 2 * GAP.length);
  const groups = CODE_KINDS.map((kind) => [
    styleOf(page).bold(messages.pages.explain.kind[kind].all),
    ...records
      .filter(({ kinds }) => kinds.includes(kind))
      .flatMap(({ code, means }) =>
        wrapWords(means, columns).map((line, i) => `${GAP}${padTo(i === 0 ? code : '', width)}${GAP}${line}`),
      ),
  ]);
  await writeLines(
    groups.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])),
    page,
  );
}
