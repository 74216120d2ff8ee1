/**
 * What a plan does to who is notified, and to the audit, as JSON has it, and read back from a saved plan.
 * Source: docs/contract/cli.md, "A plan".
 */
import { AUDIT_RULES, type Finding, type RuleFinding } from '../audit/finding.js';
import type { ObjectReader } from '../object-reader.js';
import { CATEGORIES, CHANNELS, UNIVERSES } from '../vocabulary.js';
import type { CellImpact, CompanyImpact } from './delivery-changes.js';

type RecordValue = string | null | readonly string[];
interface EffectRecord {
  readonly [field: string]: RecordValue;
}

/** One a cell: `company` is the one notified, `concerned` those whose events are meant. */
export function impactRecords({ company, cells }: CompanyImpact): readonly EffectRecord[] {
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

/** @throws FieldFault */
export function impactFrom(fields: ObjectReader): ImpactOfCell {
  const impact = {
    company: fields.text('company'),
    concerned: fields.texts('concerned'),
    universe: fields.oneOf('universe', UNIVERSES),
    category: fields.oneOf('category', CATEGORIES),
    channel: fields.oneOf('channel', CHANNELS),
    starts: fields.texts('starts'),
    stops: fields.texts('stops'),
  };
  fields.end();
  return impact;
}

/** Those of one company stand together. */
export function byCompany(impact: readonly ImpactOfCell[]): readonly CompanyImpact[] {
  return [...Map.groupBy(impact, ({ company }) => company)].map(([company, cells]) => ({ company, cells }));
}

export function auditErrorRecord(finding: Finding): EffectRecord {
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

/** @throws FieldFault */
export function auditErrorFrom(fields: ObjectReader): Finding {
  const rule = fields.oneOf('rule', AUDIT_RULES);
  const company = fields.textOrNull('company');
  const universe = fields.oneOfOrNull('universe', UNIVERSES);
  const category = fields.oneOfOrNull('category', CATEGORIES);
  const channel = fields.oneOfOrNull('channel', CHANNELS);
  const contact = fields.textOrNull('contact');
  const address = fields.textOrNull('address');
  const detail = fields.texts('detail');
  fields.end();
  const found: RuleFinding = {
    company,
    ...(universe === null ? {} : { universe }),
    ...(category === null ? {} : { category }),
    ...(channel === null ? {} : { channel }),
    ...(contact === null ? {} : { contact }),
    ...(address === null ? {} : { address }),
    ...(detail.length === 0 ? {} : { detail }),
  };
  return { rule, severity: 'error', ...found };
}
