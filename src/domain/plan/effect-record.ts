/**
 * What a plan does to who is notified, and to the audit: written as JSON, and read back from a saved plan.
 * Source: docs/contract/cli.md, "A plan".
 */
import { AUDIT_RULES, type Finding } from '../audit/finding.js';
import { readWhole } from '../object-reader.js';
import { optional } from '../optional-property.js';
import { CATEGORIES, CHANNELS, UNIVERSES } from '../vocabulary.js';
import type { PlanRecord } from './edit-record.js';
import type { CellImpact, CompanyImpact } from './delivery-changes.js';
import type { Silenced } from './impact.js';
import type { Loss } from './losses.js';

/** A contact has no universe. A company's mailboxes of one universe have no address. */
export function lossRecord(loss: Loss): PlanRecord {
  return loss.kind === 'contact'
    ? { company: loss.company, contact: loss.contact, universe: null }
    : { company: loss.company, contact: null, universe: loss.universe };
}

/** @throws DocumentFault */
export function lossFrom(source: unknown, at: string): Loss {
  return readWhole(source, at, (fields): Loss => {
    const company = fields.text('company');
    const contact = fields.textOrNull('contact');
    const universe = fields.oneOfOrNull('universe', UNIVERSES);
    if (contact !== null && universe === null) return { kind: 'contact', company, contact };
    if (contact === null && universe !== null) return { kind: 'mailbox', company, universe };
    throw fields.fault('universe', universe);
  });
}

/** @throws DocumentFault */
export function silencedFrom(source: unknown, at: string): Silenced {
  return readWhole(source, at, (fields) => ({
    company: fields.text('company'),
    universe: fields.oneOf('universe', UNIVERSES),
    category: fields.oneOf('category', CATEGORIES),
  }));
}

/** One record a cell: `company` is the one notified, `concerned` lists the companies whose events reach it. */
export function impactRecords({ company, cells }: CompanyImpact): readonly PlanRecord[] {
  return cells.map(({ universe, category, channel, concerned, starts, stops }) => ({
    company,
    concerned,
    universe,
    category,
    channel,
    starts,
    stops,
  }));
}

export interface ImpactOfCell extends CellImpact {
  readonly company: string;
}

/** @throws DocumentFault */
export function impactFrom(source: unknown, at: string): ImpactOfCell {
  return readWhole(source, at, (fields) => ({
    company: fields.text('company'),
    concerned: fields.texts('concerned'),
    universe: fields.oneOf('universe', UNIVERSES),
    category: fields.oneOf('category', CATEGORIES),
    channel: fields.oneOf('channel', CHANNELS),
    starts: fields.texts('starts'),
    stops: fields.texts('stops'),
  }));
}

export function byCompany(impact: readonly ImpactOfCell[]): readonly CompanyImpact[] {
  return [...Map.groupBy(impact, ({ company }) => company)].map(([company, cells]) => ({ company, cells }));
}

export function auditErrorRecord(finding: Finding): PlanRecord {
  return {
    rule: finding.rule,
    company: finding.company,
    universe: finding.universe ?? null,
    category: finding.category ?? null,
    channel: finding.channel ?? null,
    contact: finding.contact ?? null,
    address: finding.address ?? null,
    detail: finding.detail ?? [],
  };
}

/** @throws DocumentFault */
export function auditErrorFrom(source: unknown, at: string): Finding {
  return readWhole(source, at, (fields): Finding => {
    const detail = fields.texts('detail');
    return {
      rule: fields.oneOf('rule', AUDIT_RULES),
      severity: 'error',
      company: fields.textOrNull('company'),
      ...optional('universe', fields.oneOfOrNull('universe', UNIVERSES) ?? undefined),
      ...optional('category', fields.oneOfOrNull('category', CATEGORIES) ?? undefined),
      ...optional('channel', fields.oneOfOrNull('channel', CHANNELS) ?? undefined),
      ...optional('contact', fields.textOrNull('contact') ?? undefined),
      ...optional('address', fields.textOrNull('address') ?? undefined),
      ...optional('detail', detail.length === 0 ? undefined : detail),
    };
  });
}
