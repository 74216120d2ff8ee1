/**
 * A plan for a review: totals and what must not be overlooked first, then who receives less, the changes and, when
 * requested, who starts and who stops, company by company. What is too long loses whole sections, never totals.
 * Source: docs/contract/cli.md, "Output" (`--max-chars`).
 */
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import type { Messages } from '../messages/index.js';
import { changesByCompany } from './changes.js';
import { named } from './fields.js';
import { impactGroups, type CompanyGroup } from './impact.js';
import { inBatches } from './list.js';
import { markdownBlock, markdownText, writeMarkdown, type MarkdownGroup } from './markdown.js';
import type { Page } from './page.js';
import { warningsOf, type Warning } from './plan-warnings.js';
import { appliedLines, erasureLines, headOf, LIMITS, totalsOf, type PlanContext, type PlanDocument } from './plan.js';
import { layoutOf, type Layout } from './style.js';

/** Markdown has neither colour nor a width. */
const PLAIN = { columns: null, color: false } as const;

/** @param maxChars null for no limit */
export async function writePlanMarkdown(
  document: PlanDocument,
  maxChars: number | null,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { plan, context, changeSet } = document;
  const layout = layoutOf(PLAIN, messages);
  const texts = messages.views.plan.markdown;
  const warnings = hasChanges(plan) ? warningsOf(plan, messages) : [];
  const title = typeof changeSet === 'number' ? messages.views.history.changeSet(changeSet) : texts.plan;
  const facts = [
    ...headOf(context, layout),
    ...totalsOf(plan, context, messages).map(({ text }) => text),
    ...warnings.flatMap(factsOf),
    ...(plan.erasure === undefined ? [] : erasureLines(plan, plan.erasure, layout)),
    ...appliedLines(document, messages),
  ];
  const head = [`## ${title}`, '', ...facts.map((fact) => `- ${markdownText(fact)}`)];
  const groups = hasChanges(plan)
    ? [
        ...warnings.flatMap((warning) => warningGroup(warning, messages)),
        ...(await changeSections(plan, context, layout)),
        ...impactSections(plan, context, layout),
      ]
    : [];
  await writeMarkdown(head, groups, maxChars, ({ groups: left }) => texts.cut(left), page);
}

/** What of a warning always stays: of short ones all, of others how many there are. */
function factsOf({ kind, title, entries, more }: Warning): readonly string[] {
  const rest = more === null ? [] : [more];
  switch (kind) {
    case 'losses':
    case 'silenced':
      return title === null ? [] : [title];
    case 'inert':
      return [`${title ?? ''} ${entries.join(', ')}`];
    case 'audit-errors':
      return [...entries, ...rest];
  }
}

function warningGroup({ kind, entries, more }: Warning, { views: { plan } }: Messages): readonly MarkdownGroup[] {
  if (kind !== 'losses' && kind !== 'silenced') return [];
  const lines = [...entries, ...(more === null ? [] : [more])].map((entry) => `- ${markdownText(entry)}`);
  return [{ lines: [`### ${plan.markdown[kind]}`, '', ...lines], count: entries.length }];
}

/** As many as the plan shows anywhere: 20 a company, 200 in all. */
async function changeSections(
  { edits }: Plan,
  context: PlanContext,
  layout: Layout,
): Promise<readonly MarkdownGroup[]> {
  const title = layout.messages.views.column.changes;
  const all = await Array.fromAsync(changesByCompany(inBatches(edits), LIMITS, layout));
  return [...Map.groupBy(all, ({ company }) => company)].map(([company, here]) =>
    section(title, { company, lines: here.map(({ text }) => text), count: here.length }, context),
  );
}

function impactSections({ impact }: Plan, context: PlanContext, layout: Layout): readonly MarkdownGroup[] {
  if (impact === null) return [];
  const texts = layout.messages.views.plan;
  const groups = [...impactGroups(impact, LIMITS, layout)];
  if (groups.length === 0) return [{ lines: [texts.noImpact], count: 0 }];
  return groups.map((group) => section(texts.markdown.impact, group, context));
}

/** The lines of a company below a title; what is left out has no company. */
function section(title: string, { company, lines, count }: CompanyGroup, { companyName }: PlanContext): MarkdownGroup {
  if (company === null) return { lines, count };
  const head = `### ${title} — ${markdownText(named(company, companyName(company)))}`;
  return { lines: [head, '', ...markdownBlock(lines)], count };
}
