/**
 * A plan for people: what would change, by company, the totals, and what that does to who is notified. What must not be
 * overlooked (losses, silence, what can never work, audit errors) comes last, next to the question.
 * Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { InputFile } from '../domain/change-set.js';
import type { Erasure } from '../domain/erasure.js';
import type { CompanyImpact } from '../domain/plan/delivery-changes.js';
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import type { Messages } from '../messages/index.js';
import { writeChangeLines, type ChangeLimits } from './changes.js';
import { impactGroups } from './impact.js';
import type { JsonObject } from './json.js';
import { inBatches } from './list.js';
import { PageWriter, type Page } from './page.js';
import { warningsOf } from './plan-warnings.js';
import { styleOf } from './style.js';
import { visible } from './visible.js';
import { cutTo, widthOf, wrapWords } from './width.js';

/** The database that a plan is for. */
export interface PlanDatabase {
  readonly identity: string;
  /** A path, or a URL without its password. */
  readonly name: string;
  readonly engine: string;
  /** The profile that names it, if one does. */
  readonly profile?: string | undefined;
}

export interface PlanContext {
  readonly database: PlanDatabase;
  readonly input: InputFile | null;
  /** The change set that the plan undoes. */
  readonly undoes: number | null;
  /** The command that undoes a change set; null when the user may not run it. */
  readonly undoCommand: ((changeSet: number) => string) | null;
  /** The company's name, as it will be; null when it is not known. */
  readonly companyName: (code: string) => string | null;
  /** Problems of the rows that were left out, for programs; a person has seen them already. */
  readonly errors?: readonly JsonObject[] | undefined;
}

export const LIMITS: ChangeLimits = { perCompany: 20, total: 200 };
const GAP = '  ';
/** Of a line that goes on. */
const DEEPER = 4;

/** The plan, whole or with its lists cut as the contract says; JSON has all of it. */
export async function writePlan(plan: Plan, context: PlanContext, page: Page, messages: Messages): Promise<void> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  for (const line of headOf(context, page, messages)) await writer.line(style.dim(line));
  if (hasChanges(plan)) {
    const { companyName } = context;
    await writeChangeLines(
      inBatches(plan.edits),
      { companyName, limits: LIMITS, columns: page.columns },
      writer,
      style,
      messages,
    );
    if (plan.impact !== null) await writeImpact(plan.impact, context, page, writer, messages);
  }
  for (const { text, isBad } of totalsOf(plan, context, messages)) await writer.line(isBad ? style.bad(text) : text);
  if (hasChanges(plan)) await writeWarnings(plan, page, writer, messages);
  if (plan.erasure !== undefined) await writeErasure(plan, plan.erasure, page, writer, messages);
  await writer.flush();
}

/** What the plan comes to, whatever is shown of it. */
export function totalsOf(
  plan: Plan,
  { undoes }: Pick<PlanContext, 'undoes'>,
  { views: { plan: texts } }: Messages,
): readonly { readonly text: string; readonly isBad?: boolean }[] {
  const { kept, conflicts, skipped, unchanged } = plan.summary;
  const line = (text: string, isBad = false): { text: string; isBad: boolean }[] => [{ text, isBad }];
  return [
    ...line(hasChanges(plan) ? texts.totals(plan.summary) : texts.nothingToDo(unchanged)),
    ...(kept > 0 ? line(undoes === null ? texts.kept(kept) : texts.keptByUndo(kept, undoes)) : []),
    ...(conflicts > 0 ? line(texts.conflicts(conflicts), true) : []),
    ...(skipped > 0 ? line(texts.skipped(skipped)) : []),
    ...(hasChanges(plan) ? line(plan.deliveries === null ? texts.uncounted : texts.deliveries(plan.deliveries)) : []),
  ];
}

/** Database and input, or what is undone: on one line when they fit, or when there is no terminal. */
export function headOf(
  { database, input, undoes }: PlanContext,
  page: Pick<Page, 'columns'>,
  { views: { plan } }: Messages,
): readonly string[] {
  const { profile, engine, name } = database;
  const where = profile === undefined ? `${name} (${engine})` : `${profile} (${engine} ${name})`;
  const first = `${plan.database} ${visible(where)}`;
  const second =
    input === null
      ? undoes === null
        ? null
        : plan.undoes(undoes)
      : `${plan.input} ${visible(input.name)}${GAP}sha256 ${input.sha256.slice(0, SHA_SHOWN)}…`;
  if (second === null) return [first];
  const both = `${first}${GAP}${GAP}${GAP}${second}`;
  return page.columns === null || widthOf(both) <= page.columns ? [both] : [first, cutTo(second, page.columns)];
}

const SHA_SHOWN = 12;

async function writeWarnings(plan: Plan, page: Page, writer: PageWriter, messages: Messages): Promise<void> {
  const style = styleOf(page);
  for (const { kind, title, entries, more } of warningsOf(plan, messages)) {
    const isError = kind === 'audit-errors';
    if (title !== null) for (const line of wrapWords(title, page.columns)) await writer.line(style.caution(line));
    for (const entry of entries) {
      const lines = isError ? wrapWords(entry, page.columns, GAP.length) : wrapWords(GAP + entry, page.columns, DEEPER);
      for (const line of lines) await writer.line(isError ? style.bad(line) : line);
    }
    if (more !== null) await writer.line(isError ? style.bad(more) : style.dim(GAP + more));
  }
}

/** Who starts and who stops: between the changes and their totals. */
async function writeImpact(
  impact: Iterable<CompanyImpact>,
  { companyName }: PlanContext,
  page: Page,
  writer: PageWriter,
  messages: Messages,
): Promise<void> {
  const style = styleOf(page);
  const texts = messages.views.plan;
  let any = false;
  for (const { heading, lines } of impactGroups(
    impact,
    { companyName, limits: LIMITS, columns: page.columns },
    style,
    messages,
  )) {
    if (!any) await writer.line(texts.impact);
    any = true;
    if (heading !== null) {
      const { code, name } = heading;
      await writer.line(style.bold(code) + (name === null ? '' : GAP + name));
    }
    for (const line of lines) await writer.line(line);
  }
  if (!any) await writer.line(texts.noImpact);
}

/** What an erasure does to the journal, what it leaves, and what it can't reach. */
export async function writeErasure(
  { edits }: Plan,
  { request, journal, placeholder, otherAddresses, renamed }: Erasure,
  page: Page,
  writer: PageWriter,
  messages: Messages,
): Promise<void> {
  const style = styleOf(page);
  const texts = messages.views.erasure;
  const say = async (text: string, paint = (line: string): string => line): Promise<void> => {
    for (const line of wrapWords(text, page.columns, GAP.length)) await writer.line(paint(line));
  };
  await say(texts.journal({ ...journal, placeholder }));
  if (request.companies === null) await say(texts.heads);
  else await say(texts.onlyThere, style.caution);
  const address = visible(request.address);
  if (edits.some(({ kind }) => kind === 'contact')) await say(texts.stillContact(address), style.caution);
  if (edits.some(({ kind }) => kind === 'mailbox')) await say(texts.stillMailbox(address), style.caution);
  for (const { company, address: now } of renamed) {
    await say(texts.renamed({ company: visible(company), now: visible(now) }), style.caution);
  }
  for (const other of otherAddresses) await say(texts.other(visible(other)), style.caution);
  await say(texts.unreached);
  await say(texts.final, style.caution);
}

/**
 * After applying: the change set's number and the command that undoes it, if the user may run it. Nothing for null: there was
 * nothing to do.
 */
export async function writeApplied(
  changeSet: number | null,
  page: Page,
  messages: Messages,
  { undoCommand }: Pick<PlanContext, 'undoCommand'>,
  erasure?: Erasure,
): Promise<void> {
  if (changeSet === null) return;
  const { plan, erasure: erased } = messages.views;
  if (erasure === undefined) {
    const undo = undoCommand === null ? '' : ` ${plan.undo(undoCommand(changeSet))}`;
    await page.write(`${plan.applied(changeSet)}${undo}\n`);
    return;
  }
  await page.write(`${plan.applied(changeSet)} ${erased.done(erasure.placeholder)}\n`);
  if (erasure.cleared === false) await page.write(`${erased.notCleared}\n`);
}

/** Before a saved plan: when it was made, by whom, with which command. */
export async function writeSaved(
  { at, actor, command }: { readonly at: string; readonly actor: string; readonly command: string },
  page: Page,
  messages: Messages,
): Promise<void> {
  const when = visible(at).slice(0, MINUTE).replace('T', ' ');
  const text = messages.views.plan.savedBy({ at: when, actor: visible(actor), command: visible(command) });
  await page.write(`${styleOf(page).dim(text)}\n`);
}

/** `2026-11-24T09:30` */
const MINUTE = 16;
