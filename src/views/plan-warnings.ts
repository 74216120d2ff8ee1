/**
 * What must not be overlooked in a plan: losses, silence, what can never work, audit errors that it brings in. The same for
 * every form in which people read it. Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { Silenced } from '../domain/plan/impact.js';
import { inertCells } from '../domain/plan/inert-cells.js';
import type { Loss } from '../domain/plan/losses.js';
import type { Plan } from '../domain/plan/plan.js';
import type { Messages } from '../messages/index.js';
import { findingText } from './audit.js';
import { visible } from './visible.js';
import { GAP } from './width.js';

export interface Warning {
  readonly kind: 'losses' | 'silenced' | 'inert' | 'audit-errors';
  /** Null where the entries speak for themselves. */
  readonly title: string | null;
  readonly entries: readonly string[];
  /** Entries beyond those; null where there are none. */
  readonly more: string | null;
}

/** Recipients named of those that lose something, and audit errors named. */
const NAMED = 20;

export function warningsOf(plan: Plan, messages: Messages): readonly Warning[] {
  const { plan: texts, more } = messages.views;
  const { losses, recipients, silenced, inert, edits } = plan;
  const first = <T>(all: readonly T[], entryOf: (one: T) => string, moreText: (n: number) => string) => ({
    entries: all.slice(0, NAMED).map(entryOf),
    more: all.length > NAMED ? moreText(all.length - NAMED) : null,
  });
  const all = (entries: readonly string[]) => ({ entries, more: null });
  const inertNames = inertCells(edits).map(({ universe, category }) => `${universe}${GAP}${category}`);
  const lossText = (loss: Loss): string => lossOf(loss, messages);
  const errors = auditErrorLines(plan, messages);
  const warnings: readonly Warning[] = [
    { kind: 'losses', title: texts.losses({ losses: losses.length, recipients }), ...first(losses, lossText, more) },
    { kind: 'silenced', title: texts.silenced(silenced.length), ...all(silencedLines(silenced)) },
    { kind: 'inert', title: texts.inert(inert), ...all(inertNames) },
    { kind: 'audit-errors', title: null, ...first(errors, (line) => line, texts.moreAuditErrors) },
  ];
  return warnings.filter(({ entries }) => entries.length > 0);
}

function lossOf(loss: Loss, { views: { plan } }: Messages): string {
  const who = loss.kind === 'contact' ? visible(loss.contact) : `${plan.mailboxOf}${GAP}${loss.universe}`;
  return `${visible(loss.company)}${GAP}${who}`;
}

/** Every one, the categories of a company's universe together. */
function silencedLines(silenced: readonly Silenced[]): readonly string[] {
  const groups = Map.groupBy(silenced, ({ company, universe }) => `${visible(company)}${GAP}${universe}`);
  return [...groups].map(([group, cells]) => `${group}${GAP}${cells.map(({ category }) => category).join(', ')}`);
}

/** Those that differ in their category alone are one line. */
function auditErrorLines({ auditErrors, edits }: Plan, messages: Messages): readonly string[] {
  const texts = messages.views.plan;
  const added = new Set(edits.flatMap((edit) => (edit.kind === 'company' && edit.before === null ? edit.company : [])));
  const alike = Map.groupBy(auditErrors, ({ rule, company, universe, contact, address }) =>
    JSON.stringify([rule, company, universe, contact, address]),
  );
  return [...alike.values()].flatMap((findings) => {
    const [finding] = findings;
    if (finding === undefined) return [];
    const company = visible(finding.company ?? '');
    if (finding.rule === 'no-admin') return texts.withoutAdmin(company, added.has(finding.company ?? ''));
    return texts.auditError({
      company,
      rule: finding.rule,
      finding: visible(findingText(finding, messages, findings)),
    });
  });
}
