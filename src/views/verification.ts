/**
 * Expectations that are not met: what was expected, what is, and why. Source: docs/contract/cli.md, "Expectations".
 */
import type { DeliveryAt, EventExpectation, Verified } from '../domain/verification.js';
import type { Messages } from '../messages/index.js';
import type { CheckReport } from './checks.js';
import type { JsonObject, JsonValue } from './json.js';
import { markdownText, writeMarkdown } from './markdown.js';
import type { Page } from './page.js';
import { becauseText } from './simulation.js';
import { becauseJson } from './simulation-data.js';
import type { Layout } from './style.js';
import { visible } from './visible.js';
import { GAP, padTo, widestOf, wrapWords } from './width.js';

export interface VerificationPage {
  readonly file: string;
  readonly rows: readonly Verified[];
  readonly unlisted: readonly Verified[];
}

/** By event and company, the difference alone; the totals last. */
export function* verificationLines(report: VerificationPage, { columns, style, messages }: Layout): Generator<string> {
  const { verify } = messages;
  const width = widestOf([verify.expected, verify.actual]);
  const side = (mark: string, word: string, text: string): readonly string[] => {
    const head = `${GAP}${GAP}${mark} ${padTo(word, width)}${GAP}`;
    return wrapWords(head + visible(text), columns, head.length);
  };
  for (const [title, failed] of groupsOf(report)) {
    yield style.bold(visible(title));
    for (const row of failed) {
      yield GAP + placeOf(row, messages);
      yield* side('-', verify.expected, expectedText(row, messages)).map(style.bad);
      yield* side('+', verify.actual, actualText(row, messages)).map(style.good);
    }
    yield '';
  }
  yield summaryText(report, messages);
}

export async function writeVerificationMarkdown(
  report: VerificationPage,
  maxChars: number | null,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { verify } = messages;
  const groups = [...groupsOf(report)].map(([title, failed]) => ({
    count: failed.length,
    lines: [
      `### ${markdownText(visible(title))}`,
      '',
      ...failed.flatMap((row) => [
        `- ${placeOf(row, messages)}`,
        `  - ${verify.expected}: ${markdownText(visible(expectedText(row, messages)))}`,
        `  - ${verify.actual}: ${markdownText(visible(actualText(row, messages)))}`,
      ]),
    ],
  }));
  const head = [`## ${verify.title}`, '', `- ${markdownText(visible(report.file))}: ${summaryText(report, messages)}`];
  await writeMarkdown(head, groups, maxChars, verify.cut, page);
}

/** `abo.verification/1`. */
export function verificationDocument(report: VerificationPage, messages: Messages): JsonObject {
  const failed = failedOf(report);
  return {
    schema: 'abo.verification/1',
    file: report.file,
    met: failed.length === 0,
    summary: {
      rows: report.rows.length,
      failed: failed.length - report.unlisted.length,
      unlisted: report.unlisted.length,
    },
    failures: failed.map((row) => failureOf(row, messages)),
  };
}

function failureOf(row: Verified, messages: Messages): JsonObject {
  const { event, company, universe, channel, recipient, expected, line, verdict } = row;
  return {
    kind: line === null ? 'unlisted' : 'expectation',
    ...{ line, event, company, universe, channel, recipient },
    expected: expected ? 'yes' : 'no',
    missed: verdict.missed.map((missed): JsonObject => ({ ...missed })),
    unexpected: verdict.unexpected.map((reached): JsonValue => ({
      company: reached.company,
      universe: reached.universe,
      channel: reached.delivery.channel,
      recipient: reached.delivery.recipient,
      because: becauseJson(reached.delivery.because),
    })),
    message: `${expectedText(row, messages)}: ${actualText(row, messages)}`,
  };
}

/** Every row is a check; those that are met have passed. */
export function verificationChecks(report: VerificationPage, messages: Messages): CheckReport {
  const fingerprintOf = fingerprints();
  return {
    suite: 'abo.verify',
    passed: report.rows
      .filter(({ verdict }) => verdict.met)
      .map((row) => ({ name: row.event, what: `${row.company}: ${expectedText(row, messages)}` })),
    checks: failedOf(report).map((row) => ({
      name: row.event,
      subject: row.company,
      place: row.line === null ? null : { file: report.file, line: row.line },
      severity: 'error',
      failed: true,
      message: expectedText(row, messages),
      detail: actualText(row, messages),
      fingerprint: fingerprintOf(row),
    })),
  };
}

/** A row that stands in the file more than once is numbered. */
function fingerprints(): (row: Verified) => string {
  const times = new Map<string, number>();
  return ({ event, company, universe, channel, recipient, expected }) => {
    const fingerprint = [event, company, universe ?? '', channel, recipient, String(expected)].join('/');
    const time = (times.get(fingerprint) ?? 0) + 1;
    times.set(fingerprint, time);
    return time === 1 ? fingerprint : `${fingerprint}/${time}`;
  };
}

function failedOf({ rows, unlisted }: VerificationPage): readonly Verified[] {
  return [...rows.filter(({ verdict }) => !verdict.met), ...unlisted];
}

/** By event and company. */
function groupsOf(report: VerificationPage): ReadonlyMap<string, readonly Verified[]> {
  return Map.groupBy(failedOf(report), ({ event, company }) => `${event}${GAP}${company}`);
}

function summaryText(report: VerificationPage, { verify }: Messages): string {
  const failed = report.rows.filter(({ verdict }) => !verdict.met).length;
  return verify.summary({ rows: report.rows.length, failed, unlisted: report.unlisted.length });
}

function placeOf({ line }: Verified, { verify }: Messages): string {
  return line === null ? verify.unlisted : verify.at(line);
}

function expectedText({ line, expected, universe, channel, recipient }: Verified, { verify, views }: Messages): string {
  const about = { channel, recipient, universe: universe === null ? null : views.universeShort[universe] };
  if (line === null) return verify.expectedUnlisted(about);
  if (expected) return verify.expectedYes(about);
  return recipient === '*' ? verify.expectedNoOne(about) : verify.expectedNo(about);
}

function actualText({ verdict }: Verified, messages: Messages): string {
  const { verify, views } = messages;
  if (verdict.unexpected.length > 0) {
    return verdict.unexpected.map((reached) => reachedText(reached, messages)).join('; ');
  }
  const reasons = verdict.missed.map(({ universe, reason }) => {
    const why = verify.missed[reason];
    return universe === null ? why : verify.inUniverse({ universe: views.universeShort[universe], why });
  });
  return verify.actualNot(reasons.join('; '));
}

function reachedText({ universe, delivery }: DeliveryAt, messages: Messages): string {
  const { verify, views } = messages;
  const why = delivery.because.map((because) => becauseText(because, messages)).join(' + ');
  const { channel, recipient } = delivery;
  return verify.actualReached({ channel, recipient, universe: views.universeShort[universe], why });
}

/** The columns of a file that `verify` reads. */
export const expectationColumns = ['event', 'company', 'universe', 'channel', 'recipient', 'expected'] as const;

export function expectationRow(record: EventExpectation): readonly string[] {
  const { event, company, universe, channel, recipient, expected } = record;
  return [event, company, universe ?? '', channel, recipient, expected ? 'yes' : 'no'];
}
