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
import { changeLines, headingOf, type ChangeLimits } from './changes.js';
import { impactGroups } from './impact.js';
import type { JsonObject } from './json.js';
import { inBatches } from './list.js';
import { warningsOf } from './plan-warnings.js';
import type { Layout } from './style.js';
import { visible } from './visible.js';
import { cutTo, GAP, widthOf, wrapWords } from './width.js';

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

export interface PlanDocument {
  readonly plan: Plan;
  readonly context: PlanContext;
  /** The number of the change set; null: there was nothing to change; undefined: the plan is not applied. */
  readonly changeSet: number | null | undefined;
}

export const LIMITS: ChangeLimits = { perCompany: 20, total: 200 };
/** Of a line that goes on. */
const DEEPER = 4;

/** The plan, whole or with its lists cut as the contract says; JSON has all of it. */
export async function* planLines(plan: Plan, context: PlanContext, layout: Layout): AsyncGenerator<string> {
  const { style, messages } = layout;
  const { companyName } = context;
  yield* headOf(context, layout).map(style.dim);
  if (hasChanges(plan)) {
    yield* changeLines(inBatches(plan.edits), { companyName, limits: LIMITS }, layout);
    if (plan.impact !== null) yield* impactLines(plan.impact, context, layout);
  }
  for (const { text, isBad } of totalsOf(plan, context, messages)) yield isBad ? style.bad(text) : text;
  if (hasChanges(plan)) yield* warningLines(plan, layout);
  if (plan.erasure !== undefined) yield* erasureLines(plan, plan.erasure, layout);
}

/** What the plan comes to, whatever is shown of it. */
export function totalsOf(
  plan: Plan,
  { undoes }: Pick<PlanContext, 'undoes'>,
  { views: { plan: texts } }: Messages,
): readonly { readonly text: string; readonly isBad: boolean }[] {
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
export function headOf({ database, input, undoes }: PlanContext, { columns, messages }: Layout): readonly string[] {
  const { plan } = messages.views;
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
  return columns === null || widthOf(both) <= columns ? [both] : [first, cutTo(second, columns)];
}

const SHA_SHOWN = 12;

function* warningLines(plan: Plan, { columns, style, messages }: Layout): Generator<string> {
  for (const { kind, title, entries, more } of warningsOf(plan, messages)) {
    const isError = kind === 'audit-errors';
    if (title !== null) yield* wrapWords(title, columns).map(style.caution);
    for (const entry of entries) {
      if (isError) yield* wrapWords(entry, columns, GAP.length).map(style.bad);
      else yield* wrapWords(GAP + entry, columns, DEEPER);
    }
    if (more !== null) yield isError ? style.bad(more) : style.dim(GAP + more);
  }
}

/** Who starts and who stops: between the changes and their totals. */
function* impactLines(
  impact: Iterable<CompanyImpact>,
  { companyName }: PlanContext,
  layout: Layout,
): Generator<string> {
  const texts = layout.messages.views.plan;
  let any = false;
  for (const { company, lines } of impactGroups(impact, LIMITS, layout)) {
    if (!any) yield texts.impact;
    any = true;
    if (company !== null) yield headingOf(company, companyName(company), layout.style);
    yield* lines;
  }
  if (!any) yield texts.noImpact;
}

/** What an erasure does to the journal, what it leaves, and what it can't reach. */
export function* erasureLines(
  { edits }: Plan,
  { request, journal, placeholder, otherAddresses, renamed }: Erasure,
  { columns, style: { caution }, messages }: Layout,
): Generator<string> {
  const texts = messages.views.erasure;
  const lines = (text: string): readonly string[] => wrapWords(text, columns, GAP.length);
  const warning = (text: string): readonly string[] => lines(text).map(caution);
  yield* lines(texts.journal({ ...journal, placeholder }));
  if (request.companies === null) yield* lines(texts.heads);
  else yield* warning(texts.onlyThere);
  const address = visible(request.address);
  if (edits.some(({ kind }) => kind === 'contact')) yield* warning(texts.stillContact(address));
  if (edits.some(({ kind }) => kind === 'mailbox')) yield* warning(texts.stillMailbox(address));
  for (const { company, address: now } of renamed) {
    yield* warning(texts.renamed({ company: visible(company), now: visible(now) }));
  }
  for (const other of otherAddresses) yield* warning(texts.other(visible(other)));
  yield* lines(texts.unreached);
  yield* warning(texts.final);
}

/**
 * After applying: the change set's number and the command that undoes it, if the user may run it. Nothing where nothing was
 * applied.
 */
export function* appliedLines(
  { plan: { erasure }, context: { undoCommand }, changeSet = null }: PlanDocument,
  { views }: Messages,
): Generator<string> {
  if (changeSet === null) return;
  const applied = views.plan.applied(changeSet);
  if (erasure !== undefined) yield `${applied} ${views.erasure.done(erasure.placeholder)}`;
  else yield undoCommand === null ? applied : `${applied} ${views.plan.undo(undoCommand(changeSet))}`;
  if (erasure?.cleared === false) yield views.erasure.notCleared;
}

/** Before a saved plan: when it was made, by whom, with which command. */
export function savedText(
  { at, actor, command }: { readonly at: string; readonly actor: string; readonly command: string },
  { views: { plan } }: Messages,
): string {
  const when = visible(at).slice(0, MINUTE).replace('T', ' ');
  return plan.savedBy({ at: when, actor: visible(actor), command: visible(command) });
}

/** `2026-11-24T09:30` */
const MINUTE = 16;
