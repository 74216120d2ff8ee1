/**
 * A plan for people: what would change, by company, the totals, and what that does to who is notified. What must not be
 * overlooked (losses, silence, what can never work, a company without an admin) comes last, next to the question.
 * Source: cli.md, "Every command that changes something".
 */
import type { Erasure } from '../domain/erasure.js';
import type { Loss, Silenced } from '../domain/plan/impact.js';
import { inertCells } from '../domain/plan/inert.js';
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import type { Messages } from '../messages/index.js';
import { writeChangeLines, type ChangeLimits } from './changes.js';
import type { JsonObject } from './json.js';
import { inBatches } from './list.js';
import { PageWriter, type Page } from './page.js';
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

export interface PlanInput {
  readonly name: string;
  readonly sha256: string;
}

export interface PlanContext {
  readonly database: PlanDatabase;
  readonly input: PlanInput | null;
  /** The change set that the plan takes back. */
  readonly undoes: number | null;
  /** The company's name, as it will be; null when it is not known. */
  readonly companyName: (code: string) => string | null;
  /** What was wrong with rows that were left out, for programs; a person is told beforehand. */
  readonly errors?: readonly JsonObject[] | undefined;
}

const LIMITS: ChangeLimits = { perCompany: 20, total: 200 };
/** Recipients named of those that lose something. */
const NAMED_LOSSES = 20;
const NAMED_COMPANIES = 20;
const GAP = '  ';
/** Of a line that goes on. */
const DEEPER = 4;

/** The plan, whole or with its lists cut as the contract says; JSON has all of it. */
export async function writePlan(plan: Plan, context: PlanContext, page: Page, messages: Messages): Promise<void> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  const texts = messages.views.plan;
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
    await writer.line(texts.totals(plan.summary));
  } else {
    await writer.line(texts.nothingToDo(plan.summary.unchanged));
  }
  const { kept, conflicts, skipped } = plan.summary;
  if (kept > 0) await writer.line(context.undoes === null ? texts.kept(kept) : texts.keptByUndo(kept, context.undoes));
  if (conflicts > 0) await writer.line(style.bad(texts.conflicts(conflicts)));
  if (skipped > 0) await writer.line(texts.skipped(skipped));
  if (hasChanges(plan)) {
    await writer.line(plan.deliveries === null ? texts.uncounted : texts.deliveries(plan.deliveries));
    await writeWarnings(plan, page, writer, messages);
  }
  if (plan.erasure !== undefined) await writeErasure(plan, plan.erasure, page, writer, messages);
  await writer.flush();
}

/** Database and input, or what is taken back: on one line where they fit, as they do when there is no terminal. */
function headOf(
  { database, input, undoes }: PlanContext,
  page: Page,
  { views: { plan } }: Messages,
): readonly string[] {
  const { profile, engine, name } = database;
  const where = profile === undefined ? `${name} (${engine})` : `${profile} (${engine} ${name})`;
  const first = `${plan.database} ${visible(where)}`;
  const second =
    input === null
      ? undoes === null
        ? null
        : plan.takesBack(undoes)
      : `${plan.input} ${visible(input.name)}${GAP}sha256 ${input.sha256.slice(0, SHA_SHOWN)}…`;
  if (second === null) return [first];
  const both = `${first}${GAP}${GAP}${GAP}${second}`;
  return page.columns === null || widthOf(both) <= page.columns ? [both] : [first, cutTo(second, page.columns)];
}

const SHA_SHOWN = 12;

async function writeWarnings(plan: Plan, page: Page, writer: PageWriter, messages: Messages): Promise<void> {
  const style = styleOf(page);
  const texts = messages.views.plan;
  const block = async (title: string, lines: readonly string[], more = 0): Promise<void> => {
    for (const line of wrapWords(title, page.columns)) await writer.line(style.caution(line));
    for (const entry of lines) {
      for (const line of wrapWords(GAP + entry, page.columns, DEEPER)) await writer.line(line);
    }
    if (more > 0) await writer.line(style.dim(`${GAP}${texts.more(more)}`));
  };
  const { losses, recipients, silenced, inert, withoutAdmin } = plan;
  if (losses.length > 0) {
    const named = losses.slice(0, NAMED_LOSSES).map((loss) => lossOf(loss, messages));
    await block(texts.losses({ losses: losses.length, recipients }), named, losses.length - named.length);
  }
  if (silenced.length > 0) await block(texts.silenced(silenced.length), silencedLines(silenced));
  if (inert > 0)
    await block(
      texts.inert(inert),
      inertCells(plan.edits).map(({ universe, category }) => `${universe}${GAP}${category}`),
    );
  for (const company of withoutAdmin.slice(0, NAMED_COMPANIES)) {
    const isNew = plan.edits.some(
      (edit) => edit.kind === 'company' && edit.company === company && edit.before === null,
    );
    await writer.line(style.bad(texts.withoutAdmin(visible(company), isNew)));
  }
  const unnamed = withoutAdmin.length - NAMED_COMPANIES;
  if (unnamed > 0) await writer.line(style.bad(texts.moreWithoutAdmin(unnamed)));
}

function lossOf(loss: Loss, { views: { plan } }: Messages): string {
  const who = loss.kind === 'contact' ? visible(loss.contact) : `${plan.mailboxOf}${GAP}${loss.universe}`;
  return `${visible(loss.company)}${GAP}${who}`;
}

/** Every one, the categories of a company's universe together. */
function silencedLines(silenced: readonly Silenced[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { company, universe, category } of silenced) {
    const group = `${visible(company)}${GAP}${universe}`;
    const categories = groups.get(group);
    if (categories === undefined) groups.set(group, [category]);
    else categories.push(category);
  }
  return [...groups].map(([group, categories]) => `${group}${GAP}${categories.join(', ')}`);
}

/** What an erasure does to the journal, what it leaves, and what it can't reach. */
async function writeErasure(
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
 * After applying: the change set's number and the command that undoes it, where there is one. Null (nothing was to be done)
 * says nothing.
 */
export async function writeApplied(
  changeSet: number | null,
  page: Page,
  messages: Messages,
  erasure?: Erasure,
): Promise<void> {
  if (changeSet === null) return;
  const { plan, erasure: erased } = messages.views;
  if (erasure === undefined) {
    await page.write(`${plan.applied(changeSet)} ${plan.undo(changeSet)}\n`);
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
